using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>The label of a dataset, read once: the task, and either a class code or a number for every row.</summary>
/// <remarks>
/// Classes are in the order of the column's levels when it is a category, else in ordinal order; the last of two is the positive one.
/// Levels that do not occur are left out.
/// </remarks>
public sealed class LabelData
{
    private LabelData(string name, TaskKind task, ImmutableArray<string> classes, int[] codes, double[] values)
    {
        Name = name;
        Task = task;
        Classes = classes;
        Codes = codes;
        Values = values;
    }

    /// <summary>The name of the label column.</summary>
    public string Name { get; }

    /// <summary>What is predicted.</summary>
    public TaskKind Task { get; }

    /// <summary>The classes in the order of their codes; empty for regression.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The class code of every row, -1 where the label is missing or is a class that is not among <see cref="Classes"/>; empty for regression.</summary>
    public ReadOnlyMemory<int> Codes { get; }

    /// <summary>The number of every row, NaN where missing; empty for classification.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>The number of rows of each class.</summary>
    public int[] CountClasses()
    {
        var counts = new int[Classes.Length];
        foreach (int code in Codes.Span)
            if (code >= 0) counts[code]++;
        return counts;
    }

    /// <summary>Reads the label for training.</summary>
    /// <exception cref="MlopsException">MLO1201: there is no label, a row of it is missing or infinite, or there is one class only.</exception>
    public static LabelData Read(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Column label = data.Label
            ?? throw new MlopsException("MLO1201", "No column has the role Label. Name it when the data is read (CsvOptions.Label) or with Dataset.WithRole(name, ColumnRole.Label).");
        RequireRows(data);
        if (label.MissingCount > 0)
            throw new MlopsException("MLO1201", $"Label '{label.Name}' is missing in {label.MissingCount} of {label.Length} rows, first in {FirstRows(label)}. Leave those rows out: data.Filter(row => !row.IsMissing(\"{label.Name}\")).");
        LabelData read = IsRegression(label) ? ReadNumbers(label) : ReadClasses(label, null);
        if (read.Task != TaskKind.Regression && read.Classes.Length < 2)
            throw new MlopsException("MLO1201", $"Label '{label.Name}' has one class only ({ErrorText.Show(read.Classes[0])} in all {label.Length} rows); nothing can be learnt. Check the filter or the split that made this data.");
        return read;
    }

    /// <summary>Reads the label for evaluation, against the classes of a predictor; rows may be missing.</summary>
    /// <param name="data">The data with a label.</param>
    /// <param name="task">The task of the predictor.</param>
    /// <param name="classes">The classes of the predictor.</param>
    public static LabelData ReadFor(Dataset data, TaskKind task, ImmutableArray<string> classes)
    {
        ArgumentNullException.ThrowIfNull(data);
        Column label = data.Label
            ?? throw new MlopsException("MLO1201", "No column has the role Label, so there is nothing to compare predictions with. Name it with Dataset.WithRole(name, ColumnRole.Label).");
        if (task != TaskKind.Regression) return ReadClasses(label, (task, classes));
        if (!label.IsNumeric)
            throw new SchemaMismatchException([$"Label '{label.Name}' must be a number and is {label.Type}; the model predicts numbers."]);
        return new LabelData(label.Name, task, [], [], label.ToNumbers().ToArray());
    }

    /// <summary>The task that a label column stands for.</summary>
    public static TaskKind TaskOf(Column label)
    {
        ArgumentNullException.ThrowIfNull(label);
        if (IsRegression(label)) return TaskKind.Regression;
        return ReadClasses(label, null).Classes.Length > 2 ? TaskKind.Multiclass : TaskKind.Binary;
    }

    internal static void RequireRows(Dataset data)
    {
        if (data.RowCount == 0) throw new MlopsException("MLO1201", $"There are no rows to learn {(data.Label is { } label ? $"'{label.Name}' " : "")}from. Check the file, or the filter or the split that made this data.");
    }

    private static bool IsRegression(Column label) => label switch
    {
        NumberColumn => true,
        IntegerColumn integers => !HasTwoValues(integers),
        TimestampColumn => throw new SchemaMismatchException([$"Label '{label.Name}' is a timestamp, which cannot be predicted. Derive a number from it, such as the days since an event."]),
        _ => false,
    };

    private static bool HasTwoValues(IntegerColumn label)
    {
        var seen = new HashSet<long>();
        for (int row = 0; row < label.Length && seen.Count <= 2; row++)
            if (!label.IsMissing(row)) seen.Add(label.Values[row]);
        return seen.Count <= 2;
    }

    private static LabelData ReadNumbers(Column label)
    {
        double[] values = label.ToNumbers().ToArray();
        int bad = Array.FindIndex(values, value => !double.IsFinite(value));
        if (bad >= 0)
            throw new MlopsException("MLO1201", $"Label '{label.Name}' is {values[bad]} in row {bad}; a number to be predicted is finite. Leave such rows out.");
        return new LabelData(label.Name, TaskKind.Regression, [], [], values);
    }

    private static LabelData ReadClasses(Column label, (TaskKind Task, ImmutableArray<string> Classes)? known)
    {
        string[] levels = LevelsOf(label, out int[] codes);
        bool[] occurs = new bool[levels.Length];
        foreach (int code in codes)
            if (code >= 0) occurs[code] = true;
        ImmutableArray<string> classes = known?.Classes ?? [.. levels.Where((_, code) => occurs[code])];
        int[] map = Array.ConvertAll(levels, level => classes.IndexOf(level));
        for (int row = 0; row < codes.Length; row++) codes[row] = codes[row] < 0 ? -1 : map[codes[row]];
        return new LabelData(label.Name, known?.Task ?? (classes.Length > 2 ? TaskKind.Multiclass : TaskKind.Binary), classes, codes, []);
    }

    private static string[] LevelsOf(Column label, out int[] codes)
    {
        if (label is CategoryColumn category)
        {
            codes = category.Codes.ToArray();
            return [.. category.Levels.Names];
        }

        if (label is FlagColumn flags)
        {
            codes = new int[flags.Length];
            for (int row = 0; row < codes.Length; row++) codes[row] = flags.IsMissing(row) ? -1 : flags.Values[row] ? 1 : 0;
            return ["false", "true"];
        }

        if (label is IntegerColumn integers) return IntegerLevels(integers, out codes);
        var texts = new string?[label.Length];
        for (int row = 0; row < texts.Length; row++) texts[row] = label.IsMissing(row) ? null : label.GetText(row);
        string[] levels = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code, StringComparer.Ordinal);
        codes = Array.ConvertAll(texts, text => text is null ? -1 : index[text]);
        return levels;
    }

    private static string[] IntegerLevels(IntegerColumn label, out int[] codes)
    {
        var seen = new HashSet<long>();
        for (int row = 0; row < label.Length; row++)
            if (!label.IsMissing(row)) seen.Add(label.Values[row]);
        long[] sorted = [.. seen.Order()];
        codes = new int[label.Length];
        for (int row = 0; row < codes.Length; row++)
            codes[row] = label.IsMissing(row) ? -1 : Array.BinarySearch(sorted, label.Values[row]);
        return Array.ConvertAll(sorted, value => value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string FirstRows(Column label)
    {
        var rows = Enumerable.Range(0, label.Length).Where(label.IsMissing).Take(3).ToArray();
        return rows.Length == 1 ? $"row {rows[0]}" : $"rows {string.Join(", ", rows)}";
    }
}
