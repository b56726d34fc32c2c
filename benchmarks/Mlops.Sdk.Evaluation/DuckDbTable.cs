namespace Mlops.Sdk.Evaluation;

/// <summary>Tables that are not one CSV file: Parquet, JSON, and patterns of files.</summary>
internal static class DuckDbTable
{
    private enum Kind
    {
        None,
        Parquet,
        Json,
        Csv,
    }

    public static bool Reads(string path) => KindOf(path) != Kind.None;

    public static DuckDbSource Open(string path, DuckDbOptions options, CancellationToken cancellationToken) => KindOf(path) switch
    {
        Kind.Parquet => DuckDbSource.FromParquet(path, options, cancellationToken),
        Kind.Json => DuckDbSource.FromJsonLines(path, options, cancellationToken),
        _ => DuckDbSource.FromCsv(path, options, cancellationToken),
    };

    public static DuckDbOptions Options(Arguments arguments, string? label) => new()
    {
        HasHeader = arguments.Text("header") != "none",
        Label = label,
        Ignore = [.. arguments.List("ignore")],
        OnBadValue = BadValueHandling.Missing,
    };

    /// <summary>The options of a table that has the types and roles of another.</summary>
    public static DuckDbOptions OptionsLike(Arguments arguments, Schema like) => Options(arguments, like.Label?.Name) with
    {
        Types = like.Where(field => field.Role != ColumnRole.Label).ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal),
    };

    private static Kind KindOf(string path)
    {
        string name = path;
        foreach (string packed in (string[])[".gz", ".zst"])
            if (name.EndsWith(packed, StringComparison.OrdinalIgnoreCase)) name = name[..^packed.Length];
        bool isPattern = !File.Exists(path) && path.AsSpan().ContainsAny('*', '?', '[');
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".parquet" or ".pq" or ".parq" => Kind.Parquet,
            ".json" or ".jsonl" or ".ndjson" => Kind.Json,
            _ => isPattern ? Kind.Csv : Kind.None,
        };
    }
}
