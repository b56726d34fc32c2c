namespace Mlops.Sdk;

/// <summary>Decides whether strings of no declared type are categories or free text. Every reader asks here, so the same values get the same type from any source.</summary>
internal static class TextOrCategory
{
    /// <summary>More different values than this are text whatever the number of rows; a reader may stop counting here.</summary>
    public const int MaxLevels = 32_768;

    /// <summary>A value with more UTF-16 characters than this makes the column text.</summary>
    public const int MaxLength = 256;

    /// <summary>Categories repeat: two values or fewer, or at least two rows for each value on average.</summary>
    /// <param name="present">Rows that are not missing.</param>
    /// <param name="distinct">Different values among them.</param>
    /// <param name="longest">The characters of the longest value.</param>
    public static ColumnType Choose(long present, long distinct, int longest) =>
        longest <= MaxLength && distinct <= MaxLevels && (distinct <= 2 || distinct * 2 <= present) ? ColumnType.Category : ColumnType.Text;
}
