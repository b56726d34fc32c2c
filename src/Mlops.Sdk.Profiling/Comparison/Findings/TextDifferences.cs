using Mlops.Sdk.Numerics;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Texts that mean something else, or have another length.</summary>
internal static class TextDifferences
{
    public static readonly FindingKind Meaning = new("CMP050", "meaning of texts", Severity.Warning, "Another share of the texts is of the semantic type that the column had.", "rules.Add(Rule.Matches(name, pattern))", nameof(ProfileComparisonOptions.TypeShareChange));
    public static readonly FindingKind Length = new("CMP051", "length of texts", Severity.Warning, "The mean length of the texts moved.", "rules.Add(Rule.HasLength(name, min, max))", nameof(ProfileComparisonOptions.LengthShift));

    public static IReadOnlyList<FindingKind> Kinds => [Meaning, Length];

    public static IEnumerable<Finding> Of(ComparisonFacts facts) => facts.Comparable.SelectMany(match => ((Finding?[])[OfMeaning(match, facts.Options), OfLength(match, facts.Options)]).OfType<Finding>());

    private static Finding? OfMeaning(ColumnMatch match, ProfileComparisonOptions options)
    {
        if (match.Before.Text is not { Values: > 0 } before || match.After.Text is not { Values: > 0 } after) return null;

        // Of a column of plain words it is told when another type has taken it over.
        SemanticType type = before.Type == SemanticType.Text ? after.Type : before.Type;
        if (type == SemanticType.Text) return null;
        double old = (double)before.CountOf(type) / before.Values, now = (double)after.CountOf(type) / after.Values;
        double noise = SamplingNoise.ShareDifference(Math.Min(before.CountOf(type), before.Values), before.Values, Math.Min(after.CountOf(type), after.Values), after.Values, match.Rate);
        if (!(Math.Abs(now - old) >= options.TypeShareChange && Math.Abs(now - old) > noise)) return null;
        string rule = $"Rule.Matches({match.Name.Literal()}, …)";
        return Meaning.Tell(match.Name, $"{Share(now)} of the texts of {match.Name.Quoted()} are of the type {type} after {Share(old)} (from {Share(options.TypeShareChange)} difference on; chance makes {Share(noise)}).", $"report[{match.Name.Literal()}].Text shows what the others are; a rule holds the source to a pattern: {rule}.", rule, now - old, options.TypeShareChange, noise);
    }

    private static Finding? OfLength(ColumnMatch match, ProfileComparisonOptions options)
    {
        (Moments before, Moments after) = (match.Before.Summary.TextLengths, match.After.Summary.TextLengths);
        if (!(before.Variance >= 0 && after.Variance >= 0)) return null;

        // Codes of one length that grow by a letter have moved, though their lengths do not vary.
        double spread = Math.Max(1, before.StandardDeviation), shift = (after.Mean - before.Mean) / spread, noise = SamplingNoise.MeanDifference(before.Variance, before.Count, after.Variance, after.Count, match.Rate) / spread;
        if (!(Math.Abs(shift) >= options.LengthShift && Math.Abs(shift) > noise)) return null;
        string rule = FormattableString.Invariant($"Rule.HasLength({match.Name.Literal()}, {before.Min:0}, {before.Max:0})");
        return Length.Tell(match.Name, $"The texts of {match.Name.Quoted()} have {Number(after.Mean)} characters on average after {Number(before.Mean)}, {Number(Math.Abs(shift))} standard deviations apart (from {Number(options.LengthShift)} on; chance makes {Number(noise)}).", $"Look for texts that are cut off, or for another form; a rule holds it: {rule}.", rule, shift, options.LengthShift, noise);
    }
}
