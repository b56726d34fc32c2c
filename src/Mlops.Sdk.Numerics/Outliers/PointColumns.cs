namespace Mlops.Sdk.Numerics;

/// <summary>Points that lie column by column, and the way to rows.</summary>
internal static class PointColumns
{
    /// <summary>After how many points a pass on one thread looks whether it is cancelled.</summary>
    public const int RowsPerCheck = 1024;

    /// <summary>The length that all columns share.</summary>
    public static int RequireRows(ReadOnlyMemory<double>[] columns)
    {
        if (columns.Length == 0) throw new ArgumentException("Points need at least one coordinate.", nameof(columns));
        int rows = columns[0].Length;
        foreach (ReadOnlyMemory<double> column in columns)
            if (column.Length != rows) throw new ArgumentException($"Columns have {rows} and {column.Length} rows; all have as many.", nameof(columns));
        return rows;
    }

    /// <summary>Calls a piece of work for each block of rows, on many threads: with the place of the block, its first row and the number of its rows.</summary>
    public static void EachBlock(int rows, ParallelOptions parallel, Action<int, int, int> work) =>
        Parallel.For(0, Blocks(rows), parallel, block => work(block, block * RowsPerCheck, Math.Min(RowsPerCheck, rows - (block * RowsPerCheck))));

    /// <summary>How many blocks there are.</summary>
    public static int Blocks(int rows) => (rows + RowsPerCheck - 1) / RowsPerCheck;

    /// <summary>Writes a run of points row after row.</summary>
    public static void ToRows(ReadOnlyMemory<double>[] columns, int start, int count, Span<double> rows)
    {
        int width = columns.Length;
        for (int c = 0; c < width; c++)
        {
            ReadOnlySpan<double> column = columns[c].Span.Slice(start, count);
            for (int row = 0, at = c; row < column.Length; row++, at += width) rows[at] = column[row];
        }
    }

    /// <summary>All points row after row.</summary>
    public static double[] ToRows(ReadOnlyMemory<double>[] columns)
    {
        int count = RequireRows(columns);
        double[] rows = new double[(long)count * columns.Length];
        for (int start = 0; start < count; start += 1024)
        {
            int length = Math.Min(1024, count - start);
            ToRows(columns, start, length, rows.AsSpan(start * columns.Length, length * columns.Length));
        }

        return rows;
    }
}
