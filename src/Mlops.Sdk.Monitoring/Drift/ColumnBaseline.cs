namespace Mlops.Sdk;

/// <summary>What is kept of one column of the reference.</summary>
internal abstract record ColumnBaseline(string Name, ColumnType Type, long Rows, long Missing)
{
    public static ColumnBaseline Learn(Column column, int[]? sample, DriftOptions options)
    {
        if (column is CategoryColumn or FlagColumn)
            return LevelBaseline.Learn(column);
        if (column is TextColumn or IntegerColumn)
        {
            int limit = column is TextColumn ? options.MaxTextLevels : options.MaxIntegerLevels;
            if (LevelCounts.Of(column, limit) is { } counts)
                return new LevelBaseline(column.Name, column.Type, column.Length, column.MissingCount, counts);
            if (column is TextColumn)
                return new OpaqueBaseline(column.Name, column.Type, column.Length, column.MissingCount, limit);
        }

        return NumberBaseline.Learn(column, sample, options.Bins);
    }

    /// <summary>Compares a column, of any type, with this one.</summary>
    public abstract ColumnComparison Compare(Column current);
}
