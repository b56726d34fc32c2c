using Mlops.Sdk;

namespace FirstModel;

/// <summary>Where the rows come from: the census data, or --data FILE --label COLUMN [--test FILE].</summary>
internal static class Tables
{
    public static (string Name, Dataset Train, Dataset Test) Read(string[] args)
    {
        if (Option(args, "--data") is not { } path) return ReadCensus();
        string label = Option(args, "--label") ?? throw new ArgumentException("--data needs --label COLUMN.");
        Dataset all = Dataset.FromCsv(path, new() { Label = label });
        string name = new string([.. label.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]).Trim('-');
        if (Option(args, "--test") is { } test) return (name, all, Dataset.FromCsv(test, new() { Schema = all.Schema }));
        (Dataset train, Dataset held) = all.Split(testFraction: 0.2, seed: 42);
        return (name, train, held);
    }

    /// <summary>The same rows with the first numeric feature moved by an eighth of its range.</summary>
    public static (Dataset Data, string Column) Shift(Dataset data)
    {
        Column moved = data.Features.First(column => column is NumberColumn or IntegerColumn);
        double[] values = moved.ToNumbers().ToArray(), known = [.. values.Where(double.IsFinite)];
        double shift = (known.Max() - known.Min()) / 8;
        return (data.With(new NumberColumn(moved.Name, values.Select(value => value + shift).ToArray())), moved.Name);
    }

    private static (string Name, Dataset Train, Dataset Test) ReadCensus()
    {
        string folder = Path.Combine(FindUpwards("samples"), "data", "adult");
        CsvOptions options = new() { HasHeader = false, ColumnNames = File.ReadAllText(Path.Combine(folder, "columns.txt")).Trim().Split(','), Label = "income" };
        Dataset train = Dataset.FromCsv(Path.Combine(folder, "adult.data"), options);
        Dataset test = Dataset.FromCsv(Path.Combine(folder, "adult.test"), options).Recode("income", level => level.TrimEnd('.'));
        return ("income", train, test);
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static string FindUpwards(string folder)
    {
        string? from = AppContext.BaseDirectory;
        while (from is not null && !Directory.Exists(Path.Combine(from, folder))) from = Path.GetDirectoryName(from);
        return Path.Combine(from ?? ".", folder);
    }
}
