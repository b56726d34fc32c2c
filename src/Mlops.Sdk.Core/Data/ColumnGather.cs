namespace Mlops.Sdk;

/// <summary>Takes rows of a column, where a row of -1 is a missing one.</summary>
internal static class ColumnGather
{
    public static Column TakeOrMissing(Column column, ReadOnlySpan<int> rows)
    {
        // One missing row after the last gives every column type a row to point at.
        Column extended = ColumnConcat.Join(column.Name, column.Type, [column, Column.AllMissing(column.Name, column.Type, 1, (column as CategoryColumn)?.Levels)], column.Length + 1);
        int[] from = rows.ToArray();
        for (int i = 0; i < from.Length; i++)
            if (from[i] < 0) from[i] = column.Length;
        return extended.Take(from);
    }
}
