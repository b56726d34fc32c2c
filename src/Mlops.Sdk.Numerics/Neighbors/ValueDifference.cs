namespace Mlops.Sdk.Numerics;

/// <summary>The value difference metric of nominal points (Stanfill and Waltz 1986; Cost and Salzberg 1993): two codes are near when the classes are distributed alike among the points that have them.</summary>
/// <remarks>The distance of two points is the sum over their codes of the squared sum over classes of |p(class | one code) - p(class | other code)|, as in SMOTE-N. Immutable and safe for threads. Memory: codes times classes, and one integer a point and column.</remarks>
public sealed class ValueDifference
{
    private const int QueriesPerTask = 32;

    private readonly int[] _points;
    private readonly double[][] _shares;
    private readonly int _width;
    private readonly int _classes;

    /// <summary>Learns the shares of the classes.</summary>
    /// <param name="columns">For each column the code of every point; any integers.</param>
    /// <param name="classes">The class of every point, from 0.</param>
    /// <param name="classCount">How many classes there are.</param>
    public ValueDifference(int[][] columns, ReadOnlySpan<int> classes, int classCount)
    {
        ArgumentNullException.ThrowIfNull(columns);
        (_width, _classes) = (columns.Length, classCount);
        _points = new int[(long)classes.Length * columns.Length];
        _shares = new double[columns.Length][];
        for (int c = 0; c < columns.Length; c++)
        {
            if (columns[c].Length != classes.Length) throw new ArgumentException($"Column {c} has {columns[c].Length} codes for {classes.Length} points.", nameof(columns));
            var dense = new Dictionary<int, int>();
            for (int point = 0; point < classes.Length; point++)
            {
                if (!dense.TryGetValue(columns[c][point], out int code)) dense[columns[c][point]] = code = dense.Count;
                _points[point * _width + c] = code;
            }

            _shares[c] = Shares(c, dense.Count, classes);
        }
    }

    /// <summary>The shares of the classes among the points that have the code that a point has.</summary>
    /// <param name="point">The point.</param>
    /// <param name="column">The column.</param>
    public ReadOnlySpan<double> SharesOf(int point, int column) => _shares[column].AsSpan(_points[point * _width + column] * _classes, _classes);

    /// <summary>The distance of two points. O(columns times classes).</summary>
    /// <param name="first">One point.</param>
    /// <param name="second">The other.</param>
    public double Distance(int first, int second)
    {
        double sum = 0;
        for (int c = 0; c < _width; c++)
        {
            int one = _points[first * _width + c], other = _points[second * _width + c];
            if (one == other) continue;
            ReadOnlySpan<double> shares = _shares[c];
            double difference = 0;
            for (int k = 0; k < _classes; k++) difference += Math.Abs(shares[one * _classes + k] - shares[other * _classes + k]);
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>The nearest other points of each of some points among them; equal distances in the order given. A scan: quadratic in the points. The same on any number of threads.</summary>
    /// <param name="points">The points.</param>
    /// <param name="neighbors">How many neighbors, 1 to the number of points less one.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Ends the search, within some dozens of queries.</param>
    /// <returns>Neighbors as places in <paramref name="points"/>.</returns>
    public NeighborTable SearchAmong(int[] points, int neighbors, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbors, points.Length - 1);
        var table = new NeighborTable(points.Length, neighbors);
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, (points.Length + QueriesPerTask - 1) / QueriesPerTask, options, () => new NearestList(neighbors), (task, state, list) =>
        {
            for (int query = task * QueriesPerTask; query < Math.Min(points.Length, (task + 1) * QueriesPerTask); query++)
            {
                list.Reset(query);
                for (int other = 0; other < points.Length; other++) list.Offer(Distance(points[query], points[other]), other);
                list.CopyTo<ManhattanKernel>(table.IndexSlot(query).Span, table.DistanceSlot(query).Span);
            }

            return list;
        }, _ => { });
        return table;
    }

    private double[] Shares(int column, int codes, ReadOnlySpan<int> classes)
    {
        var shares = new double[codes * _classes];
        for (int point = 0; point < classes.Length; point++) shares[_points[point * _width + column] * _classes + classes[point]]++;
        for (int code = 0; code < codes; code++)
        {
            Span<double> own = shares.AsSpan(code * _classes, _classes);
            double total = 0;
            foreach (double count in own) total += count;
            for (int k = 0; k < own.Length; k++) own[k] /= total;
        }

        return shares;
    }
}
