using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Scores a point by how thinly the bins of many random projections are filled: the mean of -ln of their shares (LODA, Pevny 2016). Weak histograms, strong together; the cost does not grow with the sample.</summary>
/// <remarks>
/// Each projection takes the square root of the number of columns, at random, with standard normal weights; the columns should have one unit. A bin without a point counts as 1e-12 of the sample.
/// Time: projections times the root of the columns a point.
/// </remarks>
public sealed class ProjectionScorer : OutlierScorer
{
    private const double EmptyShare = 1e-12;

    private readonly int _bins;
    private readonly double[] _directions;
    private readonly double[] _lows;
    private readonly double[] _highs;
    private readonly double[] _scores;

    private ProjectionScorer(int columns, int bins, double[] directions, double[] lows, double[] highs, double[] scores)
        : base(columns) => (_bins, _directions, _lows, _highs, _scores) = (bins, directions, lows, highs, scores);

    private protected override ScorerKind Kind => ScorerKind.Projections;

    /// <summary>Learns the histograms of random projections.</summary>
    /// <param name="columns">The coordinates of the points, finite.</param>
    /// <param name="projections">How many projections, at least 1.</param>
    /// <param name="bins">How many bins each has, at least 2.</param>
    /// <param name="random">Where chance comes from; each projection has a child stream of its own.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static ProjectionScorer Fit(ReadOnlyMemory<double>[] columns, int projections, int bins, RandomStream random, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(projections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        int rows = PointColumns.RequireRows(columns), width = columns.Length, used = Math.Max(1, (int)Math.Sqrt(width));
        double[] directions = new double[projections * width], lows = new double[projections], highs = new double[projections], scores = new double[projections * bins];
        Parallel.For(0, projections, parallel, () => new double[rows], (projection, _, projected) =>
        {
            RandomStream own = random.Split(projection);
            Span<double> direction = directions.AsSpan(projection * width, width);
            projected.AsSpan().Clear();
            foreach (int c in own.SampleWithoutReplacement(width, used))
            {
                direction[c] = own.NextGaussian();
                TensorPrimitives.MultiplyAdd(columns[c].Span, direction[c], projected, projected);
            }

            Histogram histogram = Histogram.Of(projected, bins);
            (lows[projection], highs[projection]) = (histogram.Edges[0], histogram.Edges[^1]);
            for (int bin = 0; bin < bins; bin++) scores[(projection * bins) + bin] = -Math.Log((histogram.Counts[bin] / (double)rows) + EmptyShare);
            return projected;
        }, _ => { });
        return new ProjectionScorer(width, bins, directions, lows, highs, scores);
    }

    /// <summary>For each column, by how much the mean over the projections that take it exceeds the mean over those that do not (Pevny 2016, section 3.3).</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        double[] with = new double[Columns], count = new double[Columns];
        double total = 0;
        for (int projection = 0; projection < _lows.Length; projection++)
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
            double without = _lows.Length - count[c];
            parts[c] = count[c] == 0 ? 0 : (with[c] / count[c]) - (without > 0 ? (total - with[c]) / without : 0);
        }
    }

    internal static ProjectionScorer Read(BinaryReader reader, int columns)
    {
        int bins = StoredNumbers.Count(reader.ReadInt32(), 2, 1 << 20, "bins");
        double[] lows = StoredNumbers.ReadDoubles(reader, "first edges"), highs = StoredNumbers.ReadDoubles(reader, "last edges", lows.Length);
        StoredNumbers.Count(lows.Length, 1, int.MaxValue, "projections");
        return new ProjectionScorer(columns, bins, StoredNumbers.ReadDoubles(reader, "directions", (long)lows.Length * columns), lows, highs, StoredNumbers.ReadDoubles(reader, "scores of bins", (long)lows.Length * bins));
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        scores.Clear();
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<double> point = rows.Span.Slice(row * Columns, Columns);
            for (int projection = 0; projection < _lows.Length; projection++) scores[row] += ScoreOf(projection, point);
            scores[row] /= _lows.Length;
        }
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write(_bins);
        foreach (double[] part in (double[][])[_lows, _highs, _directions, _scores]) StoredNumbers.Write(writer, part);
    }

    private double ScoreOf(int projection, ReadOnlySpan<double> point)
    {
        double at = OrderedSums.Dot(_directions.AsSpan(projection * Columns, Columns), point), low = _lows[projection], high = _highs[projection];
        if (!(at >= low && at <= high)) return -Math.Log(EmptyShare);
        int bin = high > low ? (int)Math.Clamp((at - low) / (high - low) * _bins, 0, _bins - 1) : 0;
        return _scores[(projection * _bins) + bin];
    }
}
