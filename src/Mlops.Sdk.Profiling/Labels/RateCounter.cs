using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Counts the classes, or averages the numbers, of rows.</summary>
internal sealed class RateCounter(TargetLabel label)
{
    private readonly long[] _classes = new long[label.Names.Length];
    private LabelMoments _numbers;

    /// <summary>The rows with a label.</summary>
    public long Rows => label.IsClass ? _classes.Sum() : _numbers.Count;

    public void Add(int row)
    {
        if (!label.IsClass) _numbers.Merge(LabelMoments.Of(label.Column.Numbers[row]));
        else if (label.Column.Values[row] is var code and >= 0) _classes[code]++;
    }

    public ImmutableArray<TargetRate> Rates()
    {
        long rows = Rows;
        if (label.IsClass) return [.. label.Told.Select(code => Share(label.Names[code], _classes[code], rows))];
        double mean = rows == 0 ? double.NaN : _numbers.Mean, error = rows < 2 ? double.NaN : 1.959963984540054 * Math.Sqrt(_numbers.Squares / (rows - 1.0) / rows);
        return [new TargetRate(null, mean, mean - error, mean + error)];
    }

    private static TargetRate Share(string name, long hits, long rows)
    {
        (double low, double high) = WilsonInterval.Of(hits, rows);
        return new TargetRate(name, rows == 0 ? double.NaN : (double)hits / rows, low, high);
    }
}
