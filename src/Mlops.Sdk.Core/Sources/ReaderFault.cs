using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What a failure inside a database driver becomes.</summary>
internal static class ReaderFault
{
    /// <summary>Whether an exception comes from the driver, and not from the SDK or the machine.</summary>
    public static bool IsDriver(Exception error) => error is not (MlopsException or OperationCanceledException or OutOfMemoryException);

    /// <summary>The next row did not come.</summary>
    public static Exception Row(Exception error, long rows, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException("The query was cancelled.", error, cancellationToken)
        : new MlopsException("MLO1037", string.Create(CultureInfo.InvariantCulture, $"The reader failed after {rows} rows: {Short(error)} Run the query again when its server answers; a source of a reader itself gives its rows once."), error);

    /// <summary>The query did not begin.</summary>
    public static Exception Start(Exception error, string what, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException("The query was cancelled.", error, cancellationToken)
        : new MlopsException("MLO1038", $"{what}: {Short(error)} Correct the connection string or the command, or wait until the server answers.", error);

    /// <summary>A value of a row did not come.</summary>
    public static Exception Value(Exception error, ReaderColumn column, long row, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || error is not (InvalidCastException or OverflowException or FormatException or ArgumentException or NotSupportedException)) return Row(error, row, cancellationToken);
        return new MlopsException("MLO1031", string.Create(CultureInfo.InvariantCulture, $"Row {row}, column '{column.Column.Name}': the driver has no {column.Type.Name} for the value: {Short(error)} Convert it in the query, with CAST(... AS double precision) or CAST(... AS text), or leave the column out."), error);
    }

    private static string Short(Exception error)
    {
        string text = error.Message.ReplaceLineEndings(" ").Trim();
        if (text.Length > 300) text = string.Concat(text.AsSpan(0, 300), "...");
        return text.EndsWith('.') ? text : text + ".";
    }
}
