namespace Mlops.Sdk;

/// <summary>What a column's missing cells are drawn from.</summary>
/// <param name="Values">Numbers in ascending order, 0 and 1, or codes of levels.</param>
/// <param name="Cumulative">For each, the share of the weight up to and with it; the last is 1.</param>
internal sealed record DrawnValues(double[] Values, double[] Cumulative)
{
    private const int MostValues = 1024;

    /// <summary>What the cells of a column are drawn from, or null where there is nothing.</summary>
    public static DrawnValues? Of(Column column, double[]? weights)
    {
        if (column is TextColumn or TimestampColumn) return null;
        double[] cells = ColumnCells.Read(column);
        int[] rows = [.. Enumerable.Range(0, cells.Length).Where(row => !double.IsNaN(cells[row]) && weights?[row] is not 0)];
        if (rows.Length == 0) return null;
        var groups = rows.GroupBy(row => cells[row]).OrderBy(group => group.Key).Select(group => (Value: group.Key, Weight: group.Sum(row => weights?[row] ?? 1))).ToArray();
        double total = 0;
        double[] values = [.. groups.Select(group => group.Value)], cumulative = [.. groups.Select(group => total += group.Weight)];
        if (column is NumberColumn or IntegerColumn && values.Length > MostValues)
        {
            double[] all = values, reached = cumulative;
            values = [.. Enumerable.Range(0, MostValues).Select(i => all[Place(reached, (i + 0.5) / MostValues * total)])];
            (cumulative, total) = ([.. Enumerable.Range(1, MostValues).Select(i => (double)i)], MostValues);
        }

        for (int i = 0; i < cumulative.Length; i++) cumulative[i] /= total;
        cumulative[^1] = 1;
        return new DrawnValues(values, cumulative);
    }

    /// <summary>The value at a share of the weight.</summary>
    public double At(double share) => Values[Place(Cumulative, share)];

    /// <summary>Whether it can be drawn from, as one that was read from a file may not.</summary>
    public bool IsWhole(Field field)
    {
        if (Values.Length == 0 || Values.Length != Cumulative.Length || Cumulative[^1] != 1 || !Values.All(double.IsFinite)) return false;
        for (int i = 0; i < Cumulative.Length; i++)
            if (!(Cumulative[i] >= (i == 0 ? 0 : Cumulative[i - 1]))) return false;
        return field.Levels is not { } levels || Values.All(value => value >= 0 && value < levels.Count);
    }

    // The first place at which more than the share is reached.
    private static int Place(double[] cumulative, double share)
    {
        int low = 0, high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] <= share) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
