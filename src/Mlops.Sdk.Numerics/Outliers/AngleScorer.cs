namespace Mlops.Sdk.Numerics;

/// <summary>Under how different angles a point sees its neighbors: from outside they all lie one way (ABOD, Kriegel, Schubert and Zimek 2008; over the nearest neighbors as their FastABOD). Less troubled by many columns than distances are.</summary>
/// <remarks>
/// The score is minus the logarithm of the variance, over the pairs of neighbors, of the cosine between both divided by both distances: a far point sees small numbers that vary little. The logarithm leaves the order of the paper, and keeps scores within the reach of thresholds. A neighbor at the point itself has no direction and is left out;
/// with fewer than two others the score is the greatest there is. The columns should have one unit. New points are scored against the sample and do not change it.
/// Time: that of the neighbors, and neighbors squared times columns a point.
/// </remarks>
public sealed class AngleScorer : OutlierScorer
{
    private const double LeastVariance = 1e-300;

    private readonly NeighborSample _sample;

    private AngleScorer(int columns, NeighborSample sample)
        : base(columns) => _sample = sample;

    private protected override ScorerKind Kind => ScorerKind.Angles;

    /// <summary>Indexes a sample.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="neighbors">How many neighbors, at least 2; all other points where there are fewer.</param>
    /// <param name="distinct">Whether duplicates count as one point, and a score does not depend on the order of the points.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The scorer, and the scores of the sample, in which a point is not its own neighbor.</returns>
    public static (AngleScorer Scorer, double[] Scores) Fit(ReadOnlyMemory<double>[] columns, int neighbors, bool distinct, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 2);
        (NeighborSample sample, int[]? places) = NeighborSample.Of(columns, neighbors, distinct);
        double[] scores = new double[sample.Count];
        scores.AsSpan().Fill(-Math.Log(LeastVariance));
        if (sample.Neighbors > 0)
        {
            NeighborTable table = sample.SearchSelf(parallel);
            Parallel.For(0, scores.Length, parallel, i => scores[i] = ScoreOf(sample, sample.Point(i), table.IndicesOf(i)));
        }

        return (new AngleScorer(columns.Length, sample), places is null ? scores : Array.ConvertAll(places, place => scores[place]));
    }

    /// <summary>The share of each coordinate in the mean squared difference to the neighbors: they add up to 1.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts) => _sample.Explain(point, 1, parts[..Columns]);

    internal static AngleScorer Read(BinaryReader reader, int columns) => new(columns, NeighborSample.Read(reader, columns));

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        scores.Fill(-Math.Log(LeastVariance));
        if (_sample.Neighbors == 0) return;
        NeighborTable table = _sample.Search(rows);
        for (int row = 0; row < scores.Length; row++) scores[row] = ScoreOf(_sample, rows.Span.Slice(row * Columns, Columns), table.IndicesOf(row));
    }

    private protected override void WriteState(BinaryWriter writer) => _sample.Write(writer);

    private static double ScoreOf(NeighborSample sample, ReadOnlySpan<double> point, ReadOnlySpan<int> near)
    {
        // Each neighbor as a direction divided by its distance: the product of two is their cosine over both distances.
        double[] ways = new double[near.Length * point.Length];
        int count = 0;
        foreach (int index in near)
        {
            Span<double> way = ways.AsSpan(count * point.Length, point.Length);
            double square = 0;
            for (int c = 0; c < way.Length; c++)
            {
                way[c] = sample.Point(index)[c] - point[c];
                square += way[c] * way[c];
            }

            if (!(square > 0)) continue;
            foreach (ref double step in way) step /= square;
            count++;
        }

        if (count < 2) return -Math.Log(LeastVariance);
        double[] products = new double[count * (count - 1) / 2];
        for (int i = 0, pair = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++) products[pair++] = OrderedSums.Dot(ways.AsSpan(i * point.Length, point.Length), ways.AsSpan(j * point.Length, point.Length));
        }

        return -Math.Log(Moments.Of(products).PopulationVariance + LeastVariance);
    }
}
