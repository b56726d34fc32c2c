namespace Mlops.Sdk.Extensibility;

/// <summary>Makes columns of strings of no declared type, for authors of readers.</summary>
public static class StringColumns
{
    /// <summary>More different values than this are text whatever the number of rows; a reader may stop counting here.</summary>
    public const int MaxLevels = TextOrCategory.MaxLevels;

    /// <summary>A value with more UTF-16 characters than this makes the column text.</summary>
    public const int MaxLevelLength = TextOrCategory.MaxLength;

    /// <summary>Whether strings are a category or text: a category has two values or fewer, or two rows for each value on average, and keeps to both limits.</summary>
    /// <param name="present">Rows that are not missing.</param>
    /// <param name="distinct">Different values among them.</param>
    /// <param name="longest">The UTF-16 characters of the longest value.</param>
    public static ColumnType Choose(long present, long distinct, int longest) => TextOrCategory.Choose(present, distinct, longest);

    /// <summary>A category column where values repeat (two values or fewer, or two rows for each value on average), a text column otherwise: the same answer as from every reader of the SDK. Null is missing.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="values">The values, enumerated once.</param>
    public static Column Create(string name, IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var builder = new ColumnBuilder(name);
        foreach (string? value in values)
        {
            if (value is null) builder.AppendMissing();
            else builder.Append(value);
        }

        return builder.Build();
    }
}
