using System.Globalization;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>What time does to a table: gaps of the clock, and columns that do not stay what they are.</summary>
internal static class SeriesFindings
{
    public static readonly FindingKind Gaps = new("PROF080", "gaps in time", Severity.Warning, "Steps of a regular clock have no row.", "DuckDbSource.FromQuery(\"… range(…) … left join …\", tables: …)", nameof(FindingThresholds.GapShare));
    public static readonly FindingKind Irregular = new("PROF081", "irregular clock", Severity.Info, "The distances between rows are no multiples of one step: lags of rows are not lags of time.", "DuckDbSource.FromQuery(\"select time_bucket(…) … group by …\", tables: …)", nameof(FindingThresholds.RegularShare));
    public static readonly FindingKind Repeated = new("PROF082", "moments twice", Severity.Info, "Several rows have the same moment, in the same group where there are groups.", "data.WithRole(name, ColumnRole.Group)", nameof(FindingThresholds.RepeatedMoments));
    public static readonly FindingKind Moving = new("PROF083", "not stationary", Severity.Warning, "The column wanders or follows a trend: what a model learns of its level does not hold later.", "data.Split(kind: SplitKind.TimeOrdered)", nameof(FindingThresholds.TrendChange), nameof(FindingThresholds.TrendLevel), nameof(FindingThresholds.StationarityLevel));
    public static readonly FindingKind Seasonal = new("PROF084", "seasonal", Severity.Info, "The column repeats itself with a period; the level of the test holds for all columns together.", "data.Derive(name, …)", nameof(FindingThresholds.SeasonalStrength), nameof(FindingThresholds.SeasonalLevel));
    public static readonly FindingKind Level = new("PROF085", "change in level", Severity.Warning, "The level of the column changes once for good.", "data.Filter", nameof(FindingThresholds.LevelChange), nameof(FindingThresholds.TrendLevel));

    public static IReadOnlyList<FindingKind> Kinds => [Gaps, Irregular, Repeated, Moving, Seasonal, Level];

    public static IEnumerable<Finding> Of(ProfileFacts facts) => facts.Series is { } series && facts.HasEnoughRows ? OfClock(series, facts).Concat(series.Profile.Columns.SelectMany(column => OfColumn(column, series, facts))) : [];

    private static IEnumerable<Finding> OfClock(TableSeries series, ProfileFacts facts)
    {
        ClockProfile clock = series.Profile.Clock;
        FindingThresholds thresholds = facts.Thresholds;
        string name = clock.Column;
        double repeated = clock.RepeatedRows / facts.Rows;
        bool irregular = clock.RegularShare < thresholds.RegularShare;
        if (irregular)
            yield return Irregular.Tell(name, $"Only {Share(clock.RegularShare)} of the distances between neighbouring moments of {name.Quoted()} are multiples of one step (below {Share(thresholds.RegularShare)}).", $"Bring the rows to one for each step before you use data.Lag or data.ForwardFill, which count rows, as with {Irregular.Remedy}; the profile took the mean of each {clock.Step}.", Irregular.Remedy, clock.RegularShare, thresholds.RegularShare);
        else if (clock.MissingShare > thresholds.GapShare)
            yield return Gaps.Tell(name, $"{clock.MissingSteps:N0} of the {clock.Steps:N0} steps of {clock.Step} in {name.Quoted()} have no row ({Share(clock.MissingShare)}, above {Share(thresholds.GapShare)}); the longest gap has {clock.LongestGap:N0}, from {When(series.LongestGapAt, series, facts)}.", $"data.Lag and data.ForwardFill count rows and reach across it: add rows for the steps that lack one, as with {Gaps.Remedy}.", Gaps.Remedy, clock.MissingShare, thresholds.GapShare);
        else if (clock.Group is { } groups && clock.GroupMissingShare > thresholds.GapShare)
            yield return Gaps.Tell(name, $"Between the first and the last row of each of {clock.Groups:N0} groups of {groups.Quoted()}, {Share(clock.GroupMissingShare)} of the steps of {clock.Step} in {name.Quoted()} have no row of it (above {Share(thresholds.GapShare)}).", $"data.Lag and data.ForwardFill count rows and reach across: add rows for the steps that lack one, as with {Gaps.Remedy}.", Gaps.Remedy, clock.GroupMissingShare, thresholds.GapShare, related: [groups]);
        if (repeated > thresholds.RepeatedMoments)
            yield return Repeated.Tell(name, $"{clock.RepeatedRows:N0} of {facts.Rows:N0} rows have a moment in {name.Quoted()} that an earlier row {(clock.Group is { } group ? $"of the same {group.Quoted()} " : "")}has ({Share(repeated)}, above {Share(thresholds.RepeatedMoments)}).", $"If several things are observed, say which column names them, {Repeated.Remedy}; the series of the profile are means of each step.", Repeated.Remedy, repeated, thresholds.RepeatedMoments, clock.RepeatedBound / facts.Rows);
    }

    private static IEnumerable<Finding> OfColumn(SeriesColumn column, TableSeries series, ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        string name = column.Name;
        double level = thresholds.TrendLevel / series.Profile.Columns.Length;
        bool trends = column.TrendPValue <= level && Math.Abs(column.TrendChange) > thresholds.TrendChange, wanders = column.Stationarity == Stationarity.Wandering;
        bool steps = column.LevelPValue <= level && column.IsStepLike && Math.Abs(column.LevelChange) > thresholds.LevelChange;
        const string Split = "data.Split(kind: SplitKind.TimeOrdered)";
        if (steps)
            yield return Level.Tell(name, $"From {When(column.LevelStep, series, facts)} on {name.Quoted()} lies {Math.Abs(column.LevelChange):0.##} standard deviations {(column.LevelChange > 0 ? "higher" : "lower")} (above {Number(thresholds.LevelChange)}).", $"If what measures it was changed, mend what lies before or leave it out: data.Filter.", "data.Filter", column.LevelChange, thresholds.LevelChange);
        else if (wanders)
            yield return Moving.Tell(name, $"{name.Quoted()} wanders: {column.Steps:N0} steps do not return to a level or a line (Dickey-Fuller p {column.UnitRootPValue:0.###}, KPSS p {column.StationarityPValue:0.###} or less).", $"Learn from its changes, data.Lag and data.Derive, and judge a model on later rows only: {Split}.", Split, column.TrendChange, thresholds.TrendChange);
        else if (trends)
            yield return Moving.Tell(name, $"{name.Quoted()} {(column.TrendChange > 0 ? "rises" : "falls")} by {Math.Abs(column.TrendChange):0.##} standard deviations from the first step to the last (above {Number(thresholds.TrendChange)}).", $"Judge a model on later rows only: {Split}.", Split, column.TrendChange, thresholds.TrendChange);
        if (column.Seasons.OrderByDescending(season => season.Strength).FirstOrDefault() is { } strongest && strongest.Strength > thresholds.SeasonalStrength)
            yield return Seasonal.Tell(name, $"{name.Quoted()} repeats itself with a period of {strongest.Name} ({strongest.Period:N0} {(strongest.Period == 1 ? "step" : "steps")} of {series.Profile.Clock.Step}), which explains {Share(strongest.Strength)} of its variance (above {Share(thresholds.SeasonalStrength)}).", $"Give a model the place in the period, {Seasonal.Remedy}, and split at whole periods.", Seasonal.Remedy, strongest.Strength, thresholds.SeasonalStrength);
    }

    /// <summary>A step as a moment, where moments may be shown.</summary>
    private static string When(int step, TableSeries series, ProfileFacts facts)
    {
        ColumnProfile time = facts.Columns.First(column => column.Name == series.Profile.Clock.Column);
        if (time.Content.Redactor.Hides(time.Name)) return FormattableString.Invariant($"step {step + 1:N0}");
        double start = series.Steps.Start(step);
        if (time.Type != ColumnType.Timestamp) return Number(start);
        var moment = new DateTime(Math.Clamp((long)start, 0, DateTime.MaxValue.Ticks));
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
