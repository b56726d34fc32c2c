namespace Mlops.Sdk.Numerics;

/// <summary>Scores a point by how thinly the bins of its coordinates are filled: the negative sum of log2 of their densities (HBOS, Goldstein and Dengel 2012).</summary>
/// <remarks>
/// Bins of equal width, their number given or chosen for each column by the penalty of Birge and Rozenblac (2006). A density has a regularizer added; beyond the outer bins by more than a share of their width the density is 0
/// (PyOD takes the least of any bin, which for even bins says that nothing is unusual).
/// A missing coordinate is left out, and the sum of the others is scaled up to all. O(n log n) a column to learn, constant to score.
/// </remarks>
public sealed class HistogramScorer : OutlierScorer
{
    private readonly double[][] _edges;
    private readonly double[][] _scores;
    private readonly double _tolerance;
    private readonly double _empty;

    private HistogramScorer(double[][] edges, double[][] scores, double tolerance, double empty)
        : base(edges.Length) => (_edges, _scores, _tolerance, _empty) = (edges, scores, tolerance, empty);

    /// <inheritdoc/>
    public override bool AcceptsMissing => true;

    private protected override ScorerKind Kind => ScorerKind.Histograms;

    /// <summary>Learns the histogram of every column.</summary>
    /// <param name="columns">The coordinates of the points, NaN where missing.</param>
    /// <param name="bins">How many bins, at least 1; null for as many as suit each column.</param>
    /// <param name="regularizer">What is added to a density, above 0.</param>
    /// <param name="tolerance">By how much of a bin a value beyond the outer bins still counts to them, 0 or more.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static HistogramScorer Fit(ReadOnlyMemory<double>[] columns, int? bins, double regularizer, double tolerance, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        if (bins is { } count) ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(regularizer);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        PointColumns.RequireRows(columns);
        double[][] edges = new double[columns.Length][], scores = new double[columns.Length][];
        Parallel.For(0, columns.Length, parallel, c =>
        {
            ReadOnlySpan<double> column = columns[c].Span;
            Histogram histogram = Histogram.Of(column, bins ?? BinPenalty.BestCount(column));
            edges[c] = [.. histogram.Edges];
            double total = Math.Max(1, histogram.Total);
            scores[c] = [.. histogram.Counts.Select((counted, bin) => -Math.Log2((counted / total / (edges[c][bin + 1] - edges[c][bin])) + regularizer))];
        });
        return new HistogramScorer(edges, scores, tolerance, -Math.Log2(regularizer));
    }

    /// <summary>What each column adds to the score, above the least that it may add: they differ from the score by the same for every point without missing coordinates.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        for (int c = 0; c < Columns; c++) parts[c] = double.IsNaN(point[c]) ? 0 : Part(c, point[c]) - _scores[c].Min();
    }

    internal static HistogramScorer Read(BinaryReader reader, int columns)
    {
        double tolerance = StoredNumbers.Finite(reader.ReadDouble(), "tolerance"), empty = StoredNumbers.Finite(reader.ReadDouble(), "score of an empty bin");
        double[][] edges = new double[columns][], scores = new double[columns][];
        for (int c = 0; c < columns; c++)
        {
            edges[c] = StoredNumbers.ReadDoubles(reader, "edges");
            if (edges[c].Length < 2) throw new InvalidDataException($"Column {c} has no bin.");
            scores[c] = StoredNumbers.ReadDoubles(reader, "scores of bins", edges[c].Length - 1);
        }

        return new HistogramScorer(edges, scores, tolerance, empty);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<double> point = rows.Span.Slice(row * Columns, Columns);
            double sum = 0;
            int missing = 0;
            for (int c = 0; c < Columns; c++)
            {
                if (double.IsNaN(point[c])) missing++;
                else sum += Part(c, point[c]);
            }

            scores[row] = missing == 0 ? sum : missing < Columns ? sum * Columns / (Columns - missing) : 0;
        }
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write(_tolerance);
        writer.Write(_empty);
        for (int c = 0; c < Columns; c++)
        {
            StoredNumbers.Write(writer, _edges[c]);
            StoredNumbers.Write(writer, _scores[c]);
        }
    }

    private double Part(int column, double value)
    {
        double[] edges = _edges[column], scores = _scores[column];
        if (value <= edges[0]) return edges[0] - value <= (edges[1] - edges[0]) * _tolerance ? scores[0] : _empty;
        if (value > edges[^1]) return value - edges[^1] <= (edges[^1] - edges[^2]) * _tolerance ? scores[^1] : _empty;

        // Bins are closed on the right here.
        int bin = (int)Math.Clamp((value - edges[0]) / (edges[^1] - edges[0]) * scores.Length, 0, scores.Length - 1);
        while (bin > 0 && value <= edges[bin]) bin--;
        while (bin < scores.Length - 1 && value > edges[bin + 1]) bin++;
        return scores[bin];
    }
}
