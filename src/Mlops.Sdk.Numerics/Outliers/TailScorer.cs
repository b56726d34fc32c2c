using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Scores a point by how far out in the tail of each column it lies: the sum of -log of the share of the sample that lies as far out. No parameters, no distances.</summary>
/// <remarks>
/// The distribution of each column is that of the sample, whatever is scored with a point; a further point counts as one more of the sample, so that beyond all of it the share is 1 / (n + 1).
/// The sample itself is scored with shares of n, as the papers do. A missing coordinate is left out, and the sum of the others is scaled up to all. O(n log n) a column to learn, O(log n) a column to score.
/// </remarks>
public sealed class TailScorer : OutlierScorer
{
    private const int ColumnsAtOnce = 4;
    private const int StepLength = 128;

    private readonly TailRule _rule;
    private readonly double[][] _sorted;
    private readonly double[][] _steps;
    private readonly int[] _skewness;

    private TailScorer(TailRule rule, double[][] sorted, int[] skewness)
        : base(sorted.Length) => (_rule, _sorted, _steps, _skewness) = (rule, sorted, Array.ConvertAll(sorted, StepsOf), skewness);

    /// <inheritdoc/>
    public override bool AcceptsMissing => true;

    private protected override ScorerKind Kind => ScorerKind.Tails;

    /// <summary>Learns the distribution of every column.</summary>
    /// <param name="columns">The coordinates of the points, NaN where missing.</param>
    /// <param name="rule">How tails become a score.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>The scorer, and the scores of the sample.</returns>
    public static (TailScorer Scorer, double[] Scores) Fit(ReadOnlyMemory<double>[] columns, TailRule rule, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parallel);
        int rows = PointColumns.RequireRows(columns);
        double[][] sorted = new double[columns.Length][], parts = new double[Math.Min(ColumnsAtOnce, columns.Length)][];
        int[] skewness = new int[columns.Length];
        double[] scores = new double[rows];
        int[]? missing = null;

        // A few columns at a time, added in their order: the same bits on any number of threads, in little memory.
        for (int first = 0; first < columns.Length; first += ColumnsAtOnce)
        {
            int count = Math.Min(ColumnsAtOnce, columns.Length - first);
            Parallel.For(0, count, parallel, i => (sorted[first + i], skewness[first + i]) = Rank(columns[first + i].Span, rule, parts[i] ??= new double[rows]));
            for (int i = 0; i < count; i++)
            {
                if (sorted[first + i].Length < rows) LeaveOut(parts[i], missing ??= new int[rows]);
                TensorPrimitives.Add<double>(scores, parts[i], scores);
            }
        }

        for (int row = 0; missing is not null && row < rows; row++) scores[row] *= Scale(columns.Length, missing[row]);
        return (new TailScorer(rule, sorted, skewness), scores);
    }

    /// <summary>What each column adds to the score: they add up to it.</summary>
    /// <inheritdoc/>
    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        int missing = 0;
        for (int c = 0; c < Columns; c++)
        {
            if (double.IsNaN(point[c])) missing++;
            parts[c] = double.IsNaN(point[c]) ? 0 : Part(c, point[c]);
        }

        TensorPrimitives.Multiply(parts[..Columns], Scale(Columns, missing), parts);
    }

    internal static TailScorer Read(BinaryReader reader, int columns)
    {
        var rule = (TailRule)reader.ReadByte();
        if (!Enum.IsDefined(rule)) throw new InvalidDataException($"There is no rule {rule}.");
        int[] skewness = StoredNumbers.ReadIntegers(reader, "signs of skewness", -1, 1, columns);
        var sorted = new double[columns][];
        for (int c = 0; c < columns; c++)
        {
            sorted[c] = StoredNumbers.ReadDoubles(reader, "values of a column");
            for (int i = 1; i < sorted[c].Length; i++)
                if (sorted[c][i] < sorted[c][i - 1]) throw new InvalidDataException($"The stored values of column {c} are not in order.");
        }

        return new TailScorer(rule, sorted, skewness);
    }

    internal override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        ReadOnlySpan<double> values = rows.Span;
        scores.Clear();
        Span<int> missing = scores.Length <= 256 ? stackalloc int[scores.Length] : new int[scores.Length];
        missing.Clear();

        // Column by column, so that the upper steps of a search stay in cache.
        for (int c = 0; c < Columns; c++)
        {
            for (int row = 0, at = c; row < scores.Length; row++, at += Columns)
            {
                if (double.IsNaN(values[at])) missing[row]++;
                else scores[row] += Part(c, values[at]);
            }
        }

        for (int row = 0; row < scores.Length; row++) scores[row] *= Scale(Columns, missing[row]);
    }

    private protected override void WriteState(BinaryWriter writer)
    {
        writer.Write((byte)_rule);
        StoredNumbers.Write(writer, _skewness);
        foreach (double[] column in _sorted) StoredNumbers.Write(writer, column);
    }

    private static double Scale(int columns, int missing) => missing == 0 ? 1 : missing < columns ? (double)columns / (columns - missing) : 0;

    private static void LeaveOut(double[] part, int[] missing)
    {
        for (int row = 0; row < part.Length; row++)
        {
            if (!double.IsNaN(part[row])) continue;
            part[row] = 0;
            missing[row]++;
        }
    }

    private static (double[] Sorted, int Skewness) Rank(ReadOnlySpan<double> column, TailRule rule, Span<double> part)
    {
        double[] sorted = new double[column.Length];
        int[] rows = new int[column.Length];
        int count = 0;
        for (int row = 0; row < column.Length; row++)
        {
            part[row] = double.NaN;
            if (double.IsNaN(column[row])) continue;
            sorted[count] = column[row];
            rows[count++] = row;
        }

        if (count < sorted.Length) Array.Resize(ref sorted, count);
        int skewness = SignOfSkewness(sorted);
        Sorting.Ascending(sorted, rows.AsSpan(0, count));
        double log = Math.Log(count);
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && sorted[end] == sorted[start]; end++) { }
            double value = Combine(log - Math.Log(end), log - Math.Log(count - start), skewness, rule);
            for (int i = start; i < end; i++) part[rows[i]] = value;
        }

        return (sorted, skewness);
    }

    // Centred values are divided by the greatest of them, so that no cube overflows.
    private static int SignOfSkewness(double[] values)
    {
        if (values.Length == 0) return 0;
        double mean = Moments.Of(values).Mean, unit = 0, sum = 0;
        foreach (double value in values) unit = Math.Max(unit, Math.Abs(value - mean));
        if (!(unit > 0 && double.IsFinite(unit))) return 0;
        foreach (double value in values) sum += Cube((value - mean) / unit);
        return Math.Sign(sum);
    }

    private static double Cube(double value) => value * value * value;

    private static double Combine(double left, double right, int skewness, TailRule rule)
    {
        double leaning = (skewness <= 0 ? left : 0) + (skewness >= 0 ? right : 0);
        return Math.Max(leaning, rule == TailRule.Ecod ? Math.Max(left, right) : (left + right) / 2);
    }

    private double Part(int column, double value)
    {
        double[] sorted = _sorted[column];
        int below = Below(column, value), upTo = below < sorted.Length && sorted[below] == value ? Below(column, Math.BitIncrement(value)) : below;
        double log = Math.Log(sorted.Length + 1.0);
        return Combine(log - Math.Log(upTo + 1.0), log - Math.Log(sorted.Length - below + 1.0), _skewness[column], _rule);
    }

    // How many values of a column are less: first among every 128th, which stay in cache, then among 128.
    private int Below(int column, double value)
    {
        int start = Math.Max(0, SortedSearch.CountBelow(_steps[column], value) - 1) * StepLength;
        double[] sorted = _sorted[column];
        return start + SortedSearch.CountBelow(sorted.AsSpan(start, Math.Min(StepLength, sorted.Length - start)), value);
    }

    private static double[] StepsOf(double[] sorted)
    {
        double[] steps = new double[(sorted.Length + StepLength - 1) / StepLength];
        for (int i = 0; i < steps.Length; i++) steps[i] = sorted[i * StepLength];
        return steps;
    }
}
