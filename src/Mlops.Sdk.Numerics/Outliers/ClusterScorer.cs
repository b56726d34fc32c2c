using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Scores a point by its distance to a large cluster: that of its own, or the nearest large one where its own is small (CBLOF, He, Xu and Deng 2003).</summary>
/// <remarks>
/// Clusters by <see cref="KMeans"/> from at most 20,000 of the points; the largest that together hold a share of the sample are large, up to where the next is smaller by a factor where that comes later. Distances are not weighed by the size of the cluster. The columns should have one unit.
/// </remarks>
public sealed class ClusterScorer : OutlierScorer
{
    private const int SampleRows = 20_000;
    private const int Starts = 10;

    private readonly double[] _centers;
    private readonly int[] _isLarge;

    private ClusterScorer(int columns, double[] centers, int[] isLarge)
        : base(columns) => (_centers, _isLarge) = (centers, isLarge);

    private protected override ScorerKind Kind => ScorerKind.Clusters;

    /// <summary>Finds the clusters.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="clusters">How many clusters, at least 2; fewer where there are fewer points.</param>
    /// <param name="largeShare">The share of the sample that the large clusters hold at least, above 0 and below 1.</param>
    /// <param name="largeFactor">By what factor the smallest large cluster is to be larger than the next, above 1.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static ClusterScorer Fit(ReadOnlyMemory<double>[] columns, int clusters, double largeShare, double largeFactor, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 2);
        if (!(largeShare > 0 && largeShare < 1)) throw new ArgumentOutOfRangeException(nameof(largeShare), largeShare, "The share of the large clusters is above 0 and below 1.");
        if (!(largeFactor > 1)) throw new ArgumentOutOfRangeException(nameof(largeFactor), largeFactor, "The factor between large and small clusters is above 1.");
        int rows = PointColumns.RequireRows(columns), width = columns.Length;
        double[] points = PointColumns.ToRows(columns), sample = points;
        if (rows > SampleRows)
        {
            int[] chosen = random.Split("sample").SampleWithoutReplacement(rows, SampleRows);
            sample = [.. chosen.SelectMany(row => points.AsSpan(row * width, width).ToArray())];
        }

        double[] centers = KMeans.Fit(sample, width, Math.Min(clusters, rows), Starts, random.Split("centers"), parallel);
        int[] sizes = new int[centers.Length / width];
        PointColumns.EachBlock(rows, parallel, (_, start, count) =>
        {
            for (int row = start; row < start + count; row++) Interlocked.Increment(ref sizes[KMeans.Nearest(points.AsSpan(row * width, width), centers).Center]);
        });

        return new ClusterScorer(width, centers, Large(sizes, largeShare * rows, largeFactor));
    }

    /// <summary>The squared difference in each coordinate to the center that counts: they share the score among them.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        (double score, int center) = ScoreOf(point);
        NeighborShares.Add(point, _centers, [center], parts[..Columns]);
        double total = OrderedSums.Sum(parts[..Columns]);
        if (total > 0) TensorPrimitives.Multiply(parts[..Columns], score / total, parts);
    }

    internal static ClusterScorer Read(BinaryReader reader, int columns)
    {
        int[] isLarge = StoredNumbers.ReadIntegers(reader, "marks of large clusters", 0, 1);
        if (!isLarge.Contains(1)) throw new InvalidDataException("No cluster is large.");
        return new ClusterScorer(columns, StoredNumbers.ReadDoubles(reader, "centers", (long)isLarge.Length * columns), isLarge);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        for (int row = 0; row < scores.Length; row++) scores[row] = ScoreOf(rows.Span.Slice(row * Columns, Columns)).Score;
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        StoredNumbers.Write(writer, _isLarge);
        StoredNumbers.Write(writer, _centers);
    }

    // The first cut at which the clusters so far hold the share and the next is smaller by the factor; else the first that holds the share.
    private static int[] Large(int[] sizes, double share, double factor)
    {
        int[] order = [.. Enumerable.Range(0, sizes.Length).OrderByDescending(cluster => sizes[cluster]).ThenBy(cluster => cluster)];
        int cut = 0, held = 0;
        for (int i = 1; i < order.Length; i++)
        {
            held += sizes[order[i - 1]];
            if (held < share) continue;
            if (cut == 0) cut = i;
            if (sizes[order[i - 1]] < factor * sizes[order[i]]) continue;
            cut = i;
            break;
        }

        int[] large = new int[sizes.Length];
        foreach (int cluster in order.Take(cut == 0 ? order.Length : cut)) large[cluster] = 1;
        return large;
    }

    private (double Score, int Center) ScoreOf(ReadOnlySpan<double> point)
    {
        (int own, double squared) = KMeans.Nearest(point, _centers);
        if (_isLarge[own] == 1) return (Math.Sqrt(squared), own);
        double least = double.PositiveInfinity;
        for (int center = 0; center < _isLarge.Length; center++)
        {
            if (_isLarge[center] == 0) continue;
            double distance = KMeans.Nearest(point, _centers.AsSpan(center * Columns, Columns)).Squared;
            if (distance < least) (least, own) = (distance, center);
        }

        return (Math.Sqrt(least), own);
    }
}
