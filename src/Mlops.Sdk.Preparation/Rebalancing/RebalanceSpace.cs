using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The features in which neighbors are looked for: numbers, scaled if asked for, and nominal codes. Rows are those of the dataset.</summary>
internal sealed class RebalanceSpace
{
    // More levels of a category than these are one.
    private const int MostLevels = 30;

    private readonly ReadOnlyMemory<double>[] _numbers;
    private readonly double[] _units;
    private readonly int[][] _codes;
    private readonly bool _hasMissing;
    private readonly string[] _names;
    private readonly FitContext _context;
    private int[]? _clusters;

    private RebalanceSpace(string[] names, ReadOnlyMemory<double>[] numbers, double[] units, int[][] codes, bool hasMissing, FitContext context)
    {
        _names = names;
        _numbers = numbers;
        _units = units;
        _codes = codes;
        _hasMissing = hasMissing;
        _context = context;
    }

    /// <summary>Reads the space.</summary>
    /// <param name="work">The data.</param>
    /// <param name="method">The method, for messages.</param>
    /// <param name="classes">The classes whose rows are measured.</param>
    /// <param name="scale">Whether numbers are divided by their standard deviation.</param>
    /// <exception cref="MlopsException">MLO1702: a number is infinite, or there is no feature to measure by.</exception>
    public static RebalanceSpace Read(RebalanceWork work, string method, IEnumerable<int> classes, bool scale)
    {
        Column[] numeric = [.. work.Train.Features.Where(column => column.Type is ColumnType.Number or ColumnType.Integer)];
        Column[] nominal = [.. work.Train.Features.Where(column => column.Type is ColumnType.Category or ColumnType.Flag)];
        if (numeric.Length + nominal.Length == 0)
            throw new MlopsException("MLO1702", $"{method} needs features that are numbers, flags or categories, and there is none. Encode the data first, or take RebalanceMethod.RandomOver or ClassWeights.");
        ReadOnlyMemory<double>[] values = [.. numeric.Select(column => column.ToNumbers())];
        int[][] measured = [.. classes.Select(code => work.Rows[code])];
        NonfiniteRows[] nonfinite = ColumnWork.Each(values, work.Context, column => NonfiniteRows.Of(column.Span, measured));
        if (Array.Exists(nonfinite, column => column.Infinite > 0))
            throw new MlopsException("MLO1702", $"{method} cannot measure distances with infinite numbers: {Said(numeric, nonfinite, column => (column.Infinite, column.FirstInfinite))}. Add .HandleOutliers(new() {{ Action = OutlierAction.MarkMissing }}) before .Rebalance(), or take RebalanceMethod.RandomOver or ClassWeights.");
        bool hasMissing = Array.Exists(nonfinite, column => column.Missing > 0);
        if (hasMissing)
            work.AddFinding(new Finding("PREP314", Severity.Info, null, $"Numbers are missing: {Said(numeric, nonfinite, column => (column.Missing, column.FirstMissing))}. Distances are taken on the columns that both rows have, and a made row misses what the row it starts from misses. With .ImputeMissing() before .Rebalance() every column counts."));
        return new RebalanceSpace([.. numeric.Select(column => column.Name)], values, ColumnWork.Each(values, work.Context, column => scale ? UnitOf(column.Span) : 1), [.. nominal.Select(NominalCodes.Of)], hasMissing, work.Context);
    }

    /// <summary>The nearest other rows of each among some rows; fewer than asked for where there are no more.</summary>
    public NearRows Among(int[] rows, int neighbors)
    {
        neighbors = Math.Min(neighbors, rows.Length - 1);
        if (neighbors < 1) return NearRows.None(rows.Length);
        if (_hasMissing) return OfIncomplete(rows, rows, neighbors, own: 1);
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
        if (_hasMissing) return OfIncomplete(queries, pool, neighbors, own);
        double[] points = Points(pool);
        NeighborTable table = _codes.Length == 0
            ? new NearestNeighbors(points, _numbers.Length).Search(Points(queries), neighbors + own, _context.MaxThreads, _context.CancellationToken)
            : MixedNeighbors.Search(points, _numbers.Length, Codes(pool), _codes.Length, Points(queries), Codes(queries), MixedNeighbors.Penalty(points, _numbers.Length), neighbors + own, _context.MaxThreads, _context.CancellationToken);
        return own == 0 ? NearRows.Of(table, pool) : NearRows.OfOthers(table, pool, queries, neighbors);
    }

    /// <summary>The distances of any row to each of some rows.</summary>
    /// <param name="rows">The rows that distances are taken to.</param>
    /// <param name="penalized">The rows whose spread says what a code that differs adds (Chawla et al. 2002, section 6.1).</param>
    public RowDistances DistancesTo(int[] rows, int[] penalized) => new(this, new PointDistances(Points(rows), _numbers.Length, Codes(rows), _codes.Length, Penalty(penalized)));

    /// <summary>Some rows as numbers alone, row after row: missing ones are the mean of their column, and codes are columns of their most frequent levels, so far apart as a code that differs counts.</summary>
    public (double[] Points, int Width) Embed(int[] rows)
    {
        double step = _codes.Length == 0 ? 0 : Penalty(rows) / Math.Sqrt(2);
        Dictionary<int, int>[] places = Array.ConvertAll(_codes, codes => rows.GroupBy(row => codes[row]).OrderByDescending(level => level.Count()).ThenBy(level => level.Key).Take(MostLevels).Select((level, i) => (level.Key, i)).ToDictionary());
        int width = _numbers.Length + places.Sum(levels => levels.Count), at = _numbers.Length;
        double[] points = new double[(long)rows.Length * width];
        for (int c = 0; c < _numbers.Length; c++) RowPoints.Put(_numbers[c].Span, rows, _units[c], _hasMissing ? MeanOf(_numbers[c].Span, rows) : 0, points, width, c);
        for (int c = 0; c < _codes.Length; at += places[c++].Count)
            for (int i = 0; i < rows.Length; i++)
                if (places[c].TryGetValue(_codes[c][rows[i]], out int place)) points[(i * width) + at + place] = step;
        return (points, width);
    }

    /// <summary>The cluster of every row, by k-means of all of them. One clustering serves every class.</summary>
    public int[] ClustersOf(RebalanceWork work, int count)
    {
        if (_clusters is not null) return _clusters;
        (double[] points, int width) = Embed(work.AllRows());
        double[] centers = KMeans.Fit(points, width, count, starts: 1, _context.Random.Split("clusters"), _context.Parallel);
        NeighborTable nearest = new NearestNeighbors(centers, width).Search(points, 1, _context.MaxThreads, _context.CancellationToken);
        return _clusters = Array.ConvertAll(work.AllRows(), row => nearest.IndicesOf(row)[0]);
    }

    /// <summary>One row as a point.</summary>
    internal void Read(int row, Span<double> numbers, Span<int> codes)
    {
        for (int c = 0; c < numbers.Length; c++) numbers[c] = _numbers[c].Span[row] / _units[c];
        for (int c = 0; c < codes.Length; c++) codes[c] = _codes[c][row];
    }

    /// <summary>How many numbers and codes a row has.</summary>
    internal (int Numbers, int Codes) Shape => (_numbers.Length, _codes.Length);

    /// <summary>What a number of a column is divided by.</summary>
    internal double UnitOf(int number) => _units[number];

    /// <summary>For every field the place of its column among the numbers, -1 where it is none.</summary>
    internal int[] PlacesOf(Schema schema) => [.. schema.Select(field => Array.IndexOf(_names, field.Name))];

    private NearRows OfIncomplete(int[] queries, int[] pool, int neighbors, int own)
    {
        // A code that differs counts 1 there: numbers are measured by what it is to count.
        double penalty = _codes.Length == 0 ? 1 : Penalty(pool);
        NeighborTable table = new IncompleteNeighbors(Joined(pool, penalty), _numbers.Length, _codes.Length).Search(Joined(queries, penalty), neighbors + own, _context.MaxThreads, _context.CancellationToken);
        return NearRows.OfOthers(table, pool, queries, neighbors, penalty);
    }

    private double[] Joined(int[] rows, double penalty)
    {
        int width = _numbers.Length + _codes.Length;
        var joined = new double[(long)rows.Length * width];
        for (int c = 0; c < _numbers.Length; c++) RowPoints.Put(_numbers[c].Span, rows, _units[c] * penalty, double.NaN, joined, width, c);
        for (int c = 0; c < _codes.Length; c++) RowPoints.Put<double>(_codes[c], rows, joined, width, _numbers.Length + c);
        return joined;
    }

    private double Penalty(int[] rows) => MixedNeighbors.Penalty(Points(rows), _numbers.Length);

    private double[] Points(int[] rows)
    {
        var points = new double[(long)rows.Length * _numbers.Length];
        for (int c = 0; c < _numbers.Length; c++) RowPoints.Put(_numbers[c].Span, rows, _units[c], double.NaN, points, _numbers.Length, c);
        return points;
    }

    private int[] Codes(int[] rows)
    {
        var codes = new int[(long)rows.Length * _codes.Length];
        for (int c = 0; c < _codes.Length; c++) RowPoints.Put<int>(_codes[c], rows, codes, _codes.Length, c);
        return codes;
    }

    private static double MeanOf(ReadOnlySpan<double> values, int[] rows)
    {
        var moments = new Moments();
        foreach (int row in rows) moments.Add(values[row]);
        return moments.Count == 0 ? 0 : moments.Mean;
    }

    // The standard deviation over all rows; one where there is none. Missing rows of other classes do not count, an infinite one leaves the column as it is.
    private static double UnitOf(ReadOnlySpan<double> values)
    {
        double unit = Math.Sqrt(Moments.Of(values).PopulationVariance);
        return unit > 0 && double.IsFinite(unit) ? unit : 1;
    }

    private static string Said(Column[] columns, NonfiniteRows[] nonfinite, Func<NonfiniteRows, (int Count, int First)> which) =>
        string.Join(", ", columns.Zip(nonfinite.Select(which)).Where(one => one.Second.Count > 0).Select(one => FormattableString.Invariant($"{ErrorText.Show(one.First.Name)} in {one.Second.Count} rows (first row {one.Second.First})")));
}
