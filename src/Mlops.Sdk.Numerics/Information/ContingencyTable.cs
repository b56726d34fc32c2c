namespace Mlops.Sdk.Numerics;

/// <summary>How often each pair of categories occurs in two columns of codes; pairs with a missing code (below zero) are left out.</summary>
/// <remarks>Memory grows with the pairs that occur, not with the product of the categories. Takes linear time.</remarks>
public sealed class ContingencyTable
{
    private readonly (int Row, int Column, long Count)[] _cells;
    private readonly long[] _rows;
    private readonly long[] _columns;

    private ContingencyTable((int Row, int Column, long Count)[] cells, long[] rows, long[] columns, long total)
    {
        (_cells, _rows, _columns, Total) = (cells, rows, columns, total);
        RowCategories = rows.Length - System.MemoryExtensions.Count(rows, 0L);
        ColumnCategories = columns.Length - System.MemoryExtensions.Count(columns, 0L);
    }

    /// <summary>How many complete pairs there are.</summary>
    public long Total { get; }

    /// <summary>How many categories of the first column occur.</summary>
    public int RowCategories { get; }

    /// <summary>How many categories of the second column occur.</summary>
    public int ColumnCategories { get; }

    /// <summary>How often each category of the first column occurs in complete pairs, by code.</summary>
    public ReadOnlySpan<long> RowTotals => _rows;

    /// <summary>How often each category of the second column occurs in complete pairs, by code.</summary>
    public ReadOnlySpan<long> ColumnTotals => _columns;

    internal ReadOnlySpan<(int Row, int Column, long Count)> Cells => _cells;

    /// <summary>The table of two columns of codes.</summary>
    /// <param name="rows">The codes of the first column, counted from zero; below zero is missing.</param>
    /// <param name="columns">The codes of the second column, as many.</param>
    public static ContingencyTable Of(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        if (rows.Length != columns.Length)
            throw new ArgumentException($"Pairs need as many codes on each side; there are {rows.Length} and {columns.Length}.", nameof(columns));
        int rowCodes = Codes.Bound(rows), columnCodes = Codes.Bound(columns);
        // Sums run in the order of the codes, so that they do not depend on how the pairs were found.
        (int Row, int Column, long Count)[] cells = (long)rowCodes * columnCodes <= Math.Max(4096, 4L * rows.Length)
            ? ContingencyCells.ByGrid(rows, columns, rowCodes, columnCodes)
            : ContingencyCells.BySorting(rows, columns, rowCodes, columnCodes);
        long[] rowTotals = new long[rowCodes], columnTotals = new long[columnCodes];
        long total = 0;
        foreach ((int row, int column, long count) in cells)
        {
            rowTotals[row] += count;
            columnTotals[column] += count;
            total += count;
        }

        return new(cells, rowTotals, columnTotals, total);
    }

    /// <summary>Pearson's chi-square test of independence, without continuity correction: NaN for no pairs, statistic 0 and p 1 when a side has one category.</summary>
    public TestResult ChiSquare()
    {
        if (Total == 0)
            return TestResult.NotPossible;
        double degrees = (RowCategories - 1.0) * (ColumnCategories - 1);
        double statistic = ChiSquareStatistic();
        return degrees == 0 ? new(0, 1) : new(statistic, ChiSquared.Survival(statistic, degrees));
    }

    /// <summary>Cramér's V, between 0 and 1; NaN for no pairs or when a side has one category.</summary>
    /// <param name="biasCorrected">Whether to subtract what independence alone would give (Bergsma 2013).</param>
    public double CramersV(bool biasCorrected = true)
    {
        double n = Total, r = RowCategories, c = ColumnCategories;
        if (r < 2 || c < 2)
            return double.NaN;
        double phi2 = ChiSquareStatistic() / n;
        if (!biasCorrected)
            return Math.Min(1, Math.Sqrt(phi2 / (Math.Min(r, c) - 1)));
        phi2 = Math.Max(0, phi2 - (r - 1) * (c - 1) / (n - 1));
        double rows = r - (r - 1) * (r - 1) / (n - 1), columns = c - (c - 1) * (c - 1) / (n - 1), least = Math.Min(rows, columns) - 1;
        return phi2 == 0 || least <= 0 ? 0 : Math.Min(1, Math.Sqrt(phi2 / least));
    }

    /// <summary>Theil's U, the uncertainty coefficient: the share of the entropy of one column that the other one removes, 0 to 1 (plug-in estimate). NaN for no pairs or when that column has one category.</summary>
    /// <param name="ofColumns">False: the uncertainty about the first column that the second removes; true: about the second that the first removes.</param>
    public double TheilsU(bool ofColumns = false)
    {
        if ((ofColumns ? ColumnCategories : RowCategories) < 2)
            return double.NaN;
        return Math.Min(1, MutualInformation.OfTable(this) / Entropy.OfCounts(ofColumns ? _columns : _rows));
    }

    /// <summary>Mutual information as a share of the most that it could be, the lesser of the two entropies: 1 when one column determines the other. NaN for no pairs or when a side has one category.</summary>
    /// <param name="millerMadow">Whether the information is corrected for its first-order bias; the entropies are not.</param>
    public double NormalizedInformation(bool millerMadow = false)
    {
        if (RowCategories < 2 || ColumnCategories < 2)
            return double.NaN;
        return Math.Min(1, MutualInformation.OfTable(this, millerMadow) / Math.Min(Entropy.OfCounts(_rows), Entropy.OfCounts(_columns)));
    }

    internal double ChiSquareStatistic()
    {
        if (RowCategories < 2 || ColumnCategories < 2)
            return 0;
        double statistic = 0, expectedSeen = 0;
        foreach ((int row, int column, long count) in _cells)
        {
            double expected = (double)_rows[row] * _columns[column] / Total;
            statistic += (count - expected) * (count - expected) / expected;
            expectedSeen += expected;
        }

        // An empty cell adds its expectation.
        return statistic + Math.Max(0, Total - expectedSeen);
    }
}
