using System.Collections.Concurrent;
using System.Globalization;

namespace Mlops.Sdk;

public sealed partial class Metric
{
    /// <summary>The mean cost of a decision: what each kind of error costs. Named <c>cost_fp_1_fn_5</c>.</summary>
    /// <param name="falsePositive">What a negative row costs that is taken for positive; at least 0.</param>
    /// <param name="falseNegative">What a positive row costs that is taken for negative; at least 0.</param>
    public static Metric Cost(double falsePositive, double falseNegative)
    {
        RequireParameter(falsePositive >= 0 && double.IsFinite(falsePositive), falsePositive, nameof(falsePositive), "at least 0 and finite");
        RequireParameter(falseNegative >= 0 && double.IsFinite(falseNegative), falseNegative, nameof(falseNegative), "at least 0 and finite");
        return Families.Known.GetOrAdd($"cost_fp_{Text(falsePositive)}_fn_{Text(falseNegative)}", name => Down(
            name, "Mean cost", FormattableString.Invariant($"The mean over rows of {falsePositive} for a negative row taken for positive and {falseNegative} for a positive row taken for negative."),
            Math.Max(falsePositive, falseNegative), s_binary, sample => (falsePositive * sample.Confusion[1] + falseNegative * sample.Confusion[2]) / sample.TotalWeight));
    }

    /// <summary>The mean pinball loss of a predicted quantile, in percent in its name: <c>pinball_90</c>.</summary>
    /// <param name="probability">Which quantile is predicted, above 0 and below 1.</param>
    public static Metric Pinball(double probability)
    {
        RequireParameter(probability is > 0 and < 1, probability, nameof(probability), "above 0 and below 1");
        return Families.Known.GetOrAdd($"pinball_{Text(Percent(probability))}", name => Down(
            name, FormattableString.Invariant($"Pinball loss, {Percent(probability)}%"), FormattableString.Invariant($"The mean of {probability} times the distance where the actual number lies above the predicted quantile and {Percent(1 - probability) / 100} times the distance where it lies below."),
            Infinite, s_regression, sample => sample.Mean(sample.Data.PinballLosses(probability))));
    }

    /// <summary>How much more often the rows with the highest scores are positive than all rows; their share in percent in its name: <c>lift_10</c>.</summary>
    /// <param name="fraction">The share of all rows that is looked at, above 0 and at most 1.</param>
    public static Metric LiftAt(double fraction)
    {
        RequireParameter(fraction is > 0 and <= 1, fraction, nameof(fraction), "above 0 and at most 1");
        return Families.Known.GetOrAdd($"lift_{Text(Percent(fraction))}", name => new Metric(
            name, FormattableString.Invariant($"Lift, top {Percent(fraction)}%"), FormattableString.Invariant($"How much more often the {Percent(fraction)}% of the rows with the highest scores are positive than all rows; rows of equal score are taken in proportion."),
            MetricDirection.HigherIsBetter, (0, 1 / fraction), s_binary, sample => sample.Lift(fraction)));
    }

    // A class of its own: statics of the parts of one class start in no order that one could rely on.
    private static class Families
    {
        public static readonly ConcurrentDictionary<string, Metric> Known = new(StringComparer.Ordinal);
    }

    // Made anew from its name alone, so that a name in a file or a store finds the metric in another process.
    private static Metric? OfFamily(string name)
    {
        try
        {
            if (name.StartsWith("pinball_", StringComparison.Ordinal) && Number(name["pinball_".Length..]) is { } probability) return Named(Pinball(probability / 100), name);
            if (name.StartsWith("lift_", StringComparison.Ordinal) && Number(name["lift_".Length..]) is { } fraction) return Named(LiftAt(fraction / 100), name);
            int split = name.IndexOf("_fn_", StringComparison.Ordinal);
            if (name.StartsWith("cost_fp_", StringComparison.Ordinal) && split > 0 && Number(name["cost_fp_".Length..split]) is { } falsePositive && Number(name[(split + 4)..]) is { } falseNegative)
                return Named(Cost(falsePositive, falseNegative), name);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }

        return null;
    }

    private static Metric? Named(Metric metric, string name) => metric.Name == name ? metric : null;

    private static double Percent(double fraction) => Math.Round(fraction * 100, 10);

    private static string Text(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture).Replace('.', '_');

    private static double? Number(string text) =>
        double.TryParse(text.Replace('_', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static void RequireParameter(bool holds, double value, string name, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{name} is {range}.");
    }
}
