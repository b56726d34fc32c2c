using System.Globalization;

namespace Mlops.Sdk;

public sealed partial class Dataset
{
    /// <summary>The dataset with a column <c>NAME_lagN</c> that holds the value of an earlier row: within the group where a column has the group role, in the order of the time column where one has the time role, else in the order of the rows.</summary>
    /// <remarks>The new column is aligned with the rows as they are. A row looks only at rows before it; the first rows of a group, and rows without a group, are missing. O(rows log rows).</remarks>
    /// <param name="column">The column to look at.</param>
    /// <param name="periods">How many rows back, at least 1.</param>
    /// <exception cref="MlopsException">MLO1020, MLO1021: a row has no time, or the time column has no order.</exception>
    public Dataset Lag(string column, int periods = 1)
    {
        Column source = this[column];
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        var from = new int[RowCount];
        Array.Fill(from, -1);
        foreach (List<int> rows in Histories())
            for (int i = periods; i < rows.Count; i++) from[rows[i]] = rows[i - periods];
        return With(ColumnGather.TakeOrMissing(source, from).WithName(string.Create(CultureInfo.InvariantCulture, $"{column}_lag{periods}")));
    }

    /// <summary>The dataset with the missing rows of a column filled by the last value before them: within the group where a column has the group role, in the order of the time column where one has the time role, else in the order of the rows.</summary>
    /// <remarks>Rows before the first value of their group, and missing rows without a group, stay missing. O(rows log rows).</remarks>
    /// <param name="column">The column to fill.</param>
    /// <exception cref="MlopsException">MLO1020, MLO1021: a row has no time, or the time column has no order.</exception>
    public Dataset ForwardFill(string column)
    {
        Column source = this[column];
        int[] from = [.. Enumerable.Range(0, RowCount)];
        foreach (List<int> rows in Histories())
        {
            int last = -1;
            foreach (int row in rows)
            {
                if (!source.IsMissing(row)) last = row;
                from[row] = last;
            }
        }

        return With(ColumnGather.TakeOrMissing(source, from));
    }

    // Rows of each group in time; rows without a group are in none.
    private List<List<int>> Histories()
    {
        int[] order = TimeOrder.Rows(this);
        if (ColumnWithRole(ColumnRole.Group) is not { } group) return [[.. order]];
        long[] keys = RowKeys.Of(group);
        var histories = new Dictionary<long, List<int>>();
        foreach (int row in order)
        {
            if (group.IsMissing(row)) continue;
            if (!histories.TryGetValue(keys[row], out List<int>? rows)) histories.Add(keys[row], rows = []);
            rows.Add(row);
        }

        return [.. histories.Values];
    }
}
