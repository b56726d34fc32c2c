namespace Mlops.Sdk;

/// <summary>The cells of columns of any type but text as numbers, and back.</summary>
internal static class ColumnCells
{
    /// <summary>Numbers, ticks, 0 and 1, or codes of levels; NaN where missing or infinite.</summary>
    public static double[] Read(Column column)
    {
        var cells = new double[column.Length];
        switch (column)
        {
            case CategoryColumn categories:
                for (int row = 0; row < cells.Length; row++) cells[row] = categories.Codes[row] < 0 ? double.NaN : categories.Codes[row];
                break;
            case TimestampColumn moments:
                for (int row = 0; row < cells.Length; row++) cells[row] = moments.IsMissing(row) ? double.NaN : moments.Ticks[row];
                break;
            default:
                column.CopyNumbers(0, cells);
                foreach (ref double cell in cells.AsSpan()) cell = double.IsFinite(cell) ? cell : double.NaN;
                break;
        }

        return cells;
    }

    /// <summary>The rows to fill: NaN in numbers, whatever the column says of it, and missing rows elsewhere.</summary>
    public static int[] MissingRows(Column column)
    {
        var rows = new List<int>();
        if (column is NumberColumn numbers)
        {
            ReadOnlySpan<double> values = numbers.Values;
            for (int row = 0; row < values.Length; row++)
                if (double.IsNaN(values[row])) rows.Add(row);
        }
        else
        {
            for (int row = 0; row < column.Length; row++)
                if (column.IsMissing(row)) rows.Add(row);
        }

        return [.. rows];
    }

    /// <summary>A column that has no missing row, with other cells in some rows; integers are rounded.</summary>
    public static Column Write(Column filled, ReadOnlySpan<int> rows, ReadOnlySpan<double> cells) => filled switch
    {
        NumberColumn numbers => new NumberColumn(filled.Name, Put(numbers.Values, rows, cells, cell => cell)),
        IntegerColumn integers => new IntegerColumn(filled.Name, Put(integers.Values, rows, cells, cell => (long)Math.Round(cell))),
        FlagColumn flags => new FlagColumn(filled.Name, Put(flags.Values, rows, cells, cell => cell >= 0.5)),
        CategoryColumn categories => new CategoryColumn(filled.Name, Put(categories.Codes, rows, cells, cell => (int)cell), categories.Levels),
        _ => throw new NotSupportedException($"Column '{filled.Name}' is {filled.Type}, whose cells are no numbers."),
    };

    private static T[] Put<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows, ReadOnlySpan<double> cells, Func<double, T> convert)
    {
        T[] put = values.ToArray();
        for (int i = 0; i < rows.Length; i++)
            if (!double.IsNaN(cells[i])) put[rows[i]] = convert(cells[i]);
        return put;
    }
}
