namespace Mlops.Sdk;

/// <summary>Which types the same column may be read as from another file.</summary>
internal static class ColumnTypes
{
    /// <summary>The type itself, and those that a reader gives the same values when there are other rows: whole numbers only, or fewer repetitions of a text.</summary>
    public static ColumnType[] AlsoReadAs(ColumnType type) => type switch
    {
        ColumnType.Number => [ColumnType.Number, ColumnType.Integer],
        ColumnType.Category or ColumnType.Text => [ColumnType.Category, ColumnType.Text],
        _ => [type],
    };
}
