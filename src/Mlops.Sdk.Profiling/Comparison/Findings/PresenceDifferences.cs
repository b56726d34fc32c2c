using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>What every column has: missing rows and different values.</summary>
internal static class PresenceDifferences
{
    public static readonly FindingKind Missing = new("CMP020", "missing values", Severity.Warning, "Another share of the rows is missing.", "rules.Add(Rule.IsPresent(name) with { Mostly = … })", nameof(ProfileComparisonOptions.MissingChange));
    public static readonly FindingKind Distinct = new("CMP021", "different values", Severity.Warning, "The number of different values changed by more than the number of rows explains.", "rules.Add(Rule.DistinctCount(name, min, max))", nameof(ProfileComparisonOptions.DistinctChange));
    public static readonly FindingKind Key = new("CMP022", "key repeats", Severity.Warning, "Each row had a value of its own, and now some share one.", "rules.Add(Rule.IsUnique(name))");

    public static IReadOnlyList<FindingKind> Kinds => [Missing, Distinct, Key];

    public static IEnumerable<Finding> Of(ComparisonFacts facts) => facts.Matches.SelectMany(match => Of(match, facts.Options));

    private static IEnumerable<Finding> Of(ColumnMatch match, ProfileComparisonOptions options)
    {
        (ColumnProfile before, ColumnProfile after, string name) = (match.Before, match.After, match.Name);
        double change = after.MissingShare - before.MissingShare, noise = match.MissingNoise;
        if (Math.Abs(change) >= options.MissingChange && Math.Abs(change) > noise)
        {
            string rule = FormattableString.Invariant($"Rule.IsPresent({name.Literal()}) with {{ Mostly = {Math.Max(0.001, Math.Round(1 - before.MissingShare - options.MissingChange, 3))} }}");
            yield return Missing.Tell(name, $"{Share(after.MissingShare)} of {name.Quoted()} is missing after {Share(before.MissingShare)}: {Share(Math.Abs(change))} {(change > 0 ? "more" : "less")} (from {Share(options.MissingChange)} on; chance makes {Share(noise)}).", $"Ask the source what changed; a rule holds it to a share: {rule}.", rule, change, options.MissingChange, noise);
        }

        if (!match.IsComparable || before.Present == 0 || after.Present == 0) yield break;
        if (before.Distinct >= before.Present && before.DistinctBound == 0 && match.IsKey && after.DistinctBound == 0 && after.Distinct < after.Present)
        {
            yield return Key.Tell(name, $"{after.Present - after.Distinct:N0} rows repeat a value of {name.Quoted()}, which each of {before.Present:N0} rows had for itself.", $"Look whether rows came twice; a rule holds the source to it: Rule.IsUnique({name.Literal()}).", $"Rule.IsUnique({name.Literal()})", after.Present - after.Distinct);
            yield break;
        }

        if (DistinctChange(before, after) is var (part, bound) && part >= options.DistinctChange && part > bound)
        {
            string rule = FormattableString.Invariant($"Rule.DistinctCount({name.Literal()}, max: {Math.Ceiling(before.Distinct * 1.2):0})");
            yield return Distinct.Tell(name, $"{name.Quoted()} has {after.Distinct:N0} different values after {before.Distinct:N0}, {Share(part)} beyond what {after.Present:N0} rows after {before.Present:N0} explain (from {Share(options.DistinctChange)} on; chance makes {Share(bound)}).", $"If the number should stay, hold the source to it: {rule}.", rule, part, options.DistinctChange, bound);
        }
    }

    // Of a part r of the rows, between r times and all of the values are seen. How many are seen varies by less than if each came by its own chance.
    private static (double Part, double Bound)? DistinctChange(ColumnProfile before, ColumnProfile after)
    {
        const double deviations = 5;
        if (!(before.Distinct > 0)) return null;
        double part = (double)after.Present / before.Present, low = before.Distinct * Math.Min(1, part), high = before.Distinct * Math.Max(1, part);
        double beyond = after.Distinct < low ? (low - after.Distinct) / low : after.Distinct > high ? (after.Distinct - high) / high : 0;
        double bound = (deviations * Math.Sqrt(1 / low)) + (before.DistinctBound / before.Distinct) + (after.Distinct > 0 ? after.DistinctBound / after.Distinct : 0);
        return (beyond, bound);
    }
}
