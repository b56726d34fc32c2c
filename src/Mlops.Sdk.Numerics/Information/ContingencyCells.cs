using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>The pairs of codes that occur and how often, in the order of the codes.</summary>
internal static class ContingencyCells
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Row, int Column, long Count)[] ByGrid(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, int rowCodes, int columnCodes)
    {
        // Two grids by turns: adding twice to one place would wait for the first to be written.
        int size = rowCodes * columnCodes;
        int[] rented = ArrayPool<int>.Shared.Rent(2 * size);
        Span<int> grid = rented.AsSpan(0, size), other = rented.AsSpan(size, size);
        rented.AsSpan(0, 2 * size).Clear();
        ref int even = ref MemoryMarshal.GetReference(grid), odd = ref MemoryMarshal.GetReference(other);
        int i = 0;
        for (; i + 1 < rows.Length && i + 1 < columns.Length; i += 2)
        {
            // Codes are below the bounds that were taken of them, and those below zero are left out.
            if ((rows[i] | columns[i]) >= 0) Unsafe.Add(ref even, (rows[i] * columnCodes) + columns[i])++;
            if ((rows[i + 1] | columns[i + 1]) >= 0) Unsafe.Add(ref odd, (rows[i + 1] * columnCodes) + columns[i + 1])++;
        }

        if (i < rows.Length && (rows[i] | columns[i]) >= 0) grid[(rows[i] * columnCodes) + columns[i]]++;
        TensorPrimitives.Add(grid, other, grid);
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
