using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Repetitions, order, digits and time of one column, as lines of its page.</summary>
internal static class ColumnFactRows
{
    private static readonly string[] s_days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static IEnumerable<(string Name, ReportCell Value)> Of(ColumnProfile column)
    {
        if (column.Present == 0) yield break;
        ValueRepeats repeats = column.Repeats;
        if (repeats.Uniqueness != ValueUniqueness.Repeated) yield return ("Unique", repeats.Uniqueness == ValueUniqueness.Certain ? "yes" : "probably");
        else if (repeats.Singletons > 0) yield return ("Occur once", Estimate(repeats.Singletons, repeats.SingletonsBound));
        if (column.Order is { } order and not ColumnOrder.Unordered) yield return ("Row order", Words(order));
        if (column.Imbalance is { } imbalance && repeats.Uniqueness == ValueUniqueness.Repeated) yield return ("Imbalance", imbalance);
        if (column.Gini is { } gini && !column.IsRealNumber() && repeats.Uniqueness == ValueUniqueness.Repeated) yield return ("Gini", gini);
        if (!column.IsRealNumber() && column.EvennessPValue is { } even && repeats.Uniqueness == ValueUniqueness.Repeated) yield return ("Equally frequent, p", even < 1e-4 ? "below 0.0001" : Math.Round(even, 4));
        if (column.MemoryBytes is { } memory) yield return ("Memory", ColumnWords.Bytes(memory));
        if (column.EmptyTexts > 0) yield return ("Empty", column.EmptyTexts);
        if (column.BlankTexts > 0) yield return ("Blank", column.BlankTexts);
        if (column.Type == ColumnType.Number && column.WholeShare is > 0 and var whole) yield return ("Whole", ReportCell.Percent(whole));
        if (column.RoundedShare is { } rounded) yield return ("End in 0 or 5", ReportCell.Percent(rounded));
        if (column.Granularity is not { } unit) yield break;
        yield return ("Whole in", unit == TimeGranularity.Fraction ? "parts of a second" : unit.ToString().ToLowerInvariant() + "s");
        if (column.LargestGap is { } gap)
        {
            yield return ("Largest gap", Span(gap));
            yield return ("Gap of the range", ReportCell.Percent(gap.Share));
        }
    }

    /// <summary>How wide the numbers lie, by quantiles.</summary>
    public static IEnumerable<(string Name, ReportCell Value)> Spread(ColumnProfile column)
    {
        if (column.MedianAbsoluteDeviation is { } deviation)
            yield return ("Median absolute deviation", column.MedianAbsoluteDeviationBound is > 0 and var bound ? $"{ReportNumber.Format(deviation)} ± {ReportNumber.Format(bound, digits: 2)}" : deviation);
        if (column.InterquartileRange is { } middle) yield return ("Interquartile range", middle);
        if (column.Range is { } range) yield return ("Range", range);
    }

    /// <summary>Rows by day of the week and by hour; nothing for columns without moments.</summary>
    public static IEnumerable<ReportBlock> Time(ColumnProfile column)
    {
        if (column.Present == 0 || column.Granularity is not { } unit || unit == TimeGranularity.Year) yield break;
        yield return new ReportFigure(new BarChart("Rows by day of the week", s_days, column.Weekdays.Select(count => (double)count)));
        if (unit < TimeGranularity.Day) yield return new ReportFigure(new HistogramChart("Rows by hour of the day", Enumerable.Range(0, 25).Select(hour => (double)hour), column.Hours.Select(count => (double)count)));
    }

    /// <summary>The ends of a column with their counts; null for columns without an order of values.</summary>
    public static ReportTable? Extremes(ColumnProfile column)
    {
        (string Value, long Count)[] lowest = [.. column.Lowest], highest = [.. column.Highest];
        if (column.Distinct <= 2 * ColumnProfile.MostExtremes || lowest.Length == 0 || highest.Length == 0) return null;
        return new ReportTable(
            [ReportColumn.Text("lowest"), ReportColumn.Number("rows"), ReportColumn.Text("highest"), ReportColumn.Number("their rows")],
            Enumerable.Range(0, Math.Min(lowest.Length, highest.Length)).Select(i => (ReportCell[])[ColumnWords.Value(lowest[i].Value), lowest[i].Count, ColumnWords.Value(highest[i].Value), highest[i].Count]));
    }

    /// <summary>A length of time in its largest units.</summary>
    public static string Span(TimeGap gap) => gap.MostLength == gap.Length ? Words(gap.Length) : $"{Words(gap.Length)} to {Words(gap.MostLength)}";

    private static string Words(TimeSpan length) => length switch
    {
        { TotalDays: >= 2 } => FormattableString.Invariant($"{length.TotalDays:N0} days"),
        { TotalHours: >= 2 } => FormattableString.Invariant($"{length.TotalHours:N1} hours"),
        { TotalMinutes: >= 2 } => FormattableString.Invariant($"{length.TotalMinutes:N1} minutes"),
        _ => FormattableString.Invariant($"{length.TotalSeconds:N3} seconds"),
    };

    private static string Words(ColumnOrder order) => order switch
    {
        ColumnOrder.Increasing => "ascending",
        ColumnOrder.StrictlyIncreasing => "ascending, each above the last",
        ColumnOrder.Decreasing => "descending",
        ColumnOrder.StrictlyDecreasing => "descending, each below the last",
        _ => "all equal",
    };

    private static ReportCell Estimate(double value, double bound) => bound == 0 ? Math.Round(value) : FormattableString.Invariant($"{Math.Round(value):N0} ± {Math.Ceiling(bound):N0}");
}
