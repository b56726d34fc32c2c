using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Writes a source as a Parquet file that takes the place of an older one only when it is whole.</summary>
internal static class ParquetWriter
{
    public static void Write(DataSource source, string path, ParquetOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (source.Schema.Count == 0) throw new ArgumentException("The data has no column, and a Parquet file has at least one. Add a column first.", nameof(source));
        string target = Path.GetFullPath(SqlText.Checked(path)), place = $"'{path}'";
        if (Path.GetDirectoryName(target) is { } folder) Directory.CreateDirectory(folder);
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            var settings = new DuckDbOptions();
            using (DuckDbEngine engine = DuckDbEngine.Open(settings, 1))
            using (DuckDbSession session = engine.Connect())
            {
                session.Register("rows", new ManagedTable(source, options.Nanoseconds switch { true => TimestampForm.Nanoseconds, false => TimestampForm.Micros, _ => TimestampForm.ExactMicros }, cancellationToken));
                session.Execute(Sql(source.Schema, temporary, options), place, cancellationToken);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Whether some moment has a digit that microseconds lose, and all fit into nanoseconds.</summary>
    public static bool NeedsNanoseconds(Dataset data)
    {
        TimestampColumn[] moments = [.. data.Columns.OfType<TimestampColumn>()];
        return Array.Exists(moments, column => Enumerable.Range(0, column.Length).Any(row => column.Ticks[row] % 10 != 0)) && Array.TrueForAll(moments, TableVector.FitNanoseconds);
    }

    private static string Sql(Schema schema, string path, ParquetOptions options)
    {
        string codec = options.Compression switch { ParquetCompression.Zstandard => "zstd", ParquetCompression.Snappy => "snappy", ParquetCompression.Gzip => "gzip", _ => "uncompressed" };
        string stored = options.StoreSchema ? $", KV_METADATA {{{SqlText.Identifier(StoredSchema.Key)}: {SqlText.Literal(StoredSchema.Write(schema))}}}" : "";
        return $"COPY rows TO {SqlText.Literal(path)} (FORMAT parquet, COMPRESSION {codec}, ROW_GROUP_SIZE {options.RowGroupRows.ToString(CultureInfo.InvariantCulture)}{stored})";
    }
}
