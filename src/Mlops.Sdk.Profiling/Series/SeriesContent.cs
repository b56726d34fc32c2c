using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The clock, and every column in time.</summary>
internal static class SeriesContent
{
    private const int MostOpen = 4, MostColumns = 60, MostPoints = 500;

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        if (profile.Facts.Series is not { } series) return;
        ClockProfile clock = series.Profile.Clock;
        List<(string, ReportCell)> groups = clock.Groups == 0 ? [] : [("Groups", (long)clock.Groups), ("Steps without a row of the group", double.IsNaN(clock.GroupMissingShare) ? ReportCell.Empty : ReportCell.Percent(Math.Round(clock.GroupMissingShare, 5)))];
        report.DetailSection("In time").Facts([
            ("Clock", ColumnWords.Short(clock.Column)), ("Step", clock.Step), ("Steps", (long)clock.Steps), (clock.IsBinned ? "Bins with rows" : "Different moments", clock.Moments), ("Steps without a row", FormattableString.Invariant($"{clock.MissingSteps:N0} ({ReportNumber.Percent(clock.MissingShare, 3)})")),
            ("Longest gap", FormattableString.Invariant($"{clock.LongestGap:N0} steps")), ("Regular", double.IsNaN(clock.RegularShare) ? ReportCell.Empty : ReportCell.Percent(clock.RegularShare)),
            ("Rows with an earlier moment", Math.Round(clock.RepeatedRows)), .. groups]);
        report.Chart(Line("Rows at each step", [.. series.Rows.Select(count => (double)count)], series, profile, isCount: true));
        if (series.Profile.Columns.Length == 0) return;
        report.Table(
            [
                ReportColumn.Text("column"), ReportColumn.Text("is"), ReportColumn.Number("trend, in std"), ReportColumn.Text("season"), ReportColumn.Number("explains", ReportNumberFormat.Percent), ReportColumn.Number("autocorrelation at 1"),
                ReportColumn.Number("change of level, in std"), ReportColumn.Number("Dickey-Fuller p"), ReportColumn.Number("KPSS p"),
            ],
            series.Profile.Columns.Select(column => Row(column, profile.Facts.Thresholds)),
            clock.Group is null ? "Columns in time" : "Columns in time, the mean of all groups at each step",
            "Trend: from the first step to the last along the line of Theil and Sen. Dickey-Fuller (around a line): small where the series returns; KPSS (around a line, from 0.01 to 0.1): small where it does not.");
        SeriesColumn[] drawn = [.. series.Profile.Columns.OrderByDescending(Interest).Take(MostColumns)];
        foreach (SeriesColumn column in drawn.Take(MostOpen)) report.Row(Charts(column, series, profile));
        foreach (SeriesColumn column in drawn.Skip(MostOpen)) report.Add(new ReportGroup(column.Name, [new ReportRow(Charts(column, series, profile))], Words(column)));
    }

    private static ReportCell[] Row(SeriesColumn column, FindingThresholds thresholds)
    {
        SeriesSeason? season = column.Seasons.OrderByDescending(one => one.Strength).FirstOrDefault();
        return
        [
            ReportCell.Link(column.Name, column.Name), Words(column), Finite(column.TrendChange), season?.Name, season is null ? ReportCell.Empty : ReportCell.Bar(Math.Round(season.Strength, 4), season.Strength, ReportNumberFormat.Percent),
            column.Autocorrelation.Length > 1 ? Finite(column.Autocorrelation[1]) : ReportCell.Empty, column.IsStepLike && column.LevelPValue <= thresholds.TrendLevel ? Finite(column.LevelChange) : ReportCell.Empty, Finite(column.UnitRootPValue), Finite(column.StationarityPValue),
        ];
    }

    private static string Words(SeriesColumn column) => column.Stationarity switch
    {
        Stationarity.Stationary => "stationary",
        Stationarity.AroundTrend => "around a trend",
        Stationarity.Wandering => "wandering",
        Stationarity.Unclear => "not clear",
        _ => "–",
    };

    private static double Interest(SeriesColumn column) =>
        (column.Stationarity == Stationarity.Wandering ? 2 : 0) + column.Seasons.Select(season => season.Strength).DefaultIfEmpty().Max() + (double.IsFinite(column.TrendChange) ? Math.Min(2, Math.Abs(column.TrendChange)) / 2 : 0);

    private static ReportBlock[] Charts(SeriesColumn column, TableSeries series, ProfileReport profile)
    {
        List<ReportBlock> blocks = [];
        Redactor redactor = profile[column.Name].Content.Redactor;
        if (!redactor.Hides(column.Name)) blocks.Add(new ReportFigure(Line(column.Name, [.. series.Lines[column.Name]], series, profile)));
        if (column.Autocorrelation.Length > 1 && double.IsFinite(column.Autocorrelation[1])) blocks.Add(new ReportFigure(Correlogram(column)));
        return [.. blocks];
    }

    private static HistogramChart Correlogram(SeriesColumn column) => new($"Autocorrelation of {ColumnWords.Short(column.Name)}", Enumerable.Range(1, column.Autocorrelation.Length).Select(lag => lag - 0.5), column.Autocorrelation.Skip(1))
    {
        XLabel = "lag in steps",
        Note = FormattableString.Invariant($"Without memory 95 % lie between the dashed lines, within ±{column.AutocorrelationBound:0.###}."),
        References = [new("95 % without memory", column.AutocorrelationBound), new("", -column.AutocorrelationBound)],
    };

    private static LineChart Line(string title, double[] values, TableSeries series, ProfileReport profile, bool isCount = false)
    {
        ColumnProfile time = profile[series.Profile.Clock.Column];
        bool hidden = time.Content.Redactor.Hides(time.Name);
        if (!isCount && profile.Facts.Options.MinimumGroup > 1)
            for (int step = 0; step < values.Length; step++)
                if (series.Rows[step] < profile.Facts.Options.MinimumGroup) values[step] = double.NaN;
        int each = (values.Length + MostPoints - 1) / MostPoints;
        double[][] parts = [.. values.Chunk(each)];
        return new LineChart(title, parts.Select((_, part) => hidden ? (part * each) + 1 : series.Steps.Start(part * each)), parts.Select(part => part.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average()))
        {
            XFormat = !hidden && time.Type == ColumnType.Timestamp ? ReportNumberFormat.Moment : ReportNumberFormat.General,
            XLabel = hidden ? "step" : null,
            Note = each > 1 ? FormattableString.Invariant($"A point is the mean of {each:N0} steps of {series.Profile.Clock.Step}.") : null,
        };
    }

    private static ReportCell Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : ReportCell.Empty;
}
