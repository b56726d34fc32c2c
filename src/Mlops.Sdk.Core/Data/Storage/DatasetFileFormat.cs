namespace Mlops.Sdk;

/// <summary>
/// The layout of a dataset file, little endian throughout: 64 bytes of prelude (8 of magic, format as int32, 4 unused, offset and length of the header as int64, SHA-256 of the header), then the segments,
/// each at a multiple of 64 bytes, then the header as JSON, which is the end of the file.
/// </summary>
internal static class DatasetFileFormat
{
    public const int Version = 1;
    public const int PreludeLength = 64;
    public const int Alignment = 64;
    public const int LongestHeader = 1 << 30;

    /// <summary>Names of the segments of a column.</summary>
    public const string Values = "values";
    public const string Missing = "missing";
    public const string Text = "utf8";

    /// <summary>With a line end of two characters in it, so that a transfer as text is found at once.</summary>
    public static ReadOnlySpan<byte> Magic => "MLDATA\r\n"u8;

    public static long ValueBytes(ColumnType type, long rows) => type switch
    {
        ColumnType.Flag => rows,
        ColumnType.Category => rows * 4,
        ColumnType.Text => (rows + 1) * 4,
        _ => rows * 8,
    };

    public static string NameOf(ColumnType type) => type switch
    {
        ColumnType.Number => "number",
        ColumnType.Integer => "integer",
        ColumnType.Flag => "flag",
        ColumnType.Category => "category",
        ColumnType.Text => "text",
        _ => "timestamp",
    };

    public static string NameOf(ColumnRole role) => role switch
    {
        ColumnRole.Label => "label",
        ColumnRole.Id => "id",
        ColumnRole.Weight => "weight",
        ColumnRole.Group => "group",
        ColumnRole.Time => "time",
        ColumnRole.Ignored => "ignored",
        _ => "feature",
    };

    public static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Dataset files are little endian and this processor is not.");
    }
}
