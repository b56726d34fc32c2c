using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a predictor says of many rows: numbers, or a class and the probabilities of all classes.</summary>
[TypeFormatterSource(typeof(PredictionsFormatterSource))]
public sealed class Predictions
{
    private readonly double[] _values;
    private readonly int[] _decisions;

    private Predictions(string label, TaskKind task, ImmutableArray<string> classes, double[] values, int[] decisions, ImmutableArray<Column> annotations)
    {
        Annotations = annotations;
        Label = label;
        Task = task;
        Classes = classes;
        _values = values;
        _decisions = decisions;
    }

    /// <summary>The name of the label.</summary>
    public string Label { get; }

    /// <summary>What was predicted.</summary>
    public TaskKind Task { get; }

    /// <summary>The classes in the order of their probabilities; empty for regression. The last of two is the positive one.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => Task == TaskKind.Regression ? _values.Length : _decisions.Length;

    /// <summary>Regression: the predicted numbers.</summary>
    /// <exception cref="InvalidOperationException">Classes were predicted.</exception>
    public ReadOnlySpan<double> Values => Task == TaskKind.Regression ? _values : throw new InvalidOperationException($"'{Label}' is a class; read Probabilities or the rows.");

    /// <summary>Classification: probabilities row by row, as many a row as there are classes.</summary>
    /// <exception cref="InvalidOperationException">Numbers were predicted.</exception>
    public ReadOnlySpan<double> Probabilities => Task != TaskKind.Regression ? _values : throw new InvalidOperationException($"'{Label}' is a number and has no probabilities; read Values.");

    /// <summary>Classification: the index of the class decided on, row by row.</summary>
    /// <exception cref="InvalidOperationException">Numbers were predicted.</exception>
    public ReadOnlySpan<int> Decisions => Task != TaskKind.Regression ? _decisions : throw new InvalidOperationException($"'{Label}' is a number; read Values.");

    /// <summary>What post-steps say of every row beside it, as columns: whether the model abstains, which classes are in a set, the ends of an interval.</summary>
    public ImmutableArray<Column> Annotations { get; }

    /// <summary>An annotation by its name, or null where no post-step gives it.</summary>
    public Column? Annotation(string name) => Annotations.FirstOrDefault(column => column.Name == name);

    /// <summary>The same predictions with annotations added; one of the same name is replaced.</summary>
    /// <param name="columns">As many rows as there are predictions.</param>
    /// <exception cref="ArgumentException">A column has another number of rows.</exception>
    public Predictions WithAnnotations(params IEnumerable<Column> columns)
    {
        Column[] added = [.. columns];
        foreach (Column column in added)
            if (column.Length != RowCount) throw new ArgumentException($"Annotation '{column.Name}' has {column.Length} rows for {RowCount} predictions.", nameof(columns));
        return added.Length == 0 ? this : new Predictions(Label, Task, Classes, _values, _decisions, [.. Annotations.Where(old => !added.Any(column => column.Name == old.Name)), .. added]);
    }

    /// <summary>What is said of one row.</summary>
    public Prediction this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
            return new Prediction(this, row);
        }
    }

    /// <summary>Predicted numbers.</summary>
    public static Predictions ForValues(string label, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Predictions(label, TaskKind.Regression, [], values, [], []);
    }

    /// <summary>Predicted classes. Without decisions the most probable class is taken, the later one on a tie.</summary>
    /// <param name="label">The name of the label.</param>
    /// <param name="classes">At least two classes; the last of two is the positive one.</param>
    /// <param name="probabilities">Row by row, as many a row as there are classes, each row adding up to 1.</param>
    /// <param name="decisions">The index of the class decided on in each row.</param>
    public static Predictions ForClasses(string label, ImmutableArray<string> classes, double[] probabilities, int[]? decisions = null)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes.Length, 2);
        if (probabilities.Length % classes.Length != 0) throw new ArgumentException($"{probabilities.Length} probabilities do not fill rows of {classes.Length} classes.", nameof(probabilities));
        int rows = probabilities.Length / classes.Length;
        decisions ??= MostProbable(probabilities, rows, classes.Length);
        if (decisions.Length != rows) throw new ArgumentException($"There are {decisions.Length} decisions for {rows} rows.", nameof(decisions));
        return new Predictions(label, classes.Length == 2 ? TaskKind.Binary : TaskKind.Multiclass, classes, probabilities, decisions, []);
    }

    /// <summary>Binary classes from the probability of the positive one; a row is positive from the threshold on.</summary>
    public static Predictions ForPositive(string label, ImmutableArray<string> classes, ReadOnlySpan<double> positive, double threshold = 0.5)
    {
        var probabilities = new double[positive.Length * 2];
        var decisions = new int[positive.Length];
        for (int row = 0; row < positive.Length; row++)
        {
            probabilities[2 * row] = 1 - positive[row];
            probabilities[2 * row + 1] = positive[row];
            decisions[row] = positive[row] >= threshold ? 1 : 0;
        }

        return ForClasses(label, classes, probabilities, decisions);
    }

    /// <summary>The probability of one class in every row.</summary>
    /// <param name="classIndex">The class; the last one (the positive one of two) by default.</param>
    public double[] ProbabilitiesOf(int? classIndex = null)
    {
        int count = Classes.Length, index = classIndex ?? count - 1;
        ReadOnlySpan<double> all = Probabilities;
        var column = new double[RowCount];
        for (int row = 0; row < column.Length; row++) column[row] = all[row * count + index];
        return column;
    }

    /// <summary>The predictions as columns: <c>predicted_LABEL</c>, for classes <c>probability_CLASS</c> each, and the annotations.</summary>
    public Dataset ToDataset()
    {
        if (Task == TaskKind.Regression) return new Dataset([new NumberColumn($"predicted_{Label}", _values), .. Annotations]);
        IEnumerable<Column> columns = [new CategoryColumn($"predicted_{Label}", _decisions, new CategoryLevels(Classes))];
        return new Dataset([.. columns, .. Classes.Select((name, index) => new NumberColumn($"probability_{name}", ProbabilitiesOf(index))), .. Annotations]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{RowCount} predictions of '{Label}' ({Task})";

    private static int[] MostProbable(double[] probabilities, int rows, int classes)
    {
        var best = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            int first = row * classes;
            for (int index = 1; index < classes; index++)
                if (probabilities[first + index] >= probabilities[first + best[row]]) best[row] = index;
        }

        return best;
    }
}
