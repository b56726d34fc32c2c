namespace Mlops.Sdk;

/// <summary>Which rows belong together by the column with the group role.</summary>
internal static class RowGroups
{
    /// <summary>The group of every row, counted from 0 in the order in which they occur; a row without one is a group of its own. Null where no column has the role.</summary>
    public static int[]? Of(Dataset data)
    {
        if (data.Schema.WithRole(ColumnRole.Group).FirstOrDefault() is not { } group) return null;
        Column column = data[group.Name];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int next = 0;
        var keys = new int[column.Length];
        for (int row = 0; row < keys.Length; row++)
        {
            if (column.IsMissing(row)) keys[row] = next++;
            else if (!seen.TryGetValue(column.GetText(row), out keys[row])) seen.Add(column.GetText(row), keys[row] = next++);
        }

        return keys;
    }
}
