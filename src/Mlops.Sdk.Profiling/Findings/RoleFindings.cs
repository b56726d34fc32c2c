using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Groups, times and weights that do not do their work.</summary>
internal static class RoleFindings
{
    public static readonly FindingKind Group = new("PROF036", "group out of balance", Severity.Warning, "A group has most of the rows, or each row is a group of its own: a split by groups is lopsided or changes nothing.", "data.WithRole(name, ColumnRole.Group)", nameof(FindingThresholds.GroupShare));
    public static readonly FindingKind Time = new("PROF037", "time not usable", Severity.Warning, "The column that orders the rows in time has gaps of missing values, one value, or no order.", "new CsvOptions { Time = name, Types = … ColumnType.Timestamp }");
    public static readonly FindingKind Weight = new("PROF038", "weight not usable", Severity.Error, "Weights are negative, missing or infinite.", "data.WithRole(name, ColumnRole.Ignored)");
    public static readonly FindingKind Future = new("PROF039", "future timestamps", Severity.Warning, "Timestamps lie after the moment of the profile.", "data.Filter(row => !(row[name] is DateTime moment && moment > …))", nameof(FindingThresholds.FutureAfter));
    public static readonly FindingKind Stale = new("PROF040", "stale data", Severity.Info, "The newest row of the time column is old.", "rules.Add(Rule.IsFresh(name, maxAge))", nameof(FindingThresholds.StaleAfter));

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
            yield return Group.Tell(name, $"Group {value.Quoted()} of {name.Quoted()} has {count:N0} of {column.Present:N0} rows ({Share(share)}, above {Share(facts.Thresholds.GroupShare)}): no split by groups comes near the share you ask for.", $"Choose a finer group: {Group.Remedy}.", Group.Remedy, share, facts.Thresholds.GroupShare);
    }

    private static IEnumerable<Finding> OfTime(ColumnProfile column)
    {
        string name = column.Name, read = $"new CsvOptions {{ Time = {name.Literal()}, Types = … ColumnType.Timestamp }}";
        string? what = column.Missing > 0 ? FormattableString.Invariant($"is missing in {column.Missing:N0} of {column.Rows:N0} rows, which have no place in time")
            : column.Distinct <= 1 && column.Rows > 1 ? "is the same in all rows, which have no order"
            : column.Type is ColumnType.Category or ColumnType.Text or ColumnType.Flag ? $"holds {column.Type} values, which have no order in time" : null;
        if (what is not null)
            yield return Time.Tell(name, $"The time column {name.Quoted()} {what}.", $"Fill or leave out those rows, or read it as a timestamp: {read}.", read, column.Missing);
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
        FindingThresholds thresholds = facts.Thresholds;
        if (latest - facts.Now > thresholds.FutureAfter)
        {
            double share = Math.Max(1 - column.Summary.Rank((facts.Now + thresholds.FutureAfter).Ticks), 1.0 / column.Present);
            string remedy = FormattableString.Invariant($"data.Filter(row => !(row[{name.Literal()}] is DateTime moment && moment > new DateTime({facts.Now:yyyy, M, d})))");
            yield return Future.Tell(name, $"{Share(share)} of {name.Quoted()} lie after {facts.Now:yyyy-MM-dd} by more than {thresholds.FutureAfter.TotalDays:0.###} days, up to {latest:yyyy-MM-dd}.", $"If they are no plans, the clock, the year or the order of day and month is wrong: {remedy} leaves them out, CsvOptions.TimestampFormats reads them right.", remedy, (latest - facts.Now).TotalDays, thresholds.FutureAfter.TotalDays);
        }
        else if (column.Role == ColumnRole.Time && facts.Now - latest > thresholds.StaleAfter)
        {
            string remedy = FormattableString.Invariant($"rules.Add(Rule.IsFresh({name.Literal()}, TimeSpan.FromDays({thresholds.StaleAfter.TotalDays:0.###})))");
            yield return Stale.Tell(name, $"The newest row of {name.Quoted()} is of {latest:yyyy-MM-dd}, {(facts.Now - latest).TotalDays:N0} days before {facts.Now:yyyy-MM-dd} (above {thresholds.StaleAfter.TotalDays:N0}).", $"A model of it may not fit today: bring newer rows, compare with DriftDetector, and let {remedy} say when they are late.", remedy, (facts.Now - latest).TotalDays, thresholds.StaleAfter.TotalDays);
        }
    }
}
