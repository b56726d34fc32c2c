using System.Collections.Immutable;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Rows that are the same, or say different things of the same; columns that name a row or follow from another.</summary>
internal static class RowFindings
{
    private const int LeastRows = 50, MostKeys = 3;

    public static readonly FindingKind Repeated = new("PROF050", "repeated rows", Severity.Warning, "Rows repeat earlier ones, identifiers left aside: the same row can be in the training and the test part.", "train.OverlapWith(test)", nameof(FindingThresholds.RepeatedShare), nameof(FindingThresholds.RepeatedByChance));
    public static readonly FindingKind Conflicts = new("PROF051", "labels contradict", Severity.Info, "Rows with the same features have different labels: no model of these features can be right on all.", "data.JoinAsOf(features, …)", nameof(FindingThresholds.ConflictShare), nameof(FindingThresholds.RepeatedByChance));
    public static readonly FindingKind Determined = new("PROF052", "follows from another", Severity.Info, "A feature is determined by another one, level by level, and adds nothing to it.", ".SelectFeatures()", nameof(FindingThresholds.DependencyViolation));
    public static readonly FindingKind Key = new("PROF053", "key of two columns", Severity.Info, "Two columns together name the row, where none does alone.", "data.WithRole(name, ColumnRole.Id)");

    public static IReadOnlyList<FindingKind> Kinds => [Repeated, Conflicts, Determined, Key];

    public static IEnumerable<Finding> Of(ProfileFacts facts) => OfDuplicates(facts).Concat(OfDependencies(facts)).Concat(OfKeys(facts));

    private static IEnumerable<Finding> OfDuplicates(ProfileFacts facts)
    {
        if (facts.Table.Duplicates is not { } duplicates || facts.Rows < LeastRows) yield break;
        FindingThresholds thresholds = facts.Thresholds;
        DuplicateRows rows = duplicates.WithoutIds ?? duplicates.Rows;
        if (!RepeatsByChance(facts, withLabel: true) && rows.RepeatedShare - (rows.RepeatedRowsBound / facts.Rows) > thresholds.RepeatedShare)
            yield return Repeated.Tell(null, $"{rows.RepeatedRows:N0} of {facts.Rows:N0} rows repeat an earlier one{(rows.Ignored.Length > 0 ? ", identifiers left aside" : "")} ({Share(rows.RepeatedShare)}, above {Share(thresholds.RepeatedShare)}{Within(rows.RepeatedRowsBound)}).", $"If they were entered twice, leave them out where the data is read; see with train.OverlapWith(test) that none is in both parts.", "train.OverlapWith(test)", rows.RepeatedShare, thresholds.RepeatedShare, rows.RepeatedRowsBound / facts.Rows);
        if (duplicates.Conflicts is not { Groups: > 0 } conflicts || facts.Label is not { } label) yield break;
        double share = (double)conflicts.Rows / facts.Rows;
        if (!RepeatsByChance(facts, withLabel: false) && share - (conflicts.RowsBound / facts.Rows) > thresholds.ConflictShare)
            yield return Conflicts.Tell(null, $"{conflicts.Rows:N0} of {facts.Rows:N0} rows ({Share(share)}, above {Share(thresholds.ConflictShare)}{Within(conflicts.RowsBound)}) have the same features as another and a different {label.Name.Quoted()}; on these very rows no model of them reaches more than {(conflicts.IsAccuracy ? "an accuracy" : "an R²")} of {Number(conflicts.Ceiling)}.", $"Bring features that tell them apart, as with {Conflicts.Remedy}, or check the labels.", Conflicts.Remedy, share, thresholds.ConflictShare, conflicts.RowsBound / facts.Rows);
    }

    // Of few columns with few values each, rows are the same without having been entered twice: were the columns independent and their values equally frequent, so many rows would equal a given one.
    private static bool RepeatsByChance(ProfileFacts facts, bool withLabel)
    {
        double equal = facts.Rows;
        foreach (ColumnProfile column in facts.Columns)
            if (column.Role == ColumnRole.Feature || (withLabel && column.Role == ColumnRole.Label)) equal /= Math.Max(1, column.Distinct);
        return equal > facts.Thresholds.RepeatedByChance;
    }

    private static string Within(double bound) => bound > 0 ? FormattableString.Invariant($"; within {bound:N0} rows") : "";

    // One finding for each feature that follows, with the one it follows from with fewest exceptions; what goes both ways is told as saying the same.
    private static IEnumerable<Finding> OfDependencies(ProfileFacts facts)
    {
        var features = facts.Features.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<ColumnDependency> all = facts.Table.Dependencies;
        var same = all.Select(one => (one.Determinant, one.Dependent)).ToHashSet();
        foreach (IGrouping<string, ColumnDependency> group in all.Where(one => features.Contains(one.Determinant) && features.Contains(one.Dependent) && !same.Contains((one.Dependent, one.Determinant))).GroupBy(one => one.Dependent, StringComparer.Ordinal))
        {
            ColumnDependency best = group.MinBy(one => one.ViolationShare)!;
            yield return Determined.Tell(best.Dependent, $"{best.Dependent.Quoted()} follows from {group.Select(one => one.Determinant).Listed(3)}: but for {Share(best.ViolationShare)} of the rows (up to {Share(facts.Options.Thresholds.DependencyViolation)}), each of its values belongs to one of {best.Dependent.Quoted()}.", $".SelectFeatures() drops what adds nothing.", ".SelectFeatures()", best.ViolationShare, facts.Options.Thresholds.DependencyViolation, related: group.Select(one => one.Determinant));
        }
    }

    private static IEnumerable<Finding> OfKeys(ProfileFacts facts)
    {
        ImmutableArray<CandidateKey> keys = facts.Table.Keys;
        if (keys.Length == 0 || facts.Rows < LeastRows || keys.Any(key => key.Columns.Length == 1) || facts.Columns.Any(column => column.Role == ColumnRole.Id)) yield break;
        CandidateKey[] two = [.. keys.Where(key => key.Columns.Length == 2).Take(MostKeys)];
        if (two.Length == 0) yield break;
        yield return Key.Tell(two[0].Columns[0], $"{string.Join("; ", two.Select(key => key.Columns.Listed()))}: together they name the row in {two[0].RowsCompared:N0} rows{(two[0].IsVerified ? "" : " looked at")}, and none does alone.", $"If rows are looked up by them, give them the role: data.WithRole({two[0].Columns[0].Literal()}, ColumnRole.Id).", $"data.WithRole({two[0].Columns[0].Literal()}, ColumnRole.Id)", two[0].Columns.Length, null, two[0].RepeatedShareBound, two[0].Columns.Skip(1));
    }
}
