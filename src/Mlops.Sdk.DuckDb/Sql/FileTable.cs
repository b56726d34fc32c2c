using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Files of one format as a table of DuckDB's.</summary>
internal sealed class FileTable(InputFormat format, ImmutableArray<string> files, DuckDbOptions options)
{
    private string _types = "";

    public InputFormat Format => format;

    public ImmutableArray<string> Files => files;

    /// <summary>The call that reads all files.</summary>
    public string Sql() => Sql(files);

    /// <summary>The call that reads some of the files.</summary>
    public string Sql(ImmutableArray<string> chosen)
    {
        string list = SqlText.Literals(chosen.Select(FileList.Escape));
        string common = (options.UnionByName ? ", union_by_name = true" : "") + (options.HivePartitions is { } hive ? $", hive_partitioning = {(hive ? "true" : "false")}" : "");
        return format switch
        {
            InputFormat.Parquet => $"read_parquet({list}{common})",
            InputFormat.Json => $"read_json({list}, format = 'auto', sample_size = {Sample()}, maximum_object_size = {(1 << 28).ToString(CultureInfo.InvariantCulture)}{common})",
            _ => $"read_csv({list}, allow_quoted_nulls = false, nullstr = {SqlText.Literals(options.NullSpellings)}, sample_size = {Sample()}{Dialect()}{_types}{common})",
        };
    }

    private string Sample() => (options.SampleRows ?? -1).ToString(CultureInfo.InvariantCulture);

    private string Dialect() =>
        (options.Delimiter is { } delimiter ? $", delim = {SqlText.Literal(delimiter.ToString())}" : "") +
        (options.HasHeader is { } header ? $", header = {(header ? "true" : "false")}" : "");

    /// <summary>Tells the reader of CSV which columns have declared types: what it took for a number would have lost its leading zeros. True if that changes anything.</summary>
    public bool Declare(IEnumerable<string> names)
    {
        if (format != InputFormat.Csv) return false;
        string[] declared = [.. names.Where(name => options.Types.ContainsKey(name) || options.Schema?.Contains(name) == true).Select(name => $"{SqlText.Literal(name)}: 'VARCHAR'")];
        if (declared.Length > 0) _types = $", types = {{{string.Join(", ", declared)}}}";
        return declared.Length > 0;
    }
}
