namespace Mlops.Sdk;

/// <summary>Sorts rows by a column.</summary>
internal static class RowOrder
{
    /// <summary>Rows in the order of their values, equal values in the order of the rows, missing last. Categories in the order of their levels, texts by their bytes, NaN after every number.</summary>
    public static int[] By(Column column, bool descending)
    {
        int[] rows = [.. Enumerable.Range(0, column.Length)];
        int[] present = [.. rows.Where(row => !column.IsMissing(row))];
        Comparison<int> compare = Comparer(column);
        int sign = descending ? -1 : 1;
        Array.Sort(present, (a, b) => compare(a, b) is var order and not 0 ? order * sign : a.CompareTo(b));
        return [.. present, .. rows.Where(column.IsMissing)];
    }

    // Arrays, not the columns' spans: a comparison is made twenty times a row, and a span out of memory is not free.
    private static Comparison<int> Comparer(Column column)
    {
        switch (column)
        {
            case NumberColumn numbers:
                double[] values = numbers.Values.ToArray();
                return (a, b) => Compare(values[a], values[b]);
            case TextColumn texts:
                return (a, b) => texts.GetUtf8(a).SequenceCompareTo(texts.GetUtf8(b));
            default:
                long[] keys = RowKeys.Of(column);
                return (a, b) => keys[a].CompareTo(keys[b]);
        }
    }

    private static int Compare(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a.CompareTo(b);
}
