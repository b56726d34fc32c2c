using System.Globalization;

namespace Mlops.Sdk.Evaluation;

/// <summary>Reads a table as the command line describes it.</summary>
internal static class Table
{
    private const long LargeFile = 128L << 20;

    /// <summary>A table in memory; rows without a label are left out, since nothing is learnt of them, unless all are asked for.</summary>
    public static Dataset Read(Arguments arguments, string path, string? label, CancellationToken cancellationToken, bool allRows = false)
    {
        Dataset data = DuckDbTable.Reads(path)
            ? DuckDbTable.Open(path, DuckDbTable.Options(arguments, label), cancellationToken).ToDataset(cancellationToken)
            : Dataset.FromCsv(Existing(path), Options(arguments, label), cancellationToken);
        return label is null ? data : WithTask(arguments, allRows ? data : WithLabel(data, label), label);
    }

    /// <summary>A table that is scanned: a small CSV file is read into memory at once, everything else in batches. The rows and types are the same.</summary>
    public static DataSource Open(Arguments arguments, string path, string? label, CancellationToken cancellationToken, IReadOnlyDictionary<string, ColumnType>? types = null) => DuckDbTable.Reads(path)
        ? DuckDbTable.Open(path, DuckDbTable.Options(arguments, label) with { Types = types ?? new Dictionary<string, ColumnType>() }, cancellationToken)
        : Open(path, Options(arguments, label) with { Types = types ?? new Dictionary<string, ColumnType>() }, cancellationToken);

    /// <summary>Whether <see cref="Open(Arguments, string, string?, CancellationToken, IReadOnlyDictionary{string, ColumnType}?)"/> reads a table in batches.</summary>
    public static bool IsScanned(string path) => DuckDbTable.Reads(path) || IsLarge(path);

    /// <summary>As <see cref="Open(Arguments, string, string?, CancellationToken, IReadOnlyDictionary{string, ColumnType}?)"/>, with the types and roles of another table.</summary>
    public static DataSource OpenLike(Arguments arguments, string path, Schema like, CancellationToken cancellationToken) => DuckDbTable.Reads(path)
        ? DuckDbTable.Open(path, DuckDbTable.OptionsLike(arguments, like), cancellationToken)
        : Open(path, OptionsLike(arguments, like), cancellationToken);

    /// <summary>A table with the types, levels and roles of another one.</summary>
    public static Dataset ReadLike(Arguments arguments, string path, Dataset like, CancellationToken cancellationToken)
    {
        Dataset data = DuckDbTable.Reads(path)
            ? DuckDbTable.Open(path, DuckDbTable.OptionsLike(arguments, like.Schema), cancellationToken).ToDataset(cancellationToken)
            : Dataset.FromCsv(Existing(path), OptionsLike(arguments, like.Schema), cancellationToken);
        return like.Label is { } label ? WithLabelOf(arguments, data, label) : data;
    }

    /// <summary>The parts to train on and to test on, as --test-rows or --test say, else one row in five.</summary>
    public static (Dataset Train, Dataset Test) ReadParts(Arguments arguments, CancellationToken cancellationToken)
    {
        string path = arguments.Required("data"), label = arguments.Required("label");
        string? rows = arguments.Text("test-rows");
        // Rows are counted as they stand in the file, so those without a label are left out of the parts and not before.
        Dataset all = Read(arguments, path, label, cancellationToken, allRows: rows is not null);
        if (arguments.Text("test") is { } test) return (WithLabel(all, label), ReadLike(arguments, test, all, cancellationToken));
        if (rows is null) return all.Split(0.2, arguments.Seed);
        var held = new bool[all.RowCount];
        foreach (string line in File.ReadLines(rows).Where(line => line.Length > 0))
        {
            if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int row) || row >= held.Length)
                throw new ArgumentException($"{rows}: '{line}' is no row of '{path}', which has rows 0 to {held.Length - 1}.");
            held[row] = true;
        }

        (int[] train, int[] tested) = ([.. Enumerable.Range(0, held.Length).Where(row => !held[row])], [.. Enumerable.Range(0, held.Length).Where(row => held[row])]);
        if (train.Length == 0 || tested.Length == 0) throw new ArgumentException($"{rows} names {tested.Length} of the {held.Length} rows of '{path}'; at least one has to be tested on and one to be learnt from.");
        return (WithLabel(all.Take(train), label), WithLabel(all.Take(tested), label));
    }

    // Compressed files unpack to about ten times their size.
    private static bool IsLarge(string path) => new FileInfo(Existing(path)).Length * (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? 10 : 1) > LargeFile;

    private static DataSource Open(string path, CsvOptions options, CancellationToken cancellationToken) =>
        IsLarge(path)
            ? CsvSource.Open(path, options, cancellationToken)
            : Dataset.FromCsv(path, options, cancellationToken).AsSource();

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new FileNotFoundException($"There is no file '{path}'. Give the path of a CSV, TSV, Parquet or JSON lines file.");

    private static CsvOptions OptionsLike(Arguments arguments, Schema like) => Options(arguments, like.Label?.Name) with
    {
        Types = like.Where(field => field.Role != ColumnRole.Label).ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal),
        OnBadValue = BadValueHandling.Missing,
    };

    private static CsvOptions Options(Arguments arguments, string? label) => new()
    {
        HasHeader = arguments.Text("header") != "none",
        Label = label,
        Ignore = [.. arguments.List("ignore")],
        OnDuplicateNames = DuplicateNameHandling.Number,
    };

    // Some published test parts end each label with a dot.
    private static Dataset WithLabelOf(Arguments arguments, Dataset data, Column label) => label is CategoryColumn { Levels: var levels }
        ? data.Recode(label.Name, level => levels.IndexOf(level) < 0 && levels.IndexOf(level.TrimEnd('.')) >= 0 ? level.TrimEnd('.') : level)
        : WithTask(arguments, WithLabel(data, label.Name), label.Name);

    private static Dataset WithLabel(Dataset data, string label)
    {
        if (data[label].MissingCount == 0) return data;
        if (data.RowCount > 0 && data[label].MissingCount == data.RowCount) throw new ArgumentException($"The label '{label}' is missing in all {data.RowCount} rows, so there is nothing to learn from. Give --label another column.");
        return data.Filter(row => !row.IsMissing(label));
    }

    private static Dataset WithTask(Arguments arguments, Dataset data, string label)
    {
        string? positive = arguments.Text("positive");
        switch (arguments.Text("task"))
        {
            case "binary" or "multiclass": return data.Recode(label, positive: positive);
            case "regression" when !data[label].IsNumeric:
                throw new ArgumentException($"--task regression needs a label of numbers and '{label}' is {data[label].Type}.");
            case "regression": return data.With(new NumberColumn(label, data[label].ToNumbers()));
            case null or "":
                return positive is not null || data[label] is TextColumn ? data.Recode(label, positive: positive) : data;
            case { } other: throw new ArgumentException($"--task is binary, multiclass or regression and not '{other}'.");
        }
    }
}
