using Mlops.Sdk.Numerics;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>The table as a whole: its rows, those that repeat, and what the second profile finds that the first did not.</summary>
internal static class TableDifferences
{
    public static readonly FindingKind Rows = new("CMP010", "number of rows", Severity.Info, "One profile has many times the rows of the other.", "rules.Add(Rule.RowCount(min, max))", nameof(ProfileComparisonOptions.RowRatio));
    public static readonly FindingKind Repeated = new("CMP011", "repeated rows", Severity.Warning, "Another share of the rows repeats an earlier one.", "report.Duplicates", nameof(ProfileComparisonOptions.RepeatedChange));
    public static readonly FindingKind Appeared = new("CMP012", "new finding", Severity.Info, "The second profile has a finding, of severity warning or error, that the first does not have; those on the size of the table aside.", "what the finding says", nameof(ProfileComparisonOptions.FindingMargin));

    public static IReadOnlyList<FindingKind> Kinds => [Rows, Repeated, Appeared];

    public static IEnumerable<Finding> Of(ComparisonFacts facts)
    {
        long before = facts.Before.RowCount, after = facts.After.RowCount;
        double ratio = before == after ? 1 : (double)Math.Max(before, after) / Math.Min(before, after);
        if (ratio >= facts.Options.RowRatio && ratio > 1)
        {
            string rule = FormattableString.Invariant($"rules.Add(Rule.RowCount(min: {before / 2}, max: {2 * before}))");
            yield return Rows.Tell(null, $"The table has {after:N0} rows after {before:N0}, {Number(ratio)} times as {(after > before ? "many" : "few")} (from {Number(facts.Options.RowRatio)} on).", $"If the source should deliver as much every time, hold it to that: {rule}.", rule, ratio, facts.Options.RowRatio);
        }

        if (facts.Before.Duplicates?.Rows is { } old && facts.After.Duplicates?.Rows is { } now && OfRepeated(facts, old, now) is { } repeated) yield return repeated;
        foreach (Finding finding in FindingChanges.Appeared(facts).Where(finding => finding.Severity > Severity.Info && IsClear(finding, facts.Options.FindingMargin)))
            yield return Appeared.Tell(finding.Column, $"{finding.Code} ({finding.Title}) is new{(finding.Column is { } column ? $" at {column.Quoted()}" : "")}: {finding.Message}", $"The profile of before did not find it.", finding.Remedy is { } remedy && finding.Message.Contains(remedy, StringComparison.Ordinal) ? remedy : null, finding.Value, finding.Threshold, finding.Bound, finding.RelatedColumns);
    }

    // More rows of the same kind repeat more often: of a part r of them between r times and the same share does.
    private static Finding? OfRepeated(ComparisonFacts facts, DuplicateRows old, DuplicateRows now)
    {
        if (old.Rows == 0 || now.Rows == 0) return null;
        double part = (double)now.Rows / old.Rows, low = old.RepeatedShare * Math.Min(1, part), high = Math.Min(1, old.RepeatedShare * Math.Max(1, part));
        double change = Math.Max(0, Math.Max(low - now.RepeatedShare, now.RepeatedShare - high));

        // Rows that repeat come in groups, which count as one each.
        double size = Math.Max(1, Math.Max(GroupSize(old), GroupSize(now)));
        double noise = (SamplingNoise.ShareDifference(old.RepeatedRows, old.Rows, now.RepeatedRows, now.Rows, facts.Rate) * Math.Sqrt(size)) + (old.RepeatedRowsBound / old.Rows) + (now.RepeatedRowsBound / now.Rows);
        if (!(change >= facts.Options.RepeatedChange && change > noise)) return null;
        return Repeated.Tell(null, $"{Share(now.RepeatedShare)} of the rows repeat an earlier one after {Share(old.RepeatedShare)}, {Share(change)} more or less than so many rows explain (from {Share(facts.Options.RepeatedChange)} on; chance makes {Share(noise)}).", $"Look whether the source delivered rows twice; report.Duplicates shows some of them.", "report.Duplicates", change, facts.Options.RepeatedChange, noise);
    }

    private static double GroupSize(DuplicateRows rows) => rows.RepeatedGroups == 0 ? 1 : (double)rows.RepeatedRows / rows.RepeatedGroups;

    private static bool IsClear(Finding finding, double margin) =>
        finding.Value is not { } value || finding.Threshold is not { } threshold || !double.IsFinite(value) || Math.Abs(value - threshold) - (finding.Bound ?? 0) >= margin * Math.Abs(threshold);
}
