namespace Mlops.Sdk;

/// <summary>A metric as a line through the band of what was usual.</summary>
internal static class HistoryCharts
{
    private const int MostPeriods = 180;

    public static LineChart Draw(SeriesJudgement one)
    {
        int first = Math.Max(0, one.Series.Values.Length - MostPeriods), count = one.Series.Values.Length - first;
        double[] x = [.. Enumerable.Range(first, count).Select(i => (double)one.Series.Periods[i].Ticks)], y = [.. Enumerable.Range(first, count).Select(i => one.Series.Values[i])];
        int[] marked = [.. Enumerable.Range(first, count).Where(i => one.IsAnomalous[i])];
        string name = one.Series.Column is { } column ? $"{one.Series.Metric} of {ColumnWords.Short(column)}" : one.Series.Metric;
        return new LineChart(name, x, y)
        {
            XFormat = ReportNumberFormat.Moment,
            Format = AnomalyFindings.FormatOf(one.Series.Metric),
            Band = new ChartBand("usual", x, Enumerable.Range(first, count).Select(i => one.Usual[i]?.Low ?? double.NaN), Enumerable.Range(first, count).Select(i => one.Usual[i]?.High ?? double.NaN)),
            Marks = new PointSeries("anomalous", marked.Select(i => (double)one.Series.Periods[i].Ticks), marked.Select(i => one.Series.Values[i])),
            Note = first > 0 ? FormattableString.Invariant($"The last {count:N0} periods.") : null,
        };
    }
}
