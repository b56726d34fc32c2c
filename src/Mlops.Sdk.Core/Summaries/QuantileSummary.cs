using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Quantiles: exact from all values up to a limit, by a sketch beyond.</summary>
internal sealed class QuantileSummary(int limit, int size, ulong seed)
{
    private List<double>? _values = [];
    private KllSketch? _sketch;
    private double[]? _sorted;

    public bool IsExact => _values is not null || _sketch!.IsExact;

    public long Count => _values?.Count ?? _sketch!.Count;

    /// <summary>Adds numbers; NaN is skipped.</summary>
    public void Add(ReadOnlySpan<double> numbers)
    {
        _sorted = null;
        if (_values is not null)
        {
            foreach (double number in numbers)
                if (!double.IsNaN(number)) _values.Add(number);
            if (_values.Count > limit) BecomeSketch();
        }
        else
        {
            _sketch!.Add(numbers);
        }
    }

    public void Merge(QuantileSummary other)
    {
        if (other._values is { } numbers)
        {
            Add(CollectionsMarshal.AsSpan(numbers));
            return;
        }

        _sorted = null;
        if (_values is not null) BecomeSketch();
        _sketch!.Merge(other._sketch!);
    }

    public double Quantile(double probability)
    {
        if (!(probability is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is 0 to 1.");
        return _values is null ? _sketch!.Quantile(probability) : Quantiles.OfSorted(Sorted(), probability);
    }

    public double Rank(double value)
    {
        if (_values is null) return _sketch!.Rank(value);
        double[] sorted = Sorted();
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] <= value) low = middle + 1;
            else high = middle;
        }

        return sorted.Length == 0 ? double.NaN : low / (double)sorted.Length;
    }

    public double RankErrorBound(double confidence) => _values is null ? _sketch!.RankErrorBound(confidence) : 0;

    public (double[] Values, long[] CumulativeWeights) ToCumulative()
    {
        if (_values is null) return _sketch!.ToCumulative();
        double[] sorted = [.. Sorted()];
        var weights = new long[sorted.Length];
        for (int i = 0; i < weights.Length; i++) weights[i] = i + 1;
        return (sorted, weights);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_values?.Count ?? -1);
        foreach (double value in _values ?? []) writer.Write(value);
        _sketch?.WriteTo(writer);
    }

    public static QuantileSummary ReadFrom(BinaryReader reader, int limit, int size, ulong seed)
    {
        var summary = new QuantileSummary(limit, size, seed);
        int count = reader.ReadInt32();
        SummaryFormat.Require(count >= -1 && count <= limit, "number of values");
        for (int i = 0; i < count; i++)
        {
            double value = reader.ReadDouble();
            SummaryFormat.Require(!double.IsNaN(value), "value");
            summary._values!.Add(value);
        }

        if (count >= 0) return summary;
        summary._values = null;
        summary._sketch = KllSketch.ReadFrom(reader);
        return summary;
    }

    private double[] Sorted()
    {
        if (_sorted is { } known) return known;
        double[] sorted = [.. _values!];
        Array.Sort(sorted);
        return _sorted = sorted;
    }

    private void BecomeSketch()
    {
        _sketch = new KllSketch(size, seed);
        _sketch.Add(CollectionsMarshal.AsSpan(_values!));
        _values = null;
    }
}
