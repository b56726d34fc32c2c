using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The features in which neighbors are looked for: numbers, scaled if asked for, and nominal codes.</summary>
internal sealed class SmoteSpace
{
    private readonly ReadOnlyMemory<double>[] _numbers;
    private readonly double[] _units;
    private readonly int[][] _codes;

    private SmoteSpace(ReadOnlyMemory<double>[] numbers, double[] units, int[][] codes)
    {
        _numbers = numbers;
        _units = units;
        _codes = codes;
    }

    /// <exception cref="MlopsException">MLO1702: a number is missing or infinite, or there is no feature to measure by.</exception>
    public static SmoteSpace Read(RebalanceWork work, IReadOnlyList<int> raised, bool scale)
    {
        Column[] numeric = [.. work.Train.Features.Where(column => column.Type is ColumnType.Number or ColumnType.Integer)];
        Column[] nominal = [.. work.Train.Features.Where(column => column.Type is ColumnType.Category or ColumnType.Flag)];
        if (numeric.Length + nominal.Length == 0)
            throw new MlopsException("MLO1702", "SMOTE needs features that are numbers, flags or categories, and there is none. Encode the data first, or take RebalanceMethod.RandomOver or ClassWeights.");
        ReadOnlyMemory<double>[] values = [.. numeric.Select(column => column.ToNumbers())];
        string[] holes = [.. numeric.Select((column, i) => Holes(column.Name, values[i].Span, work.Rows, raised)).OfType<string>()];
        if (holes.Length > 0)
            throw new MlopsException("MLO1702", $"SMOTE cannot interpolate missing or infinite numbers: {string.Join(", ", holes)}. Add .ImputeMissing() (and .HandleOutliers() for infinite values) before .Rebalance(), or take RebalanceMethod.RandomOver or ClassWeights.");
        return new SmoteSpace(values, ColumnWork.Each(values, work.Context, column => scale ? UnitOf(column.Span) : 1), [.. nominal.Select(Codes)]);
    }

    public NeighborTable Neighbors(int[] rows, int neighbors, FitContext context)
    {
        double[] points = Pack(rows);
        if (_codes.Length == 0) return new NearestNeighbors(points, _numbers.Length).SearchSelf(neighbors, context.MaxThreads, context.CancellationToken);
        var codes = new int[rows.Length * _codes.Length];
        for (int c = 0; c < _codes.Length; c++)
            for (int i = 0; i < rows.Length; i++) codes[i * _codes.Length + c] = _codes[c][rows[i]];
        return MixedNeighbors.SearchSelf(points, _numbers.Length, codes, _codes.Length, Penalty(rows), neighbors, context.MaxThreads, context.CancellationToken);
    }

    private double[] Pack(int[] rows)
    {
        var points = new double[rows.Length * _numbers.Length];
        for (int c = 0; c < _numbers.Length; c++)
        {
            ReadOnlySpan<double> values = _numbers[c].Span;
            for (int i = 0; i < rows.Length; i++) points[i * _numbers.Length + c] = values[rows[i]] / _units[c];
        }

        return points;
    }

    // The median of the standard deviations within the class (Chawla et al. 2002, section 6.1); with no spread to compare to, one.
    private double Penalty(int[] rows)
    {
        if (_numbers.Length == 0) return 1;
        double[] spreads = [.. _numbers.Select((column, c) => Math.Sqrt(Moments.Of(Array.ConvertAll(rows, row => column.Span[row])).PopulationVariance) / _units[c])];
        double penalty = Quantiles.Median(spreads);
        return penalty > 0 && double.IsFinite(penalty) ? penalty : 1;
    }

    // The standard deviation over all rows; one where there is none. Missing rows of other classes do not count, an infinite one leaves the column as it is.
    private static double UnitOf(ReadOnlySpan<double> values)
    {
        double unit = Math.Sqrt(Moments.Of(values).PopulationVariance);
        return unit > 0 && double.IsFinite(unit) ? unit : 1;
    }

    private static int[] Codes(Column column)
    {
        if (column is CategoryColumn category) return category.Codes.ToArray();
        var flags = (FlagColumn)column;
        var codes = new int[flags.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = flags.IsMissing(row) ? -1 : flags.Values[row] ? 1 : 0;
        return codes;
    }

    private static string? Holes(string name, ReadOnlySpan<double> values, int[][] rows, IReadOnlyList<int> raised)
    {
        int holes = 0, first = -1;
        foreach (int code in raised)
        {
            foreach (int row in rows[code])
            {
                if (double.IsFinite(values[row])) continue;
                if (holes++ == 0) first = row;
            }
        }

        return holes == 0 ? null : FormattableString.Invariant($"'{name}' in {holes} rows (first row {first})");
    }
}
