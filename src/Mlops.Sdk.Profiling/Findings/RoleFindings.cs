using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Groups, times and weights that do not do their work.</summary>
internal static class RoleFindings
{
    public static readonly FindingKind Group = new("PROF036", "group out of balance", Severity.Warning, "A group has most of the rows, or each row is a group of its own: a split by groups is lopsided or changes nothing.", "data.WithRole(name, ColumnRole.Group)", nameof(FindingThresholds.GroupShare));
    public static readonly FindingKind Time = new("PROF037", "time not usable", Severity.Warning, "The column that orders the rows in time has gaps of missing values, one value, or no order.", "data.WithRole(name, ColumnRole.Time)");
    public static readonly FindingKind Weight = new("PROF038", "weight not usable", Severity.Error, "Weights are negative, missing or infinite.", "data.WithRole(name, ColumnRole.Ignored)");
    public static readonly FindingKind Future = new("PROF039", "future timestamps", Severity.Warning, "Timestamps lie after the moment of the profile by more than a day.", "data.Filter");
    public static readonly FindingKind Stale = new("PROF040", "stale data", Severity.Info, "The newest row of the time column is old.", "new data", nameof(FindingThresholds.StaleAfter));

    public static IReadOnlyList<FindingKind> Kinds => [Group, Time, Weight, Future, Stale];

    public static IEnumerable<Finding> Of(ProfileFacts facts) => facts.Columns.Where(column => column.Present > 0).SelectMany(column => column.Role switch
    {
        ColumnRole.Group => OfGroup(column, facts),
        ColumnRole.Time => OfTime(column).Concat(OfClock(column, facts)),
        ColumnRole.Weight => OfWeight(column),
        _ => OfClock(column, facts),
    });

    private static IEnumerable<Finding> OfGroup(ColumnProfile column, ProfileFacts facts)
    {
        if (!facts.HasEnoughRows || column.Mode() is not var (value, count, share)) yield break;
        string name = column.Name;
        if (column.Distinct - column.DistinctBound >= column.Present)
            yield return Group.Tell(name, $"Each of the {column.Present:N0} rows is a group of its own in {name.Quoted()}: a split by groups is as one without.", $"If it names the row, its role is another: data.WithRole({name.Literal()}, ColumnRole.Id).", $"data.WithRole({name.Literal()}, ColumnRole.Id)", column.Distinct);
        else if (share > facts.Thresholds.GroupShare)
            yield return Group.Tell(name, $"Group {value.Quoted()} of {name.Quoted()} has {count:N0} of {column.Present:N0} rows ({Share(share)}, above {Share(facts.Thresholds.GroupShare)}): no split by groups comes near the share you ask for.", $"Choose a finer group: data.WithRole(name, ColumnRole.Group).", null, share, facts.Thresholds.GroupShare);
    }

    private static IEnumerable<Finding> OfTime(ColumnProfile column)
    {
        string name = column.Name;
        string? what = column.Missing > 0 ? FormattableString.Invariant($"is missing in {column.Missing:N0} of {column.Rows:N0} rows, which have no place in time")
            : column.Distinct <= 1 && column.Rows > 1 ? "is the same in all rows, which have no order"
            : column.Type is ColumnType.Category or ColumnType.Text or ColumnType.Flag ? $"holds {column.Type} values, which have no order in time" : null;
        if (what is not null)
            yield return Time.Tell(name, $"The time column {name.Quoted()} {what}.", $"Fill or leave out those rows, or read it as a timestamp: new CsvOptions {{ Time = {name.Literal()}, Types = … ColumnType.Timestamp }}.", null, column.Missing);
    }

    private static IEnumerable<Finding> OfWeight(ColumnProfile column)
    {
        string name = column.Name;
        if (column.Summary.NegativeCount + column.Missing + column.Infinite > 0 || !column.HasNumbers)
            yield return Weight.Tell(name, $"The weights {name.Quoted()} are below 0 in {column.Summary.NegativeCount:N0} rows, missing in {column.Missing:N0} and infinite in {column.Infinite:N0}.", $"Mend them or do without: data.WithRole({name.Literal()}, ColumnRole.Ignored).", $"data.WithRole({name.Literal()}, ColumnRole.Ignored)", column.Summary.NegativeCount + column.Missing + column.Infinite);
    }

    private static IEnumerable<Finding> OfClock(ColumnProfile column, ProfileFacts facts)
    {
        if (column.Type != ColumnType.Timestamp || column.Latest is not { } latest) yield break;
        string name = column.Name;
        double share = 1 - column.Summary.Rank(Math.Min(facts.Now.Ticks + TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks));
        if (facts.Now < DateTime.MaxValue.AddDays(-1) && latest > facts.Now.AddDays(1))
            yield return Future.Tell(name, $"{Share(Math.Max(share, 1.0 / column.Present))} of {name.Quoted()} lie after {facts.Now:yyyy-MM-dd}, up to {latest:yyyy-MM-dd}.", $"If they are no plans, the clock, the year or the order of day and month is wrong: data.Filter leaves them out, CsvOptions.TimestampFormats reads them right.", null, share, null, column.Summary.RankErrorBound());
        else if (column.Role == ColumnRole.Time && facts.Now - latest > facts.Thresholds.StaleAfter)
            yield return Stale.Tell(name, $"The newest row of {name.Quoted()} is of {latest:yyyy-MM-dd}, {(facts.Now - latest).TotalDays:N0} days before {facts.Now:yyyy-MM-dd} (above {facts.Thresholds.StaleAfter.TotalDays:N0}).", $"A model of it may not fit today: bring newer rows, and compare with DriftDetector.", null, (facts.Now - latest).TotalDays, facts.Thresholds.StaleAfter.TotalDays);
    }
}
