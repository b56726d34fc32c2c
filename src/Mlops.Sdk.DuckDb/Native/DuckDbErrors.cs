using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Turns what DuckDB says into failures of the SDK: the place, the cause, the remedy.</summary>
internal static class DuckDbErrors
{
    private static readonly (string Start, string Code, string Remedy)[] s_kinds =
    [
        ("IO Error: No files found", "MLO1600", "Give the path of a file, or a pattern such as 'data/*.parquet' that matches one."),
        ("Missing Extension", "MLO1605", "Extensions are neither downloaded nor loaded: copy the file to this machine, or convert it to Parquet, CSV or JSON lines first."),
        ("Permission Error", "MLO1605", "DuckDbOptions.OnlyNamedFiles lets the query read the files that it is given by name and nothing else. Add the file to them."),
        ("Out of Memory Error", "MLO1604", "Raise DuckDbOptions.MemoryLimit, lower MaxThreads, or give a TempFolder with room on its disk."),
        ("Parser Error", "MLO1602", "Correct the SQL: it is one SELECT in DuckDB's dialect."),
        ("Binder Error", "MLO1602", "Correct the name or the types; where files of one pattern differ in their columns, set DuckDbOptions.UnionByName = true."),
        ("Catalog Error", "MLO1602", "Correct the name; files and tables are known by the names that were given with them."),
        ("Conversion Error", "MLO1603", "Declare another type in DuckDbOptions.Types, or set OnBadValue = BadValueHandling.Missing."),
        ("Out of Range Error", "MLO1603", "Declare another type in DuckDbOptions.Types, or set OnBadValue = BadValueHandling.Missing."),
        ("Mismatch Type Error", "MLO1603", "Declare another type in DuckDbOptions.Types, or cast in the query."),
        ("IO Error", "MLO1601", "Check that the file is whole, that it is what its name says, and that this process may read it."),
        ("Invalid Error", "MLO1601", "Check that the file is whole, that it is what its name says, and that this process may read it."),
    ];

    /// <param name="place">What was being read or done, as the beginning of a sentence.</param>
    /// <param name="message">DuckDB's message.</param>
    /// <param name="cancellationToken">The token that may have interrupted the query.</param>
    public static Exception Create(string place, string? message, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return new OperationCanceledException(cancellationToken);
        message ??= "no reason was given";
        (string code, string remedy) = Classify(message);
        return new MlopsException(code, $"{place}: {Shorten(message)} {remedy}");
    }

    public static MlopsException NoLibrary(Exception cause) => new("MLO1607",
        $"DuckDB's native library cannot be loaded on this machine ({System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}): {cause.Message} It comes with the package for win-x64, win-arm64, linux-x64, linux-arm64 (glibc) and macOS; publish for one of them.", cause);

    private static (string Code, string Remedy) Classify(string message)
    {
        if (message.Contains("union_by_name", StringComparison.OrdinalIgnoreCase) || message.Contains("schema mismatch", StringComparison.OrdinalIgnoreCase))
            return ("MLO1606", "The files differ in their columns: set DuckDbOptions.UnionByName = true, or read them apart.");
        foreach ((string start, string code, string remedy) in s_kinds)
            if (message.StartsWith(start, StringComparison.Ordinal)) return (code, remedy);
        bool malformed = message.Contains("magic bytes", StringComparison.Ordinal) || message.Contains("Parquet", StringComparison.OrdinalIgnoreCase) || message.Contains("JSON", StringComparison.Ordinal) || message.Contains("CSV", StringComparison.Ordinal);
        return malformed ? ("MLO1601", "Check that the file is whole and what its name says.") : ("MLO1603", "Correct the value or the query, or declare another type in DuckDbOptions.Types.");
    }

    // The message without the echo of the statement, which holds nothing that the caller wrote, on one line.
    private static string Shorten(string message)
    {
        int echo = message.IndexOf("\nLINE ", StringComparison.Ordinal);
        if (echo > 0) message = message[..echo];
        message = string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        int install = message.IndexOf("Please try installing", StringComparison.Ordinal);
        if (install > 0) message = message[..install].TrimEnd();
        if (message.Length > 600) message = string.Create(CultureInfo.InvariantCulture, $"{message.AsSpan(0, 600)}...");
        return message.EndsWith('.') || message.EndsWith('!') ? message : message + ".";
    }
}
