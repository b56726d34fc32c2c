using System.Numerics.Tensors;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Columns as small codes, 0 for missing.</summary>
internal static class FeatureCodes
{
    private const int Bins = 10;

    /// <summary>The codes of a column, or null for text.</summary>
    public static int[]? Of(Column column) => ColumnCodes.Of(column, Bins);

    public static int[] OfLabel(LabelData label) => label.Task == TaskKind.Regression ? ColumnCodes.Binned(label.Values.Span, Bins) : label.Codes.ToArray();

    /// <summary>The share of the rows that the most frequent value has; missing counts as a value.</summary>
    public static double ShareOfOneValue(Column column)
    {
        if (column.Length == 0) return 1;
        if (column is CategoryColumn category) return (double)category.Codes.ToArray().CountBy(code => code).Max(pair => pair.Value) / column.Length;
        double[] values = column is TimestampColumn moments ? [.. moments.Ticks.ToArray().Select(tick => (double)tick)] : column.ToNumbers().ToArray();
        Sorting.Ascending(values);
        int longest = 0;
        for (int start = 0, row = 0; row < values.Length; row++)
        {
            if (!values[row].Equals(values[start])) start = row;
            longest = Math.Max(longest, row - start + 1);
        }

        return (double)longest / values.Length;
    }

    /// <summary>Centred and scaled to length 1, missing and infinite values at the mean, so that a dot product is a correlation; null when the column does not vary.</summary>
    public static double[]? Standardise(Column column)
    {
        double[] values = column.ToNumbers().ToArray();
        double mean = 0;
        int count = 0;
        foreach (double value in values)
            if (double.IsFinite(value)) mean += (value - mean) / ++count;
        for (int row = 0; row < values.Length; row++) values[row] = double.IsFinite(values[row]) ? values[row] - mean : 0;
        double length = OrderedSums.Norm(values);
        if (!(length > 0 && double.IsFinite(length))) return null;
        TensorPrimitives.Divide(values, length, values);
        return values;
    }
}
