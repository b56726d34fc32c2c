namespace Mlops.Sdk.Extensibility;

/// <summary>Makes columns of strings of no declared type, for authors of readers.</summary>
public static class StringColumns
{
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
