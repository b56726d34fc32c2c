namespace Mlops.Sdk;

/// <summary>The level of every row by which fences differ.</summary>
internal static class GroupPlaces
{
    /// <summary>The place of each row's level among some; -1 for another one or a missing one. Null where there are no groups.</summary>
    public static int[]? Of(Dataset data, OutlierState state)
    {
        if (state.GroupBy is null || state.Levels.Length == 0) return null;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < state.Levels.Length; i++) places.TryAdd(state.Levels[i], i);
        return Of(data[state.GroupBy], level => places.GetValueOrDefault(level, -1));
    }

    /// <summary>All levels of a column in the order in which they occur, and the place of each row's.</summary>
    public static (string[] Levels, int[] Places) All(Column column)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] rows = Of(column, level =>
        {
            if (!places.TryGetValue(level, out int place)) places.Add(level, place = places.Count);
            return place;
        });
        return ([.. places.OrderBy(pair => pair.Value).Select(pair => pair.Key)], rows);
    }

    private static int[] Of(Column column, Func<string, int> placeOf)
    {
        var rows = new int[column.Length];
        if (column is CategoryColumn categories)
        {
            // Each level is looked up when it first occurs.
            var places = new int?[categories.Levels.Count];
            for (int row = 0; row < rows.Length; row++) rows[row] = categories.Codes[row] is var code and >= 0 ? places[code] ??= placeOf(categories.Levels[code]) : -1;
            return rows;
        }

        for (int row = 0; row < rows.Length; row++) rows[row] = column.IsMissing(row) ? -1 : placeOf(column.GetText(row));
        return rows;
    }
}
