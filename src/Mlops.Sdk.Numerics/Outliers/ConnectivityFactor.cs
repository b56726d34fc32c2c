namespace Mlops.Sdk.Numerics;

/// <summary>The connectivity-based outlier factor: how much longer the chain is that links a point with its neighbors than the chains of these neighbors (COF, Tang, Chen, Fu and Cheung 2002). About 1 for a point on a line or in a cluster, more for one beside it.</summary>
/// <remarks>
/// The neighbors are linked in the order of their distance, each by its shortest way to the point or to one linked before it, and earlier links weigh more: 2 (k + 1 - i) / (k (k + 1)) for the i-th of k. The paper links whichever is nearest to those linked so far; PyOD orders by distance to the point,
/// and so does this, so that scores compare; equal distances come in the order of a hash of the coordinates where points are distinct, else in that of the points. 1e-10 is added to a length, so that more duplicates than neighbors have 1 and a point beside them a score as immense; on distinct points no length is 0. New points are scored against the sample and do not change it.
/// Time: that of the neighbors, and points times neighbors squared times columns. Memory: points times neighbors.
/// </remarks>
public sealed class ConnectivityFactor : OutlierScorer
{
    private const double LeastLength = 1e-10;

    private readonly NeighborSample _sample;
    private readonly double[] _lengths;

    private ConnectivityFactor(int columns, NeighborSample sample, double[] lengths)
        : base(columns) => (_sample, _lengths) = (sample, lengths);

    private protected override ScorerKind Kind => ScorerKind.Connectivity;

    /// <summary>Learns the chains of a sample.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="neighbors">How many neighbors, at least 1; all other points where there are fewer.</param>
    /// <param name="distinct">Whether duplicates count as one point, and a score does not depend on the order of the points.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The scorer, and the scores of the sample, in which a point is not its own neighbor.</returns>
    public static (ConnectivityFactor Scorer, double[] Scores) Fit(ReadOnlyMemory<double>[] columns, int neighbors, bool distinct, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        (NeighborSample sample, int[]? places) = NeighborSample.Of(columns, neighbors, distinct);
        double[] lengths = new double[sample.Count], scores = new double[sample.Count];
        scores.AsSpan().Fill(1);
        if (sample.Neighbors > 0)
        {
            NeighborTable table = sample.SearchSelf(parallel);
            Parallel.For(0, lengths.Length, parallel, i => lengths[i] = Length(sample, table.IndicesOf(i), table.DistancesOf(i)));
            for (int i = 0; i < scores.Length; i++) scores[i] = Factor(table.IndicesOf(i), lengths, lengths[i]);
        }

        return (new ConnectivityFactor(columns.Length, sample, lengths), places is null ? scores : Array.ConvertAll(places, place => scores[place]));
    }

    /// <inheritdoc cref="LocalOutlierFactor.Explain"/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts) => _sample.Explain(point, Score(point), parts[..Columns]);

    internal static ConnectivityFactor Read(BinaryReader reader, int columns)
    {
        NeighborSample sample = NeighborSample.Read(reader, columns);
        return new ConnectivityFactor(columns, sample, StoredNumbers.ReadDoubles(reader, "lengths of chains", sample.Count));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        scores.Fill(1);
        if (_sample.Neighbors == 0) return;
        NeighborTable table = _sample.Search(rows);
        for (int row = 0; row < scores.Length; row++) scores[row] = Factor(table.IndicesOf(row), _lengths, Length(_sample, table.IndicesOf(row), table.DistancesOf(row)));
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        _sample.Write(writer);
        StoredNumbers.Write(writer, _lengths);
    }

    private static double Length(NeighborSample sample, ReadOnlySpan<int> near, ReadOnlySpan<double> distances)
    {
        double length = 0, unit = near.Length * (near.Length + 1.0) / 2;
        for (int i = 0; i < near.Length; i++)
        {
            double link = distances[i];
            ReadOnlySpan<double> own = sample.Point(near[i]);
            for (int earlier = 0; earlier < i; earlier++) link = Math.Min(link, Distances.Euclidean(own, sample.Point(near[earlier])));
            length += (near.Length - i) / unit * link;
        }

        return length + LeastLength;
    }

    private static double Factor(ReadOnlySpan<int> near, double[] lengths, double own)
    {
        double sum = 0;
        foreach (int index in near) sum += lengths[index];
        return own * near.Length / sum;
    }
}
