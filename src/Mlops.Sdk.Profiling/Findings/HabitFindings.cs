using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>What the numbers tell of how they were written down.</summary>
internal static class HabitFindings
{
    private const int LeastRows = 200, LeastValues = 20;

    public static readonly FindingKind Rounded = new("PROF028", "rounded numbers", Severity.Info, "Many more whole numbers end in 0 or 5 than the fifth that would by chance: they were rounded or guessed.", "data.Derive(name, …)", nameof(FindingThresholds.RoundedShare), nameof(FindingThresholds.RoundedMost));
    public static readonly FindingKind NearlyWhole = new("PROF042", "nearly all whole", Severity.Info, "Nearly all numbers are whole and a few are not: slips, or values that were filled in.", "data.Filter(row => row.Number(name) % 1 != 0)", nameof(FindingThresholds.WholeShare));

    public static IReadOnlyList<FindingKind> Kinds => [Rounded, NearlyWhole];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        foreach (ColumnProfile column in facts.Present.Where(column => column.IsRealNumber() && column.Distinct > LeastValues && !column.LooksLikeIdentifier()))
            foreach (Finding finding in OfDigits(column, facts.Thresholds).Concat(OfFractions(column, facts.Thresholds))) yield return finding;
    }

    // Where all do, five is the unit and nothing was rounded off.
    private static IEnumerable<Finding> OfDigits(ColumnProfile column, FindingThresholds thresholds)
    {
        if (column.RoundedShare is not { } share || column.LastDigits.Sum() is var all && all < LeastRows || share < thresholds.RoundedShare || share > thresholds.RoundedMost) yield break;
        string name = column.Name, bins = $"data.Derive({name.Literal()}, row => 5 * Math.Round(row.Number({name.Literal()}) / 5))";
        yield return Rounded.Tell(name, $"{Share(share)} of {all:N0} whole numbers of {name.Quoted()} end in 0 or 5 (from {Share(thresholds.RoundedShare)} on; a fifth would by chance): they were rounded or guessed.", $"Differences below 5 mean little; bins of that width lose nothing: {bins}.", bins, share, thresholds.RoundedShare);
    }

    private static IEnumerable<Finding> OfFractions(ColumnProfile column, FindingThresholds thresholds)
    {
        if (column.Type != ColumnType.Number || column.Present < LeastRows || column.WholeShare is not { } share || share < thresholds.WholeShare || share >= 1) yield break;
        string name = column.Name, filter = $"data.Filter(row => row.Number({name.Literal()}) % 1 != 0)";
        long broken = column.Summary.Numbers.Count - column.Summary.WholeCount;
        yield return NearlyWhole.Tell(name, $"{broken:N0} of {column.Summary.Numbers.Count:N0} numbers of {name.Quoted()} have a fraction, all others are whole ({Share(share)}, from {Share(thresholds.WholeShare)} on).", $"Look at them: {filter}. A mean that was filled in is better left missing.", filter, share, thresholds.WholeShare);
    }
}
