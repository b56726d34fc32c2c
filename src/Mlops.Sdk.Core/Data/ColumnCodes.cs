using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Extensibility;

/// <summary>Columns as small whole codes, as tables of information and association take them.</summary>
public static class ColumnCodes
{
    /// <summary>The code of every row: 0 for missing, then a category's level or the bin of a number or moment among bins of equal count.</summary>
    /// <param name="column">The column.</param>
    /// <param name="bins">At most how many bins numbers and moments are cut into.</param>
    /// <returns>As many codes as rows; null for text. O(rows).</returns>
    public static int[]? Of(Column column, int bins) => column switch
    {
        CategoryColumn category => Array.ConvertAll(category.Codes.ToArray(), code => code + 1),
        TextColumn => null,
        TimestampColumn moments => Binned([.. Enumerable.Range(0, moments.Length).Select(row => moments.IsMissing(row) ? double.NaN : moments.Ticks[row])], bins),
        _ => Binned(column.ToNumbers().Span, bins),
    };

    /// <summary>The code of every number: 0 for NaN, then its bin among bins of equal count.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="bins">At most how many bins.</param>
    public static int[] Binned(ReadOnlySpan<double> values, int bins)
    {
        double[] cuts = Binning.QuantileCuts(values, bins);
        var codes = new int[values.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = double.IsNaN(values[row]) ? 0 : Binning.BinOf(values[row], cuts) + 1;
        return codes;
    }
}
