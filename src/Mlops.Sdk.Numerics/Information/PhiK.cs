namespace Mlops.Sdk.Numerics;

/// <summary>The correlation phi_k: the correlation of the bivariate normal distribution that, cut into as many rows and columns, would give the chi-square of a table (Baak and others 2020, arXiv:1811.11440, section 4).</summary>
/// <remarks>
/// From 0 to 1, for numbers (cut into bins of equal width) and categories alike. Chi-square is Pearson's, without the continuity correction that the authors' program applies to tables of two by two; what chance alone
/// would give, (rows - 1)(columns - 1), is subtracted as there. The normal distribution is cut uniformly between -5 and 5. Within 1e-7 of the exact solution.
/// </remarks>
public static class PhiK
{
    /// <summary>With more categories than this on a side there is no phi_k.</summary>
    public const int MostCategories = 100;

    /// <summary>The phi_k of two columns of codes.</summary>
    /// <param name="x">The codes of one column; below zero is missing.</param>
    /// <param name="y">The codes of the other column, as many.</param>
    public static double OfCodes(ReadOnlySpan<int> x, ReadOnlySpan<int> y) => OfTable(ContingencyTable.Of(x, y));

    /// <summary>The phi_k of a contingency table; NaN when a side has one category or more than <see cref="MostCategories"/>.</summary>
    /// <param name="table">The table.</param>
    /// <param name="noiseCorrection">Whether to subtract what chance alone would give.</param>
    public static double OfTable(ContingencyTable table, bool noiseCorrection = true)
    {
        ArgumentNullException.ThrowIfNull(table);
        int rows = table.RowCategories, columns = table.ColumnCategories;
        if (Math.Min(rows, columns) < 2 || Math.Max(rows, columns) > MostCategories) return double.NaN;
        double chi2 = table.ChiSquareStatistic(), most = (double)table.Total * (Math.Min(rows, columns) - 1), pedestal = noiseCorrection ? (rows - 1.0) * (columns - 1) : 0;
        if (chi2 <= pedestal) return 0;

        // A table at the most may miss it by rounding.
        if (chi2 >= most * (1 - 1e-14)) return 1;
        return BinnedNormal.Of(rows, columns).CorrelationAt((chi2 - pedestal) / (most - pedestal));
    }
}
