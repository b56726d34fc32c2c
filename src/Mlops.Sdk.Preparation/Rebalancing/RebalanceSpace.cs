using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The features in which neighbors are looked for: numbers, scaled if asked for, and nominal codes. Rows are those of the dataset.</summary>
internal sealed class RebalanceSpace
{
    private readonly ReadOnlyMemory<double>[] _numbers;
    private readonly double[] _units;
    private readonly int[][] _codes;
    private readonly FitContext _context;

    private RebalanceSpace(ReadOnlyMemory<double>[] numbers, double[] units, int[][] codes, FitContext context)
    {
        _numbers = numbers;
        _units = units;
        _codes = codes;
        _context = context;
    }

    /// <summary>Reads the space.</summary>
    /// <param name="work">The data.</param>
    /// <param name="method">The method, for messages.</param>
    /// <param name="classes">The classes whose rows are measured.</param>
    /// <param name="scale">Whether numbers are divided by their standard deviation.</param>
    /// <exception cref="MlopsException">MLO1702: a number is missing or infinite, or there is no feature to measure by.</exception>
    public static RebalanceSpace Read(RebalanceWork work, string method, IEnumerable<int> classes, bool scale)
    {
        Column[] numeric = [.. work.Train.Features.Where(column => column.Type is ColumnType.Number or ColumnType.Integer)];
        Column[] nominal = [.. work.Train.Features.Where(column => column.Type is ColumnType.Category or ColumnType.Flag)];
        if (numeric.Length + nominal.Length == 0)
            throw new MlopsException("MLO1702", $"{method} needs features that are numbers, flags or categories, and there is none. Encode the data first, or take RebalanceMethod.RandomOver or ClassWeights.");
        ReadOnlyMemory<double>[] values = [.. numeric.Select(column => column.ToNumbers())];
        int[][] measured = [.. classes.Select(code => work.Rows[code])];
        string[] holes = [.. numeric.Select((column, i) => Holes(column.Name, values[i].Span, measured)).OfType<string>()];
        if (holes.Length > 0)
            throw new MlopsException("MLO1702", $"{method} cannot measure distances with missing or infinite numbers: {string.Join(", ", holes)}. Add .ImputeMissing() (and .HandleOutliers() for infinite values) before .Rebalance(), or take RebalanceMethod.RandomOver or ClassWeights.");
        return new RebalanceSpace(values, ColumnWork.Each(values, work.Context, column => scale ? UnitOf(column.Span) : 1), [.. nominal.Select(NominalCodes.Of)], work.Context);
    }

    /// <summary>The nearest other rows of each among some rows; fewer than asked for where there are no more.</summary>
    public NearRows Among(int[] rows, int neighbors)
    {
        neighbors = Math.Min(neighbors, rows.Length - 1);
        if (neighbors < 1) return NearRows.None(rows.Length);
        double[] points = Points(rows);
        NeighborTable table = _codes.Length == 0
            ? new NearestNeighbors(points, _numbers.Length).SearchSelf(neighbors, _context.MaxThreads, _context.CancellationToken)
            : MixedNeighbors.SearchSelf(points, _numbers.Length, Codes(rows), _codes.Length, MixedNeighbors.Penalty(points, _numbers.Length), neighbors, _context.MaxThreads, _context.CancellationToken);
        return NearRows.Of(table, rows);
    }

    /// <summary>The nearest rows of a pool around each of some rows, none of them itself; fewer than asked for where there are no more.</summary>
    public NearRows Around(int[] queries, int[] pool, int neighbors)
    {
        int own = pool.Intersect(queries).Any() ? 1 : 0;
        neighbors = Math.Min(neighbors, pool.Length - own);
        if (neighbors < 1) return NearRows.None(queries.Length);
        double[] points = Points(pool);
        NeighborTable table = _codes.Length == 0
            ? new NearestNeighbors(points, _numbers.Length).Search(Points(queries), neighbors + own, _context.MaxThreads, _context.CancellationToken)
            : MixedNeighbors.Search(points, _numbers.Length, Codes(pool), _codes.Length, Points(queries), Codes(queries), MixedNeighbors.Penalty(points, _numbers.Length), neighbors + own, _context.MaxThreads, _context.CancellationToken);
        return own == 0 ? NearRows.Of(table, pool) : NearRows.OfOthers(table, pool, queries, neighbors);
    }

    /// <summary>The squared distance of one row to each of some others.</summary>
    public void SquaredDistances(int row, int[] others, double penalty, Span<double> distances)
    {
        distances.Clear();
        for (int c = 0; c < _numbers.Length; c++)
        {
            ReadOnlySpan<double> values = _numbers[c].Span;
            double own = values[row] / _units[c], unit = _units[c];
            for (int i = 0; i < others.Length; i++)
            {
                double difference = values[others[i]] / unit - own;
                distances[i] += difference * difference;
            }
        }

        foreach (int[] codes in _codes)
            for (int i = 0; i < others.Length; i++) distances[i] += codes[others[i]] == codes[row] ? 0 : penalty * penalty;
    }

    /// <summary>What a code that differs adds as a distance among some rows (Chawla et al. 2002, section 6.1).</summary>
    public double Penalty(int[] rows) => MixedNeighbors.Penalty(Points(rows), _numbers.Length);

    private double[] Points(int[] rows)
    {
        var points = new double[rows.Length * _numbers.Length];
        for (int c = 0; c < _numbers.Length; c++)
        {
            ReadOnlySpan<double> values = _numbers[c].Span;
            for (int i = 0; i < rows.Length; i++) points[i * _numbers.Length + c] = values[rows[i]] / _units[c];
        }

        return points;
    }

    private int[] Codes(int[] rows)
    {
        var codes = new int[rows.Length * _codes.Length];
        for (int c = 0; c < _codes.Length; c++)
            for (int i = 0; i < rows.Length; i++) codes[i * _codes.Length + c] = _codes[c][rows[i]];
        return codes;
    }

    // The standard deviation over all rows; one where there is none. Missing rows of other classes do not count, an infinite one leaves the column as it is.
    private static double UnitOf(ReadOnlySpan<double> values)
    {
        double unit = Math.Sqrt(Moments.Of(values).PopulationVariance);
        return unit > 0 && double.IsFinite(unit) ? unit : 1;
    }

    private static string? Holes(string name, ReadOnlySpan<double> values, int[][] measured)
    {
        int holes = 0, first = int.MaxValue;
        foreach (int[] rows in measured)
        {
            foreach (int row in rows)
            {
                if (double.IsFinite(values[row])) continue;
                holes++;
                first = Math.Min(first, row);
            }
        }

        return holes == 0 ? null : FormattableString.Invariant($"{ErrorText.Show(name)} in {holes} rows (first row {first})");
    }
}
