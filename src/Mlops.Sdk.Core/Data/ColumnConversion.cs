namespace Mlops.Sdk;

/// <summary>Converts a column to another type where nothing is lost.</summary>
internal static class ColumnConversion
{
    /// <summary>The converted column, or null with the reason.</summary>
    public static Column? Convert(Column column, ColumnType type, CategoryLevels? levels, out string problem)
    {
        problem = "";
        if (column is CategoryColumn categories && type == ColumnType.Category) return levels is null ? categories : categories.WithLevels(levels);
        if (column.Type == type) return column;
        if (column.MissingCount == column.Length) return Column.AllMissing(column.Name, type, column.Length, levels);
        switch (column, type)
        {
            case (IntegerColumn or FlagColumn, ColumnType.Number): return new NumberColumn(column.Name, column.ToNumbers());
            case (CategoryColumn source, ColumnType.Text): return TextColumn.FromValues(column.Name, Enumerable.Range(0, column.Length).Select(source.GetLevel));
            case (IntegerColumn, ColumnType.Text): return TextColumn.FromValues(column.Name, Texts(column));
            case (IntegerColumn, ColumnType.Category):
                CategoryColumn spelled = CategoryColumn.FromValues(column.Name, Texts(column));
                return levels is null ? spelled : spelled.WithLevels(levels);
            // A flag was perhaps yes and no, a number perhaps 1.50: their texts are not the levels that they came from.
            case (NumberColumn or FlagColumn or TimestampColumn, ColumnType.Text or ColumnType.Category):
            case (TimestampColumn, _):
            case (_, ColumnType.Timestamp) when column is not (TextColumn or CategoryColumn):
                problem = "there is no conversion that loses nothing";
                return null;
            default: return ByValue(column, type, levels, out problem);
        }
    }

    private static IEnumerable<string?> Texts(Column column) =>
        Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.GetText(row));

    private static Column? ByValue(Column column, ColumnType type, CategoryLevels? levels, out string problem)
    {
        problem = "";
        var builder = new ColumnBuilder(column.Name, type, levels);
        for (int row = 0; row < column.Length; row++)
        {
            try
            {
                ValueAppender.Append(builder, column.GetValue(row));
            }
            catch (MlopsException)
            {
                problem = $"row {row} holds {Extensibility.ErrorText.Show(column.GetValue(row))}";
                return null;
            }
        }

        return builder.Build();
    }
}
