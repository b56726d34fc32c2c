namespace Mlops.Sdk.Numerics;

/// <summary>The local outlier factor: how much thinner points lie about a point than about its neighbors (Breunig, Kriegel, Ng and Sander 2000). About 1 within a cluster of any density, more outside.</summary>
/// <remarks>
/// Exactly k neighbors, as scikit-learn has it: Breunig et al. add all points that are as far as the k-th, which on whole numbers can be most of the sample. Of equal distances a hash of the coordinates says which count where points are distinct, so that a score depends on the set of points alone;
/// where duplicates count, the points that come first do. Scikit-learn takes those that its search finds first: scores are equal where neither a point nor one of its neighbors has such a choice.
/// 1e-10 is added to the mean reachability, so that more duplicates than neighbors have a density of 1e10 and a point beside them a score as immense.
/// On distinct points (duplicates counted once) no density is infinite and no score explodes. New points are scored against the sample and do not change it.
/// </remarks>
public sealed class LocalOutlierFactor : OutlierScorer
{
    private const double LeastReach = 1e-10;

    private readonly NeighborSample _sample;
    private readonly double[] _reach;
    private readonly double[] _density;

    private LocalOutlierFactor(int columns, NeighborSample sample, double[] reach, double[] density)
        : base(columns) => (_sample, _reach, _density) = (sample, reach, density);

    private protected override ScorerKind Kind => ScorerKind.LocalOutlierFactor;

    /// <summary>Learns the densities of a sample.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="neighbors">How many neighbors, at least 1; all other points where there are fewer.</param>
    /// <param name="distinct">Whether duplicates count as one point, and a score does not depend on the order of the points.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The scorer, and the scores of the sample, in which a point is not its own neighbor.</returns>
    public static (LocalOutlierFactor Scorer, double[] Scores) Fit(ReadOnlyMemory<double>[] columns, int neighbors, bool distinct, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        (NeighborSample sample, int[]? places) = NeighborSample.Of(columns, neighbors, distinct);
        int count = sample.Count;
        double[] reach = new double[count], density = new double[count], scores = new double[count];
        scores.AsSpan().Fill(1);
        if (sample.Neighbors > 0)
        {
            NeighborTable table = sample.SearchSelf(parallel);
            for (int i = 0; i < count; i++) reach[i] = table.DistancesOf(i)[^1];
            for (int i = 0; i < count; i++) density[i] = Density(table.IndicesOf(i), table.DistancesOf(i), reach);
            for (int i = 0; i < count; i++) scores[i] = Factor(table.IndicesOf(i), density, density[i]);
        }

        return (new LocalOutlierFactor(columns.Length, sample, reach, density), places is null ? scores : Array.ConvertAll(places, place => scores[place]));
    }

    /// <summary>The mean squared difference to the neighbors in each coordinate: they share the score among them.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts) => _sample.Explain(point, Score(point), parts[..Columns]);

    internal static LocalOutlierFactor Read(BinaryReader reader, int columns)
    {
        NeighborSample sample = NeighborSample.Read(reader, columns);
        return new LocalOutlierFactor(columns, sample, StoredNumbers.ReadDoubles(reader, "reaches", sample.Count), StoredNumbers.ReadDoubles(reader, "densities", sample.Count));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        scores.Fill(1);
        if (_sample.Neighbors == 0) return;
        NeighborTable table = _sample.Search(rows);
        for (int row = 0; row < scores.Length; row++) scores[row] = Factor(table.IndicesOf(row), _density, Density(table.IndicesOf(row), table.DistancesOf(row), _reach));
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        _sample.Write(writer);
        StoredNumbers.Write(writer, _reach);
        StoredNumbers.Write(writer, _density);
    }

    private static double Density(ReadOnlySpan<int> near, ReadOnlySpan<double> distances, double[] reach)
    {
        double sum = 0;
        for (int i = 0; i < near.Length; i++) sum += Math.Max(distances[i], reach[near[i]]);
        return 1 / ((sum / near.Length) + LeastReach);
    }

    private static double Factor(ReadOnlySpan<int> near, double[] densities, double own)
    {
        double sum = 0;
        foreach (int index in near) sum += densities[index];
        return sum / near.Length / own;
    }
}
