namespace Mlops.Sdk;

/// <summary>Two distributions drawn over the same bins.</summary>
internal static class DifferenceCharts
{
    private const int Bins = 30, SparkBins = 10, MostBars = 12;
    private const double Tail = 0.005, LongTail = 3;

    /// <summary>Little bars of each side on the same bins; of one side alone its own.</summary>
    public static (ReportCell Before, ReportCell After) Sparks(ColumnDifference column)
    {
        if (column.Before is not { } before || column.After is not { } after)
            return (column.Before is { } old ? ColumnWords.Spark(old) : ReportCell.Empty, column.After is { } now ? ColumnWords.Spark(now) : ReportCell.Empty);
        if (Shares(before, after, SparkBins) is var (_, first, second, _)) return (ReportCell.Bars(first), ReportCell.Bars(second));
        if (column.Values.Length == 0) return (ColumnWords.Spark(before), ColumnWords.Spark(after));
        ValueDifference[] values = [.. column.Values.OrderByDescending(value => value.BeforeShare + value.AfterShare).Take(SparkBins)];
        return (ReportCell.Bars(values.Select(value => value.BeforeShare)), ReportCell.Bars(values.Select(value => value.AfterShare)));
    }

    /// <summary>Overlaid histograms of numbers and moments, paired bars of values; null where there is nothing to draw.</summary>
    public static Chart? Draw(ColumnDifference column, ProfileComparisonOptions options)
    {
        if (column.Before is not { } before || column.After is not { } after) return null;
        if (Shares(before, after, Bins) is var (edges, first, second, outside))
        {
            return new HistogramChart("Share of the rows with a value", edges, [new ChartSeries(options.BeforeName, first), new ChartSeries(options.AfterName, second)])
            {
                XFormat = before.Type == ColumnType.Timestamp ? ReportNumberFormat.Moment : ReportNumberFormat.General,
                Format = ReportNumberFormat.Percent,
                Note = outside > 0 ? $"{Extensibility.ReportNumber.Percent(outside, 2)} of the rows lie further out and are counted in the bins at the ends." : null,
            };
        }

        if (column.Values.Length == 0) return null;
        ValueDifference[] values = [.. column.Values.OrderByDescending(value => Math.Max(value.BeforeShare, value.AfterShare)).Take(MostBars)];
        return new BarChart("Share of the rows with a value", values.Select(value => value.Value), [new ChartSeries(options.BeforeName, values.Select(value => value.BeforeShare)), new ChartSeries(options.AfterName, values.Select(value => value.AfterShare))]) { Format = ReportNumberFormat.Percent };
    }

    private static (double[] Edges, double[] First, double[] Second, double Outside)? Shares(ColumnProfile before, ColumnProfile after, int bins)
    {
        if (Ranges(before) is not var (low, high, near, far) || Ranges(after) is not var (otherLow, otherHigh, otherNear, otherFar) || before.Type == ColumnType.Timestamp != (after.Type == ColumnType.Timestamp)) return null;
        (low, high, near, far) = (Math.Min(low, otherLow), Math.Max(high, otherHigh), Math.Min(near, otherNear), Math.Max(far, otherFar));

        // A few far values would press all others into one bin.
        if (far > near && high - low > LongTail * (far - near)) (low, high) = (Math.Max(low, near - ((far - near) / 10)), Math.Min(high, far + ((far - near) / 10)));
        if (!(high > low) || !double.IsFinite(high - low)) return null;
        if (before.Type == ColumnType.Integer && after.Type == ColumnType.Integer) (low, high, bins) = Whole(low, high, bins);
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + ((high - low) * i / bins))];
        double outside = Math.Max(Outside(before, low, high), Outside(after, low, high));
        return (edges, Shares(before, edges), Shares(after, edges), outside);
    }

    // Bins of equally many whole numbers each, or some stand out that do not.
    private static (double Low, double High, int Bins) Whole(double low, double high, int bins)
    {
        double first = Math.Floor(low), width = Math.Max(1, Math.Ceiling((Math.Floor(high) - first + 1) / bins));
        int needed = (int)Math.Ceiling((Math.Floor(high) - first + 1) / width);
        return (first - 0.5, first - 0.5 + (needed * width), needed);
    }

    private static (double Low, double High, double Near, double Far)? Ranges(ColumnProfile column)
    {
        if (column.Present == 0 || !(column.Type == ColumnType.Timestamp || column.IsRealNumber())) return null;
        double low = column.Type == ColumnType.Timestamp ? column.Summary.Quantile(0) : column.Summary.Numbers.Min, high = column.Type == ColumnType.Timestamp ? column.Summary.Quantile(1) : column.Summary.Numbers.Max;
        if (!double.IsFinite(low) || !double.IsFinite(high) || !column.Content.Widen(ref low, ref high)) return null;
        double near = column.Summary.Quantile(Tail), far = column.Summary.Quantile(1 - Tail);
        return !column.Content.Redactor.ShowsAll || !double.IsFinite(near) || !double.IsFinite(far) ? (low, high, low, high) : (low, high, near, far);
    }

    private static double Outside(ColumnProfile column, double low, double high) => Math.Max(0, column.Summary.Rank(Math.BitDecrement(low)) + 1 - column.Summary.Rank(high));

    private static double[] Shares(ColumnProfile column, double[] edges)
    {
        var shares = new double[edges.Length - 1];
        double below = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            double rank = i == shares.Length - 1 ? 1 : column.Summary.Rank(Math.BitDecrement(edges[i + 1]));
            shares[i] = Math.Max(0, rank - below);
            below = rank;
        }

        return shares;
    }
}
