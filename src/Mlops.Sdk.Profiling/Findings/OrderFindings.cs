using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>The order of the rows, and gaps in time.</summary>
internal static class OrderFindings
{
    private const int LeastMoments = 100;

    public static readonly FindingKind Sorted = new("PROF029", "rows in order", Severity.Info, "The rows are sorted by a column: a split that takes them as they come gives parts that differ in it.", "data.Split(testFraction: 0.2, seed: 42)");
    public static readonly FindingKind Gap = new("PROF041", "gap in time", Severity.Info, "For a large part of the time from the earliest to the latest moment there is no row, and many rows lie before and after.", "data.Filter(row => row[name] is DateTime moment && moment > …)", nameof(FindingThresholds.TimeGapShare), nameof(FindingThresholds.TimeGapBeside));

    public static IReadOnlyList<FindingKind> Kinds => [Sorted, Gap];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        foreach (ColumnProfile column in facts.Columns.Where(column => column.Role is ColumnRole.Feature or ColumnRole.Label or ColumnRole.Time && facts.HasEnoughRows))
            foreach (Finding finding in OfOrder(column).Concat(OfGap(column, facts.Thresholds))) yield return finding;
    }

    // An identifier that counts up, and the column that is to order the rows, are no surprise.
    private static IEnumerable<Finding> OfOrder(ColumnProfile column)
    {
        if (column.Order is null or ColumnOrder.Unordered or ColumnOrder.Constant || column.Role == ColumnRole.Time || column.LooksLikeIdentifier()) yield break;
        string name = column.Name, way = column.Order is ColumnOrder.Increasing or ColumnOrder.StrictlyIncreasing ? "ascending" : "descending";
        const string Remedy = "data.Split(testFraction: 0.2, seed: 42)";
        yield return column.Type == ColumnType.Timestamp
            ? Sorted.Tell(name, $"The {column.Present:N0} rows are in {way} order of {name.Quoted()}.", $"If rows come one after another in time say so, data.WithRole({name.Literal()}, ColumnRole.Time), and test on the last ones; {Remedy} shuffles.", Remedy, column.Present)
            : Sorted.Tell(name, $"The {column.Present:N0} rows are in {way} order of {name.Quoted()}.", $"Never take the first rows for training; {Remedy} shuffles.", Remedy, column.Present);
    }

    private static IEnumerable<Finding> OfGap(ColumnProfile column, FindingThresholds thresholds)
    {
        if (column.Type != ColumnType.Timestamp || column.Present < LeastMoments || column.LargestGap is not { } gap || gap.Share < thresholds.TimeGapShare) yield break;
        double before = column.Summary.Rank(gap.From.Ticks);
        if (!(before >= thresholds.TimeGapBeside && before <= 1 - thresholds.TimeGapBeside)) yield break;
        string name = column.Name, later = $"data.Filter(row => row[{name.Literal()}] is DateTime moment && moment > …)";
        yield return Gap.Tell(name, $"No row of {name.Quoted()} lies between {gap.From:yyyy-MM-dd HH:mm} and {gap.To:yyyy-MM-dd HH:mm}: {ColumnFactRows.Span(gap)}, {Share(gap.Share)} of the time from first to last (from {Share(thresholds.TimeGapShare)} on).", $"If the source was down, the parts before and after may differ: compare them, {later}.", later, gap.Share, thresholds.TimeGapShare, (gap.MostLength - gap.Length) / (gap.Length / gap.Share));
    }
}
