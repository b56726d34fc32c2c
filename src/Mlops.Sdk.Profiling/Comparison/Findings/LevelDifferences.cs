using Mlops.Sdk.Numerics;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Values that are new, gone, or have another share.</summary>
internal static class LevelDifferences
{
    private const int MostNamed = 5;

    public static readonly FindingKind New = new("CMP040", "new values", Severity.Warning, "More rows than chance explains have values that the first profile does not have.", "rules.Add(Rule.InSet(name, values))", nameof(ProfileComparisonOptions.NewShare));
    public static readonly FindingKind Vanished = new("CMP041", "values gone", Severity.Info, "Values that the first profile has, in more rows than chance explains, are gone.", "rules.Add(Rule.ShareOf(name, value, min))", nameof(ProfileComparisonOptions.VanishedShare));
    public static readonly FindingKind Share = new("CMP042", "share of a value", Severity.Warning, "One value of a category, text or flag has another share of the rows.", "rules.Add(Rule.ShareOf(name, value, min, max))", nameof(ProfileComparisonOptions.ValueShareChange));
    public static readonly FindingKind Mix = new("CMP043", "mix of values changed", Severity.Warning, "The values of a category, text or flag are mixed otherwise, by the population stability index.", "new DriftDetector().Fit(before).Compare(after)", nameof(ProfileComparisonOptions.StabilityIndex));

    public static IReadOnlyList<FindingKind> Kinds => [New, Vanished, Share, Mix];

    public static IEnumerable<Finding> Of(ComparisonFacts facts) => facts.Comparable.Where(match => match.Levels is { Count: > 0 }).SelectMany(match => Of(match, match.Levels!, facts.Options)).OfType<Finding>();

    private static IEnumerable<Finding?> Of(ColumnMatch match, LevelMatch levels, ProfileComparisonOptions options)
    {
        yield return OfOne(New, match, levels, options.NewShare, comesNew: true);
        yield return OfOne(Vanished, match, levels, options.VanishedShare, comesNew: false);
        if (match.HasNumbers) yield break;
        yield return OfShare(match, levels, options.ValueShareChange);
        yield return OfMix(match, levels, options.StabilityIndex);
    }

    // A value with k rows in all has none of them in one profile with probability (share of the other)^k.
    private static Finding? OfOne(FindingKind kind, ColumnMatch match, LevelMatch levels, double threshold, bool comesNew)
    {
        (ColumnProfile has, ColumnProfile lacks) = comesNew ? (match.After, match.Before) : (match.Before, match.After);
        double least = SamplingNoise.Exceedances(lacks.Present, has.Present, match.Rate / levels.Count), few = SamplingNoise.Exceedances(lacks.Present, has.Present, match.Rate);
        (FrequentValue Value, long Before, long After, long Count)[] only = [.. levels.All.Where(level => (comesNew ? level.Before : level.After) == 0).Select(level => (level.Value, level.Before, level.After, comesNew ? level.After : level.Before)).OrderByDescending(level => level.Item4)];
        long rows = only.Sum(level => level.Count), singles = levels.All.Count(level => comesNew ? level.Before == 1 : level.After == 1);

        // Good and Turing: of the rows to come, as many have values not seen as those seen once have of the rows seen.
        double expected = (double)singles / lacks.Present * has.Present, unseen = expected + (5 * Math.Sqrt(expected + 1)) + few;
        if (only.Length == 0 || !(only[0].Count >= least || rows > unseen)) return null;
        double share = (double)rows / has.Present;
        if (!(share >= threshold)) return null;
        string name = match.Name, which = Named(levels, only.Select(level => (level.Value, level.Before, level.After, level.Count)));
        string many = FormattableString.Invariant($"{only.Length:N0} value{(only.Length == 1 ? "" : "s")}");
        if (comesNew)
            return kind.Tell(name, $"{rows:N0} rows of {name.Quoted()} ({ColumnReading.Share(share)}) have {many} never seen before{which} (from {ColumnReading.Share(threshold)} on; chance makes {Math.Ceiling(unseen):N0} rows).", $"A fitted encoder does not know them; look for a new spelling or a new source, and hold it to a list: Rule.InSet({name.Literal()}, …).", $"Rule.InSet({name.Literal()}, …)", share, threshold, unseen / has.Present);
        return kind.Tell(name, $"{many} of {name.Quoted()} that had {rows:N0} rows ({ColumnReading.Share(share)}) {(only.Length == 1 ? "is" : "are")} gone{which} (from {ColumnReading.Share(threshold)} on; chance makes {Math.Ceiling(unseen):N0} rows).", $"Look for a source that stopped or a new spelling; a rule tells the next time: Rule.ShareOf({name.Literal()}, …, min: …).", $"Rule.ShareOf({name.Literal()}, …, min: …)", share, threshold, unseen / has.Present);
    }

    private static Finding? OfShare(ColumnMatch match, LevelMatch levels, double threshold)
    {
        (FrequentValue value, long before, long after) = levels.All.First();
        double old = (double)before / match.Before.Present, now = (double)after / match.After.Present, noise = SamplingNoise.ShareDifference(before, match.Before.Present, after, match.After.Present, match.Rate / levels.Count);
        if (!(Math.Abs(now - old) >= threshold && Math.Abs(now - old) > noise)) return null;
        string what = levels.Shown(value, before, after) is { } shown ? shown.Value.Quoted() : "a value that may not be shown", rule = FormattableString.Invariant($"Rule.ShareOf({match.Name.Literal()}, …, min: {Math.Max(0, Math.Round(old - threshold, 3))}, max: {Math.Min(1, Math.Round(old + threshold, 3))})");
        return Share.Tell(match.Name, $"{what} has {ColumnReading.Share(now)} of {match.Name.Quoted()} after {ColumnReading.Share(old)}, the greatest of {levels.Count:N0} changes (from {ColumnReading.Share(threshold)} on; chance makes {ColumnReading.Share(noise)}).", $"Ask the source what changed; a rule holds it: {rule}.", rule, now - old, threshold, noise);
    }

    private static Finding? OfMix(ColumnMatch match, LevelMatch levels, double threshold)
    {
        DistributionDistance distance = levels.Distance;
        double noise = SamplingNoise.StabilityIndex(distance.Bins, match.Before.Present, match.After.Present, match.Rate);
        if (!(distance.StabilityIndex >= threshold && distance.StabilityIndex > noise)) return null;
        return Mix.Tell(match.Name, $"The values of {match.Name.Quoted()} are mixed otherwise: PSI {Number(distance.StabilityIndex)} over {distance.Bins:N0} values, L-infinity {Number(distance.LInfinity)}, Jensen-Shannon {Number(distance.JensenShannon)}, Hellinger {Number(distance.Hellinger)} (from PSI {Number(threshold)} on; chance makes {Number(noise)}).", $"See the paired bars; where rows are at hand, new DriftDetector().Fit(before).Compare(after) tests it.", "new DriftDetector().Fit(before).Compare(after)", distance.StabilityIndex, threshold, noise);
    }

    private static string Named(LevelMatch levels, IEnumerable<(FrequentValue Value, long Before, long After, long Count)> only)
    {
        string[] names = [.. only.Take(MostNamed + 1).Select(level => levels.Shown(level.Value, level.Before, level.After)).OfType<ValueDifference>().Select(value => FormattableString.Invariant($"{value.Value.Quoted()} {Math.Max(value.Before, value.After):N0}"))];
        return names.Length == 0 ? "" : ": " + string.Join(", ", names.Take(MostNamed)) + (names.Length > MostNamed ? ", …" : "");
    }
}
