using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What has to be known of CSV and JSON files before DuckDB reads them.</summary>
internal static class TextFiles
{
    /// <summary>Files without a byte have no columns. Of compressed ones DuckDB passes over gzip's check sum, so that a file cut short at the end of a record, or with a changed digit, would be another table.</summary>
    /// <exception cref="MlopsException">MLO1601: all files are empty, or one is damaged.</exception>
    public static void Check(InputFormat format, ImmutableArray<string> files, DuckDbOptions options, CancellationToken cancellationToken)
    {
        if (format == InputFormat.Parquet) return;
        if (files.All(file => new FileInfo(file).Length == 0)) throw new MlopsException("MLO1601", $"'{files[0]}' is empty{(files.Length > 1 ? ", and so are the other files" : "")}: there is nothing to find columns in. Check what writes it.");
        string[] packed = [.. files.Where(file => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))];
        if (packed.Length == 0) return;
        var failures = new Exception?[packed.Length];
        Parallel.For(0, packed.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, i =>
        {
            try
            {
                GzipFile.Check(packed[i], cancellationToken);
            }
            catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                failures[i] = error;
            }
        });
        int first = Array.FindIndex(failures, failure => failure is not null);
        if (first >= 0) throw new MlopsException("MLO1601", $"'{packed[first]}' cannot be unpacked as gzip: {failures[first]!.Message} Fetch or write it again; a file that is not compressed has no name in .gz.", failures[first]!);
    }
}
