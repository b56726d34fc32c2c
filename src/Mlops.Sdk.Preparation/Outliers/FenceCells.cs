using System.Numerics.Tensors;

namespace Mlops.Sdk;

/// <summary>The cells of a column against its fences.</summary>
internal static class FenceCells
{
    /// <summary>Which rows lie outside.</summary>
    /// <param name="column">Numbers or integers.</param>
    /// <param name="fence">The fences.</param>
    /// <param name="groups">The place of each row's level; null where there are no groups.</param>
    public static bool[] IsOutside(Column column, FencedColumn fence, int[]? groups)
    {
        var outside = new bool[column.Length];
        Mark(column, fence, groups, outside);
        return outside;
    }

    /// <summary>Marks the rows that lie outside; marks that are there stay.</summary>
    public static void Mark(Column column, FencedColumn fence, int[]? groups, bool[] outside) => fence.Fences().Mark(column.ToNumbers().Span, groups, outside);

    /// <summary>How many values lie below and above.</summary>
    public static (int Below, int Above) Count(Column column, FencedColumn fence, int[]? groups) => fence.Fences().Count(column.ToNumbers().Span, groups);

    /// <summary>Every value brought to its fence; missing stays missing.</summary>
    public static Column Cap(Column column, FencedColumn fence, int[]? groups)
    {
        if (groups is not null) return Replace(column, IsOutside(column, fence, groups), groups, fence, Math.Clamp);
        (double low, double high) = fence.FenceOf(-1);
        if (column is IntegerColumn integers)
        {
            long[] whole = new long[integers.Length];
            TensorPrimitives.Clamp(integers.Values, (long)low, (long)high, whole);
            if (!integers.Missing.IsEmpty)
            {
                for (int row = 0; row < whole.Length; row++)
                    if (integers.Missing[row]) whole[row] = 0;
            }

            return new IntegerColumn(column.Name, whole, integers.Missing);
        }

        var numbers = (NumberColumn)column;
        var values = new double[numbers.Length];
        TensorPrimitives.Clamp(numbers.Values, low, high, values);
        return With(numbers, values, numbers.NanIsMissing ? default : numbers.Missing);
    }

    /// <summary>Other values in the place of those outside; NaN for missing.</summary>
    public static Column Replace(Column column, bool[] outside, int[]? groups, FencedColumn fence, Func<double, double, double, double> replacement)
    {
        ReadOnlySpan<double> from = column.ToNumbers().Span;
        var cells = new double[column.Length];
        for (int row = 0; row < cells.Length; row++)
        {
            if (!outside[row]) continue;
            (double low, double high) = fence.FenceOf(groups?[row] ?? -1);
            cells[row] = replacement(from[row], low, high);
        }

        MissingMask missing = MissingMask.Create(column.Length, row => outside[row] ? double.IsNaN(cells[row]) : column.IsMissing(row));
        if (column is IntegerColumn integers)
        {
            long[] whole = integers.Values.ToArray();
            for (int row = 0; row < whole.Length; row++)
                if (outside[row]) whole[row] = double.IsNaN(cells[row]) ? 0 : (long)Math.Round(cells[row]);
            return new IntegerColumn(column.Name, whole, missing);
        }

        double[] values = from.ToArray();
        for (int row = 0; row < values.Length; row++)
            if (outside[row]) values[row] = cells[row];
        return With((NumberColumn)column, values, missing);
    }

    private static NumberColumn With(NumberColumn column, double[] values, MissingMask missing) =>
        column.NanIsMissing ? new NumberColumn(column.Name, values) : new NumberColumn(column.Name, values, missing);
}
