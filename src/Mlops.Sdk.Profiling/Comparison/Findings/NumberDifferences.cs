using Mlops.Sdk.Numerics;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Numbers that moved, spread, left their range or took another shape.</summary>
internal static class NumberDifferences
{
    public static readonly FindingKind Mean = new("CMP030", "mean moved", Severity.Warning, "The mean of the numbers moved.", "rules.Add(Rule.Mean(name, min, max))", nameof(ProfileComparisonOptions.MeanShift));
    public static readonly FindingKind Spread = new("CMP031", "spread changed", Severity.Warning, "The standard deviation of the numbers changed.", "rules.Add(Rule.StandardDeviation(name, min, max))", nameof(ProfileComparisonOptions.SpreadRatio));
    public static readonly FindingKind Outside = new("CMP032", "outside the old range", Severity.Warning, "More numbers than chance explains lie below the least or above the greatest of the first profile.", "rules.Add(Rule.InRange(name, min, max))", nameof(ProfileComparisonOptions.OutsideShare));
    public static readonly FindingKind Zeros = new("CMP033", "zeros", Severity.Warning, "Another share of the numbers is 0.", "rules.Add(Rule.ShareOf(name, \"0\", min, max))", nameof(ProfileComparisonOptions.ZeroChange));
    public static readonly FindingKind Shape = new("CMP034", "distribution changed", Severity.Warning, "The numbers are spread otherwise, by the distance of Kolmogorov and Smirnov.", "new DriftDetector().Fit(before).Compare(after)", nameof(ProfileComparisonOptions.DistributionChange));

    public static IReadOnlyList<FindingKind> Kinds => [Mean, Spread, Outside, Zeros, Shape];

    public static IEnumerable<Finding> Of(ComparisonFacts facts) => facts.Comparable.Where(match => match.HasNumbers).SelectMany(match => Of(match, facts.Options));

    private static IEnumerable<Finding> Of(ColumnMatch match, ProfileComparisonOptions options) =>
        ((Finding?[])[OfMean(match, options), OfSpread(match, options), OfRange(match, options), OfZeros(match, options), OfShape(match, options)]).OfType<Finding>();

    private static Finding? OfMean(ColumnMatch match, ProfileComparisonOptions options)
    {
        (Moments before, Moments after, string name) = (match.Before.Summary.Numbers, match.After.Summary.Numbers, match.Name);
        if (match.Before.Mean is null || match.After.Mean is null || !(before.Variance > 0)) return null;
        double shift = (after.Mean - before.Mean) / before.StandardDeviation, noise = SamplingNoise.MeanDifference(before.Variance, before.Count, after.Variance, after.Count, match.Rate) / before.StandardDeviation;
        if (!(Math.Abs(shift) >= options.MeanShift && Math.Abs(shift) > noise)) return null;
        string rule = FormattableString.Invariant($"Rule.Mean({name.Literal()}, {Rounded(before.Mean - (options.MeanShift * before.StandardDeviation))}, {Rounded(before.Mean + (options.MeanShift * before.StandardDeviation))})");
        return Mean.Tell(name, $"The mean of {name.Quoted()} is {Number(after.Mean)} after {Number(before.Mean)}: it moved by {Number(Math.Abs(shift))} standard deviations (from {Number(options.MeanShift)} on; chance makes {Number(noise)}).", $"Ask the source what changed; a rule holds it: {rule}.", rule, shift, options.MeanShift, noise);
    }

    private static Finding? OfSpread(ColumnMatch match, ProfileComparisonOptions options)
    {
        (Moments before, Moments after, string name) = (match.Before.Summary.Numbers, match.After.Summary.Numbers, match.Name);
        if (!(before.Variance > 0 && after.Variance > 0)) return null;
        double factor = after.StandardDeviation / before.StandardDeviation, either = Math.Max(factor, 1 / factor), noise = SamplingNoise.SpreadRatio(Math.Max(before.Kurtosis, after.Kurtosis), before.Count, after.Count, match.Rate);
        if (!(either >= options.SpreadRatio && either > noise)) return null;
        string rule = FormattableString.Invariant($"Rule.StandardDeviation({name.Literal()}, {Rounded(before.StandardDeviation / options.SpreadRatio)}, {Rounded(before.StandardDeviation * options.SpreadRatio)})");
        return Spread.Tell(name, $"The standard deviation of {name.Quoted()} is {Number(after.StandardDeviation)} after {Number(before.StandardDeviation)}, {Number(either)} times as {(factor > 1 ? "large" : "small")} (from {Number(options.SpreadRatio)} on; chance makes {Number(noise)}).", $"Look for a change of unit, of rounding or of the source; a rule holds it: {rule}.", rule, either, options.SpreadRatio, noise);
    }

    private static Finding? OfRange(ColumnMatch match, ProfileComparisonOptions options)
    {
        (ColumnProfile before, ColumnProfile after, string name) = (match.Before, match.After, match.Name);
        double low = before.Summary.Quantile(0), high = before.Summary.Quantile(1), count = after.Present - after.Summary.NaNCount;
        double under = low > double.MinValue ? after.Summary.Rank(Math.BitDecrement(low)) * count : 0, over = count - (after.Summary.Rank(high) * count);

        // Each end for itself: a sketch knows the least and the greatest exactly, what lies between them within its bound.
        double sketch = after.Summary.AreQuantilesExact ? 0 : after.Summary.RankErrorBound() * count, most = SamplingNoise.Exceedances(before.Present - before.Summary.NaNCount, (long)count, match.Rate / 2) + sketch;
        double told = (under >= most ? under : 0) + (over >= most ? over : 0), share = told / count;
        if (!(told > 0 && share >= options.OutsideShare)) return null;
        string where = under >= most && over >= most ? "on both sides" : under >= most ? "below" : "above";
        if (before.Min is not { } least || before.Max is not { } greatest)
            return Outside.Tell(name, $"{Math.Round(told):N0} rows of {name.Quoted()} ({Share(share)}) lie {where} the old range (from {Share(options.OutsideShare)} on; chance makes {most:N0} rows).", $"Find them and decide whether they are real: data.Filter.", "data.Filter", share, options.OutsideShare, most / count);
        string rule = FormattableString.Invariant($"Rule.InRange({name.Literal()}, {Rounded(least)}, {Rounded(greatest)})");
        return Outside.Tell(name, $"{Math.Round(told):N0} rows of {name.Quoted()} ({Share(share)}) lie {where} the old range, {Number(least)} to {Number(greatest)}; the new one is {Number(after.Min)} to {Number(after.Max)} (from {Share(options.OutsideShare)} on; chance makes {most:N0} rows).", $"Decide whether they are real; a rule shows them: {rule}.", rule, share, options.OutsideShare, most / count);
    }

    private static Finding? OfZeros(ColumnMatch match, ProfileComparisonOptions options)
    {
        (ColumnProfile before, ColumnProfile after, string name) = (match.Before, match.After, match.Name);
        double change = after.ZeroShare() - before.ZeroShare(), noise = SamplingNoise.ShareDifference(before.Zeros, before.Present, after.Zeros, after.Present, match.Rate);
        if (!(Math.Abs(change) >= options.ZeroChange && Math.Abs(change) > noise)) return null;
        string rule = FormattableString.Invariant($"Rule.ShareOf({name.Literal()}, \"0\", max: {Math.Min(1, Math.Round(before.ZeroShare() + options.ZeroChange, 3))})");
        return Zeros.Tell(name, $"{Share(after.ZeroShare())} of the values of {name.Quoted()} are 0 after {Share(before.ZeroShare())} (from {Share(options.ZeroChange)} difference on; chance makes {Share(noise)}).", $"Ask whether 0 now stands for not known; a rule holds it: {rule}.", rule, change, options.ZeroChange, noise);
    }

    private static Finding? OfShape(ColumnMatch match, ProfileComparisonOptions options)
    {
        if (match.Distance is not { KolmogorovSmirnov: { } statistic } distance || !(statistic >= options.DistributionChange && statistic > distance.Noise)) return null;
        string sketch = distance.SketchBound > 0 ? $" and sketches {Share(distance.SketchBound)}" : "";
        return Shape.Tell(match.Name, $"{Share(statistic)} of the values of {match.Name.Quoted()} lie elsewhere (Kolmogorov-Smirnov {Number(statistic)}, PSI {Number(distance.StabilityIndex)}, Jensen-Shannon {Number(distance.JensenShannon)}, Hellinger {Number(distance.Hellinger)}; from {Number(options.DistributionChange)} on; chance makes {Share(distance.Noise - distance.SketchBound)}{sketch}).", $"See the two histograms; where rows are at hand, new DriftDetector().Fit(before).Compare(after) tests it.", "new DriftDetector().Fit(before).Compare(after)", statistic, options.DistributionChange, distance.Noise);
    }

    // As it stands in C#, short.
    private static string Rounded(double value) => value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture);
}
