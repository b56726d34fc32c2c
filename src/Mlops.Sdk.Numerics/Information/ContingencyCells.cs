using System.Buffers;

namespace Mlops.Sdk.Numerics;

/// <summary>The pairs of codes that occur and how often, in the order of the codes.</summary>
internal static class ContingencyCells
{
    public static (int Row, int Column, long Count)[] ByGrid(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, int rowCodes, int columnCodes)
    {
        int size = rowCodes * columnCodes;
        int[] rented = ArrayPool<int>.Shared.Rent(size);
        Span<int> grid = rented.AsSpan(0, size);
        grid.Clear();
        for (int i = 0; i < rows.Length; i++)
            if ((rows[i] | columns[i]) >= 0) grid[(rows[i] * columnCodes) + columns[i]]++;
        var cells = new (int Row, int Column, long Count)[size - System.MemoryExtensions.Count(grid, 0)];
        int cell = 0;
        for (int row = 0; row < rowCodes; row++)
        {
            ReadOnlySpan<int> line = grid.Slice(row * columnCodes, columnCodes);
            for (int column = 0; column < line.Length; column++)
                if (line[column] > 0) cells[cell++] = (row, column, line[column]);
        }

        ArrayPool<int>.Shared.Return(rented);
        return cells;
    }

    // Two counting sorts, the second of which is stable: by column, then by row.
    public static (int Row, int Column, long Count)[] BySorting(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, int rowCodes, int columnCodes)
    {
        int[] byColumn = Order(columns, rows, default, columnCodes), order = Order(rows, columns, byColumn, rowCodes);
        var cells = new List<(int Row, int Column, long Count)>();
        for (int start = 0; start < order.Length;)
        {
            int row = rows[order[start]], column = columns[order[start]], end = start + 1;
            while (end < order.Length && rows[order[end]] == row && columns[order[end]] == column) end++;
            cells.Add((row, column, end - start));
            start = end;
        }

        return [.. cells];
    }

    private static int[] Order(ReadOnlySpan<int> keys, ReadOnlySpan<int> others, ReadOnlySpan<int> order, int codes)
    {
        var starts = new int[codes + 1];
        int count = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if ((keys[i] | others[i]) < 0) continue;
            starts[keys[i] + 1]++;
            count++;
        }

        for (int code = 0; code < codes; code++) starts[code + 1] += starts[code];
        var sorted = new int[count];
        for (int i = 0; i < (order.IsEmpty ? keys.Length : order.Length); i++)
        {
            int item = order.IsEmpty ? i : order[i];
            if ((keys[item] | others[item]) >= 0) sorted[starts[keys[item]]++] = item;
        }

        return sorted;
    }
}
