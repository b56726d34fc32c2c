using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>Mutual information in nats, never below zero. Pairs with a missing code (below zero) or a NaN are left out; no pairs give zero.</summary>
public static class MutualInformation
{
    /// <summary>The plug-in estimate for two columns of codes.</summary>
    /// <param name="x">The codes of one column.</param>
    /// <param name="y">The codes of the other column, as many.</param>
    /// <param name="millerMadow">Whether to correct the three entropies for their first-order bias.</param>
    public static double OfCodes(ReadOnlySpan<int> x, ReadOnlySpan<int> y, bool millerMadow = false) => OfTable(ContingencyTable.Of(x, y), millerMadow);

    /// <summary>The plug-in estimate for a contingency table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="millerMadow">Whether to correct the three entropies for their first-order bias.</param>
    public static double OfTable(ContingencyTable table, bool millerMadow = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        double n = table.Total, information = 0;
        foreach ((int row, int column, long count) in table.Cells)
            information += count / n * (Math.Log(count) - Math.Log(table.RowTotals[row]) - Math.Log(table.ColumnTotals[column]) + Math.Log(n));
        if (millerMadow && n > 0)
            information += (table.RowCategories + table.ColumnCategories - table.Cells.Length - 1) / (2 * n);
        return Math.Max(0, information);
    }

    /// <summary>The estimate for a number and a code after cutting the number at its quantiles.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="codes">The codes, as many.</param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="millerMadow">Whether to correct for first-order bias.</param>
    public static double Binned(ReadOnlySpan<double> values, ReadOnlySpan<int> codes, int bins = 10, bool millerMadow = false)
    {
        Codes.RequireSameLength(codes.Length, values.Length);
        double[] cuts = Binning.QuantileCuts(values, bins);
        int[] binned = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
            binned[i] = Binning.BinOf(values[i], cuts);
        return OfCodes(binned, codes, millerMadow);
    }

    /// <summary>The nearest-neighbor estimate for a number and a code (Ross 2014), equal to scikit-learn's on numbers without ties. Takes n log n.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="codes">The codes, as many.</param>
    /// <param name="neighbors">How many neighbors, at least 1.</param>
    /// <remarks>
    /// Where scikit-learn breaks ties by random noise, neighbors are counted as they are: within a tie that spans the neighborhood the counts of the tie stand for it (Gao and others 2017).
    /// A category with a single member is left out, as there.
    /// </remarks>
    public static double NearestNeighbor(ReadOnlySpan<double> values, ReadOnlySpan<int> codes, int neighbors = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        (int[] classes, double[] sorted) = Codes.Complete(codes, values);
        int[] sizes = new int[Codes.Bound(classes)];
        foreach (int code in classes)
            sizes[code]++;
        Sorting.Ascending(sorted, classes);

        // Members of each class in ascending order, one class after the other; and all of them together.
        int kept = 0;
        double[] all = new double[sorted.Length];
        double[][] members = new double[sizes.Length][];
        int[] filled = new int[sizes.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            int code = classes[i];
            if (sizes[code] < 2)
                continue;
            all[kept++] = sorted[i];
            (members[code] ??= new double[sizes[code]])[filled[code]++] = sorted[i];
        }

        if (kept == 0)
            return 0;
        double sum = 0;
        foreach (double[]? group in members)
            sum += group is null ? 0 : ClassTerm(group, all.AsSpan(0, kept), neighbors);
        return Math.Max(0, SpecialFunctions.DiGamma(kept) + sum / kept);
    }

    private static double ClassTerm(ReadOnlySpan<double> group, ReadOnlySpan<double> all, int neighbors)
    {
        int k = Math.Min(neighbors, group.Length - 1);
        double sum = -group.Length * SpecialFunctions.DiGamma(group.Length);
        int window = 0;
        for (int i = 0; i < group.Length; i++)
        {
            // The k nearest in a sorted list are a window of k + 1 that holds i; it only moves up.
            window = Math.Max(window, i - k);
            while (window < i && window + k + 1 < group.Length && group[window + k + 1] - group[i] < group[i] - group[window])
                window++;
            double radius = Math.Max(group[i] - group[window], group[window + k] - group[i]);
            sum += SpecialFunctions.DiGamma(Within(group, group[i], radius)) - SpecialFunctions.DiGamma(Within(all, group[i], radius));
        }

        return sum;
    }

    // How many are strictly nearer than the radius, the point itself among them; at radius zero, how many share the point.
    private static int Within(ReadOnlySpan<double> sorted, double center, double radius)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            double distance = center - sorted[middle];
            if (radius > 0 ? distance >= radius : distance > 0)
                low = middle + 1;
            else
                high = middle;
        }

        int first = low;
        high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            double distance = sorted[middle] - center;
            if (radius > 0 ? distance < radius : distance <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low - first;
    }
}
