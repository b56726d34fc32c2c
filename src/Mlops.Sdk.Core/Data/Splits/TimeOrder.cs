namespace Mlops.Sdk;

/// <summary>The order of rows in time.</summary>
internal static class TimeOrder
{
    /// <summary>Rows by the time column, equal times in the order of the rows; in the order of the rows when no column has that role.</summary>
    /// <exception cref="MlopsException">MLO1020: a time is missing. MLO1021: the column cannot be ordered in time.</exception>
    public static int[] Rows(Dataset data)
    {
        if (data.ColumnWithRole(ColumnRole.Time) is not { } time) return [.. Enumerable.Range(0, data.RowCount)];
        if (time is not (TimestampColumn or IntegerColumn or NumberColumn))
            throw new MlopsException("MLO1021", $"Time column '{time.Name}' holds {time.Type} values, which have no order in time. Read it as a timestamp, an integer or a number, or give another column the role Time.");
        for (int row = 0; row < time.Length; row++)
        {
            if (time.IsMissing(row) || (time is NumberColumn numbers && double.IsNaN(numbers.Values[row])))
                throw new MlopsException("MLO1020", $"Row {row} has no time in column '{time.Name}', so it has no place in the order. Fill it or filter such rows out first.");
        }

        return RowOrder.By(time, false);
    }
}
