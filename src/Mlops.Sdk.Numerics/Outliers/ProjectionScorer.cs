using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Scores a point by how thinly the bins of many random projections are filled: the mean of -ln of their shares (LODA, Pevny 2016). Weak histograms, strong together; the cost does not grow with the sample.</summary>
/// <remarks>
/// Each projection takes the square root of the number of columns, at random, with standard normal weights; the columns should have one unit. An empty bin, and whatever lies beyond the sample, counts as half a point.
/// Time: projections times the root of the columns a point.
/// </remarks>
public sealed class ProjectionScorer : OutlierScorer
{
    // So many points tell the quartiles of a projection.
    private const int QuartileRows = 4096;

    private readonly double[] _directions;
    private readonly ProjectedBins[] _bins;

    private ProjectionScorer(int columns, double[] directions, ProjectedBins[] bins)
        : base(columns) => (_directions, _bins) = (directions, bins);

    private protected override ScorerKind Kind => ScorerKind.Projections;

    /// <summary>Learns the histograms of random projections.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="projections">How many projections, at least 1.</param>
    /// <param name="bins">How many bins each has, at least 2; null for as many as suit each: of twice the width of Freedman and Diaconis (1981), at most 256.</param>
    /// <param name="random">Where chance comes from; each projection has a child stream of its own.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static ProjectionScorer Fit(ReadOnlyMemory<double>[] columns, int projections, int? bins, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(projections, 1);
        if (bins is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, 2, nameof(bins));
        int rows = PointColumns.RequireRows(columns), width = columns.Length, used = Math.Max(1, (int)Math.Sqrt(width));
        double[] directions = new double[projections * width];
        var learnt = new ProjectedBins[projections];
        int[]? some = bins is null && rows > QuartileRows ? random.Split("quartiles").SampleWithoutReplacement(rows, QuartileRows) : null;
        Parallel.For(0, projections, parallel, () => (Values: new double[rows], Some: new double[some?.Length ?? 0]), (projection, _, buffers) =>
        {
            double[] projected = buffers.Values;
            RandomStream own = random.Split(projection);
            Span<double> direction = directions.AsSpan(projection * width, width);
            projected.AsSpan().Clear();
            foreach (int c in own.SampleWithoutReplacement(width, used))
            {
                direction[c] = own.NextGaussian();
                TensorPrimitives.MultiplyAdd(columns[c].Span, direction[c], projected, projected);
            }

            for (int i = 0; i < buffers.Some.Length; i++) buffers.Some[i] = projected[some![i]];
            learnt[projection] = ProjectedBins.Of(projected, bins ?? ProjectedBins.CountFor(projected, some is null ? projected : buffers.Some));
            return buffers;
        }, _ => { });
        return new ProjectionScorer(width, directions, learnt);
    }

    /// <summary>For each column, by how much the mean over the projections that take it exceeds the mean over those that do not (Pevny 2016, section 3.3).</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        double[] with = new double[Columns], count = new double[Columns];
        double total = 0;
        for (int projection = 0; projection < _bins.Length; projection++)
        {
            double score = ScoreOf(projection, point);
            total += score;
            for (int c = 0; c < Columns; c++)
            {
                if (_directions[(projection * Columns) + c] == 0) continue;
                with[c] += score;
                count[c]++;
            }
        }

        for (int c = 0; c < Columns; c++)
        {
            double without = _bins.Length - count[c];
            parts[c] = count[c] == 0 ? 0 : (with[c] / count[c]) - (without > 0 ? (total - with[c]) / without : 0);
        }
    }

    internal static ProjectionScorer Read(BinaryReader reader, int columns)
    {
        double[] directions = StoredNumbers.ReadDoubles(reader, "directions");
        int projections = StoredNumbers.Count(directions.Length / columns, 1, int.MaxValue, "projections");
        if (directions.Length != projections * columns) throw new InvalidDataException($"There are {directions.Length} numbers of directions, which are no whole number of {columns}.");
        var bins = new ProjectedBins[projections];
        for (int projection = 0; projection < projections; projection++) bins[projection] = ProjectedBins.Read(reader);
        return new ProjectionScorer(columns, directions, bins);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        scores.Clear();
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<double> point = rows.Span.Slice(row * Columns, Columns);
            for (int projection = 0; projection < _bins.Length; projection++) scores[row] += ScoreOf(projection, point);
            scores[row] /= _bins.Length;
        }
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        StoredNumbers.Write(writer, _directions);
        foreach (ProjectedBins bins in _bins) bins.Write(writer);
    }

    private double ScoreOf(int projection, ReadOnlySpan<double> point) => _bins[projection].ScoreOf(OrderedSums.Dot(_directions.AsSpan(projection * Columns, Columns), point));
}
