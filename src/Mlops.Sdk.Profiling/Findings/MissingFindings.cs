using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>What is not there.</summary>
internal static class MissingFindings
{
    private const int LeastMissing = 10;

    public static readonly FindingKind Missing = new("PROF001", "missing values", Severity.Warning, "Many rows of the column are missing.", ".ImputeMissing()", nameof(FindingThresholds.MissingShare));
    public static readonly FindingKind AllMissing = new("PROF010", "nothing there", Severity.Warning, "All rows of the column are missing.", "data.Drop(name)");
    public static readonly FindingKind Together = new("PROF012", "missing together", Severity.Info, "Columns are missing in the same rows.", ".ImputeMissing(new() { Indicators = MissingIndicators.Never }) and one indicator by data.DeriveFlag", nameof(FindingThresholds.MissingTogether));
    public static readonly FindingKind TellsLabel = new("PROF013", "missing tells the label", Severity.Warning, "Whether the feature is missing goes with the class.", ".ImputeMissing(new() { Indicators = MissingIndicators.Always })", nameof(FindingThresholds.MissingLabelSeparation));
    public static readonly FindingKind NotANumber = new("PROF014", "NaN values", Severity.Warning, "Numbers that are NaN and yet not marked as missing.", "data.Filter(row => row[name] is not double.NaN)");
    public static readonly FindingKind EmptyRows = new("PROF015", "empty rows", Severity.Warning, "Rows in which every column is missing.", "data.Filter(row => row.ToDictionary().Values.Any(value => value is not null))");
    public static readonly FindingKind Stretch = new("PROF016", "missing in a stretch", Severity.Info, "The missing rows of a column lie together, as when a source was down or began later.", "data.Slice(start, count)", nameof(FindingThresholds.MissingStretch));

    public static IReadOnlyList<FindingKind> Kinds => [Missing, AllMissing, Together, TellsLabel, NotANumber, EmptyRows, Stretch];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        foreach (ColumnProfile column in facts.Columns.Where(column => column.Rows > 0))
        {
            string name = column.Name, drop = $"data.Drop({name.Literal()})", finite = $"data.Filter(row => row[{name.Literal()}] is not double.NaN)";
            if (column.Present == 0)
                yield return AllMissing.Tell(name, $"{name.Quoted()} is missing in all {column.Rows:N0} rows.", $"Leave it out: {drop}.", drop, 1);
            else if (column.MissingShare > thresholds.MissingShare && column.Role != ColumnRole.Label)
                yield return Missing.Tell(name, $"{name.Quoted()} is missing in {column.Missing:N0} of {column.Rows:N0} rows ({Share(column.MissingShare)}, above {Share(thresholds.MissingShare)}).", $".ImputeMissing() fills it and can flag it.", ".ImputeMissing()", column.MissingShare, thresholds.MissingShare);
            if (column.Summary.NaNCount > 0)
                yield return NotANumber.Tell(name, $"{name.Quoted()} is NaN in {column.Summary.NaNCount:N0} rows that are not marked as missing.", $"Look for the computation that made them, such as 0/0; {finite} leaves the rows out.", finite, column.Summary.NaNCount);
        }

        foreach (Finding finding in OfLabel(facts).Concat(OfRows(facts))) yield return finding;
    }

    private static IEnumerable<Finding> OfLabel(ProfileFacts facts)
    {
        const string Remedy = ".ImputeMissing(new() { Indicators = MissingIndicators.Always })";
        FindingThresholds thresholds = facts.Thresholds;
        foreach (LabelStrength strength in facts.Strengths.Where(one => one.MissingSeparation > thresholds.MissingLabelSeparation && one.MissingSeparation <= thresholds.LabelSeparation))
            yield return TellsLabel.Tell(strength.Feature, $"Whether {strength.Feature.Quoted()} is missing goes with '{facts.Label?.Name}': AUC {Number(strength.MissingSeparation)}, above {Number(thresholds.MissingLabelSeparation)}.", $"Keep that as a column of its own: {Remedy}; if values are filled in only after the outcome is known, leave the column out.", Remedy, strength.MissingSeparation, thresholds.MissingLabelSeparation);
    }

    private static IEnumerable<Finding> OfRows(ProfileFacts facts)
    {
        if (facts.Missing is not { } missing) yield break;
        FindingThresholds thresholds = facts.Thresholds;
        if (missing.EmptyRows > 0 && facts.Columns.Length > 1 && facts.Columns.Any(column => column.Present > 0))
            yield return EmptyRows.Tell(null, $"{missing.EmptyRows:N0} of {facts.Rows:N0} rows have no value at all.", $"Leave them out: {EmptyRows.Remedy}.", EmptyRows.Remedy, missing.EmptyRows);
        foreach (string[] cluster in missing.Together(thresholds.MissingTogether, LeastMissing))
        {
            const string Remedy = ".ImputeMissing(new() { Indicators = MissingIndicators.Never })";
            yield return Together.Tell(cluster[0], $"{cluster.Listed()} are missing in the same rows ({Share(thresholds.MissingTogether)} of them or more): {facts.Summary[cluster[0]].MissingCount:N0} of {facts.Rows:N0}.", $"One flag for all of them is enough: make it with data.DeriveFlag and fill with {Remedy}.", Remedy, cluster.Length, thresholds.MissingTogether, related: cluster.Skip(1));
        }

        foreach (ColumnProfile column in facts.Columns.Where(column => column.Missing >= LeastMissing && column.Present > 0 && facts.HasEnoughRows))
        {
            if (missing.Stretch(column.Name) is not var (share, first, last) || share < thresholds.MissingStretch) continue;
            string look = FormattableString.Invariant($"data.Slice({first}, {last - first + 1})");
            yield return Stretch.Tell(column.Name, $"{Share(share)} of the {column.Missing:N0} missing rows of {column.Name.Quoted()} lie in stretches without a value, between rows {first:N0} and {last:N0}.", $"The source may have been down or begun later: look there with {look}, and train on rows that have it.", look, share, thresholds.MissingStretch);
        }
    }
}
