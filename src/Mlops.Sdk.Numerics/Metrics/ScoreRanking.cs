namespace Mlops.Sdk.Numerics;

/// <summary>Rows in the order of their scores, highest first, prepared once so that ranking metrics of many resamples take one pass each.</summary>
/// <remarks>Ties are exact: rows of equal score form one group and count as one threshold. Scores must not be NaN. Immutable.</remarks>
public sealed class ScoreRanking
{
    private const byte Positive = 1;
    private const byte GroupEnd = 2;

    private readonly int[] _rows;
    private readonly byte[] _flags;
    private readonly double[] _scores;

    private ScoreRanking(int[] rows, byte[] flags, double[] scores)
    {
        _rows = rows;
        _flags = flags;
        _scores = scores;
    }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Length;

    /// <summary>Sorts the rows. O(n) for many rows by radix, without a sort where the rows of each class already come in falling order of score, one class after the other.</summary>
    /// <param name="scores">A score for every row, higher for more likely positive; no NaN.</param>
    /// <param name="actual">The class code of every row.</param>
    /// <param name="positive">The code that counts as positive; every other one is negative.</param>
    public static ScoreRanking Create(ReadOnlySpan<double> scores, ReadOnlySpan<int> actual, int positive)
    {
        if (scores.Length != actual.Length) throw new ArgumentException($"There are {scores.Length} scores for {actual.Length} rows.", nameof(scores));
        int[] rows = new int[scores.Length];
        double[] sorted = new double[scores.Length];
        int second = SecondRun(scores);
        if (second >= 0) Merge(scores, second, rows, sorted);
        else Sort(scores, rows, sorted);
        byte[] flags = new byte[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int flag = actual[rows[i]] == positive ? Positive : 0;
            if (i == rows.Length - 1 || sorted[i] != sorted[i + 1]) flag |= GroupEnd;
            flags[i] = (byte)flag;
        }

        return new ScoreRanking(rows, flags, sorted);
    }

    /// <summary>Area under the ROC curve, average precision and Kolmogorov-Smirnov distance in one pass. O(n), no allocation.</summary>
    /// <param name="weights">A weight for every row by row number, at least 0; empty for 1 each.</param>
    /// <param name="allPositive">The weight of the positive rows.</param>
    /// <param name="allNegative">The weight of the negative rows.</param>
    /// <returns>NaN where a class has no weight.</returns>
    public RankingScores Score(ReadOnlySpan<double> weights, double allPositive, double allNegative)
    {
        double truePositive = 0, all = 0, groupTrue = 0, groupAll = 0, area = 0, precision = 0, distance = 0;
        double trueRate = 1 / allPositive, falseRate = 1 / allNegative;
        for (int i = 0; i < _flags.Length; i++)
        {
            int flag = _flags[i];
            double weight = weights.IsEmpty ? 1 : weights[_rows[i]];
            groupAll += weight;
            // A product instead of a branch: which class comes next cannot be predicted.
            groupTrue += weight * (flag & Positive);
            if ((flag & GroupEnd) == 0) continue;
            double falseBefore = all - truePositive, groupFalse = groupAll - groupTrue;
            area += groupFalse * (truePositive + 0.5 * groupTrue);
            truePositive += groupTrue;
            all += groupAll;
            if (groupTrue > 0) precision += groupTrue * (truePositive / all);
            distance = Math.Max(distance, Math.Abs(truePositive * trueRate - (falseBefore + groupFalse) * falseRate));
            groupTrue = groupAll = 0;
        }

        bool both = allPositive > 0 && allNegative > 0;
        return new RankingScores(
            both ? area / allPositive / allNegative : double.NaN,
            allPositive > 0 ? precision * trueRate : double.NaN,
            both ? distance : double.NaN);
    }

    /// <summary>The share of the positive rows that is among the rows of the highest scores. Rows of equal score are taken in proportion. O(n) at most, no allocation.</summary>
    /// <param name="weights">A weight for every row by row number, at least 0; empty for 1 each.</param>
    /// <param name="fraction">The share of all rows, above 0 and at most 1.</param>
    /// <param name="allPositive">The weight of the positive rows.</param>
    /// <param name="all">The weight of all rows.</param>
    /// <returns>NaN where no row is positive.</returns>
    public double Captured(ReadOnlySpan<double> weights, double fraction, double allPositive, double all)
    {
        if (!(allPositive > 0)) return double.NaN;
        double depth = fraction * all, reached = 0, captured = 0, groupTrue = 0, groupAll = 0;
        for (int i = 0; i < _flags.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[_rows[i]];
            groupAll += weight;
            groupTrue += weight * (_flags[i] & Positive);
            if ((_flags[i] & GroupEnd) == 0) continue;
            if (reached + groupAll >= depth) return (captured + (groupAll > 0 ? groupTrue * (depth - reached) / groupAll : 0)) / allPositive;
            reached += groupAll;
            captured += groupTrue;
            groupTrue = groupAll = 0;
        }

        return captured / allPositive;
    }

    /// <summary>The counts at every distinct threshold, highest first: weight of the positive and of the negative rows whose score is at least that high. O(n).</summary>
    /// <param name="weights">A weight for every row by row number; empty for 1 each.</param>
    public ThresholdCounts[] Thresholds(ReadOnlySpan<double> weights)
    {
        var points = new List<ThresholdCounts>();
        double truePositive = 0, falsePositive = 0;
        for (int i = 0; i < _flags.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[_rows[i]];
            if ((_flags[i] & Positive) != 0) truePositive += weight;
            else falsePositive += weight;
            if ((_flags[i] & GroupEnd) != 0) points.Add(new ThresholdCounts(_scores[i], truePositive, falsePositive));
        }

        return [.. points];
    }

    // Where the second of two falling runs begins, or -1 when the scores are not two falling runs.
    private static int SecondRun(ReadOnlySpan<double> scores)
    {
        int start = scores.Length;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] <= scores[i - 1]) continue;
            if (start < scores.Length) return -1;
            start = i;
        }

        return start;
    }

    private static void Merge(ReadOnlySpan<double> scores, int second, int[] rows, double[] sorted)
    {
        int a = 0, b = second;
        for (int i = 0; i < rows.Length; i++)
        {
            int row = b >= rows.Length || (a < second && scores[a] >= scores[b]) ? a++ : b++;
            rows[i] = row;
            sorted[i] = scores[row];
        }
    }

    private static void Sort(ReadOnlySpan<double> scores, int[] rows, double[] sorted)
    {
        scores.CopyTo(sorted);
        for (int i = 0; i < rows.Length; i++) rows[i] = i;
        Sorting.Ascending(sorted, rows);
        Array.Reverse(sorted);
        Array.Reverse(rows);
    }
}
