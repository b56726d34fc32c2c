namespace Mlops.Sdk;

/// <summary>Cuts folds in time, with a gap before the rows that judge.</summary>
internal static class TimeWindows
{
    public static List<(int[] Train, int[] Validation)> Of(Dataset data, int count, TimeFoldOptions options)
    {
        int rows = data.RowCount, blocks = count + 1;
        if (rows < blocks) throw new ArgumentException($"{count} time-ordered folds need at least {blocks} rows; the dataset has {rows}. Ask for fewer folds.", nameof(count));
        int[] order = TimeOrder.Rows(data);
        Column time = data.ColumnWithRole(ColumnRole.Time)!;
        if (options.Gap > TimeSpan.Zero && time is not TimestampColumn)
            throw new ArgumentException($"Gap is {options.Gap} and time column '{time.Name}' is {time.Type}. Use GapRows, or read the column as a timestamp.", nameof(options));
        var folds = new List<(int[], int[])>(count);
        for (int block = 1; block < blocks; block++)
        {
            int start = Start(block), end = Start(block + 1), last = start - options.GapRows;
            if (options.Gap > TimeSpan.Zero)
            {
                long until = ((TimestampColumn)time).Ticks[order[start]] - options.Gap.Ticks;
                while (last > 0 && ((TimestampColumn)time).Ticks[order[last - 1]] > until) last--;
            }

            int first = options.MostTrainRows is { } most ? Math.Max(0, last - most) : 0;
            if (last <= first) throw new ArgumentException($"The gap leaves fold {block} of {count} no row to learn from: {start} rows come before those that judge. Ask for fewer folds or a smaller gap.", nameof(options));
            folds.Add((Ascending(order.AsSpan(first, last - first)), Ascending(order.AsSpan(start, end - start))));
        }

        return folds;

        int Start(int block) => (rows / blocks * block) + Math.Min(block, rows % blocks);
    }

    private static int[] Ascending(ReadOnlySpan<int> rows)
    {
        int[] sorted = rows.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
