using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The labelled rows of an evaluation, class after class, and what every resample of them needs: losses, orders, bins, made once when first asked for.</summary>
/// <remarks>Safe from many threads once the metrics that are computed have been computed once.</remarks>
internal sealed partial class MetricData
{
    public const int CalibrationBinCount = 10;

    private readonly ScoreRanking?[] _rankings;

    private MetricData(TaskKind task, int classes, int[] rows, double[] weights)
    {
        Task = task;
        ClassCount = classes;
        Rows = rows;
        Weights = weights;
        _rankings = new ScoreRanking?[classes];
    }

    public TaskKind Task { get; }

    /// <summary>The number of classes, 0 for regression.</summary>
    public int ClassCount { get; }

    /// <summary>The number of rows that have a label.</summary>
    public int Count => Rows.Length;

    /// <summary>Where each of these rows stands in the dataset.</summary>
    public int[] Rows { get; }

    /// <summary>The weight of each row; empty for 1 each.</summary>
    public double[] Weights { get; }

    /// <summary>Where each class ends (regression: all rows are one).</summary>
    public int[] StratumEnds { get; private init; } = [];

    /// <summary>Classification: the class code of each row.</summary>
    public int[] Actual { get; private init; } = [];

    /// <summary>Classification: the class decided on.</summary>
    public int[] Decisions { get; private init; } = [];

    /// <summary>Classification: probabilities row by row.</summary>
    public double[] Probabilities { get; private init; } = [];

    /// <summary>Regression: the actual number of each row.</summary>
    public double[] ActualNumbers { get; private init; } = [];

    /// <summary>Regression: the predicted number.</summary>
    public double[] PredictedNumbers { get; private init; } = [];

    public ScoreRanking Ranking(int index) => _rankings[index] ??= ScoreRanking.Create(Scores(index), Actual, index);

    /// <summary>The probability of a class in each row.</summary>
    public double[] Scores(int index)
    {
        var scores = new double[Count];
        for (int row = 0; row < scores.Length; row++) scores[row] = Probabilities[row * ClassCount + index];
        return scores;
    }

    public static MetricData Create(Predictions predictions, Dataset data)
    {
        Dataset labelled = WithLabel(data, predictions.Label);
        return Create(predictions, LabelData.ReadFor(labelled, predictions.Task, predictions.Classes), labelled.Weight is { } weight ? ReadWeights(weight) : default);
    }

    /// <summary>The data with the column of the label in its role, where it has another.</summary>
    public static Dataset WithLabel(Dataset data, string label)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Label is null && data.Schema.Contains(label) ? data.WithRole(label, ColumnRole.Label) : data;
    }

    public static MetricData Create(Predictions predictions, LabelData label, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(label);
        int count = label.Task == TaskKind.Regression ? label.Values.Length : label.Codes.Length;
        if ((predictions.Task == TaskKind.Regression) != (label.Task == TaskKind.Regression))
            throw new ArgumentException($"The predictions are for {predictions.Task}, the label '{label.Name}' is for {label.Task}. Read it with LabelData.ReadFor.", nameof(label));
        if (predictions.RowCount != count) throw new ArgumentException($"There are {predictions.RowCount} predictions for {count} labels. Score the same rows that the label is of.", nameof(predictions));
        if (!weights.IsEmpty && weights.Length != count) throw new ArgumentException($"There are {weights.Length} weights for {count} rows.", nameof(weights));
        CheckPredictions(predictions);
        CheckWeights(weights);
        return label.Task == TaskKind.Regression ? OfNumbers(predictions, label, weights) : OfClasses(predictions, label, weights);
    }

    private static MetricData OfNumbers(Predictions predictions, LabelData label, ReadOnlySpan<double> weights)
    {
        ReadOnlySpan<double> actual = label.Values.Span;
        var rows = new List<int>(actual.Length);
        for (int row = 0; row < actual.Length; row++)
            if (!double.IsNaN(actual[row])) rows.Add(row);
        int[] chosen = [.. rows];
        return new MetricData(TaskKind.Regression, 0, chosen, Gather(weights, chosen))
        {
            StratumEnds = [chosen.Length],
            ActualNumbers = Gather(actual, chosen),
            PredictedNumbers = Gather(predictions.Values, chosen),
        };
    }

    private static MetricData OfClasses(Predictions predictions, LabelData label, ReadOnlySpan<double> weights)
    {
        ReadOnlySpan<int> codes = label.Codes.Span;
        int classes = predictions.Classes.Length;
        int[] rows = ClassOrder(codes, classes, out int[] ends);
        if (classes == 2) SortByScore(predictions.Probabilities, rows, ends);
        var probabilities = new double[rows.Length * classes];
        for (int i = 0; i < rows.Length; i++)
            predictions.Probabilities.Slice(rows[i] * classes, classes).CopyTo(probabilities.AsSpan(i * classes));
        return new MetricData(predictions.Task, classes, rows, Gather(weights, rows))
        {
            StratumEnds = ends,
            Actual = Gather(codes, rows),
            Decisions = Gather(predictions.Decisions, rows),
            Probabilities = probabilities,
        };
    }

    private static int[] ClassOrder(ReadOnlySpan<int> codes, int classes, out int[] ends)
    {
        ends = new int[classes];
        foreach (int code in codes)
            if (code >= 0) ends[code]++;
        var next = new int[classes];
        for (int code = 1; code < classes; code++)
        {
            next[code] = ends[code - 1];
            ends[code] += ends[code - 1];
        }

        var rows = new int[ends[^1]];
        for (int row = 0; row < codes.Length; row++)
            if (codes[row] >= 0) rows[next[codes[row]]++] = row;
        return rows;
    }

    // Two sorts of parts and a merge serve every ranking metric, and leave a resample's weights in the order in which they are read.
    private static void SortByScore(ReadOnlySpan<double> probabilities, int[] rows, int[] ends)
    {
        var keys = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++) keys[i] = -probabilities[rows[i] * 2 + 1];
        int start = 0;
        foreach (int end in ends)
        {
            Sorting.Ascending(keys.AsSpan(start..end), rows.AsSpan(start..end));
            start = end;
        }
    }

    private static T[] Gather<T>(ReadOnlySpan<T> values, int[] rows)
    {
        if (values.IsEmpty) return [];
        var taken = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++) taken[i] = values[rows[i]];
        return taken;
    }
}
