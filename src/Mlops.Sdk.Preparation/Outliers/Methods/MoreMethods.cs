using System.Text.Json.Serialization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record PercentileMethod(double Low, double High) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"quantiles {Low} and {High}");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box)
    {
        Span<double> limits = stackalloc double[2];
        Quantiles.OfInPlace(finite, [Low, High], limits);
        return box[0] < box[4] ? (limits[0], limits[1]) : (double.NaN, double.NaN);
    }
}

internal sealed record WinsorMethod(double Fraction) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"{Fraction} at each end");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box)
    {
        Sorting.Ascending(finite);
        return box[0] < box[4] ? Fences.Winsorized(finite, Fraction, Fraction) : (double.NaN, double.NaN);
    }
}

internal sealed record AdjustedBoxMethod(double Fence) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"adjusted boxplot x {Fence}");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) =>
        box[3] > box[1] ? Fences.Adjusted(box[1], box[3], Medcouple.OfInPlace(finite), Fence) : (double.NaN, double.NaN);
}

internal sealed record GrubbsMethod(double Significance) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"Grubbs {Significance}");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.Grubbs(finite, Significance);
}

internal sealed record EsdMethod(int MaximumOutliers, double Significance) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"generalized ESD {Significance}, at most {MaximumOutliers}");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.ExtremeDeviateInPlace(finite, MaximumOutliers, Significance);
}

internal sealed record BoundsMethod(double Low, double High) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"limits {Low} to {High}");

    internal override bool IsGiven => true;

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => (Low, High);
}

internal sealed record CustomMethod(string Title) : OutlierMethod
{
    [JsonIgnore]
    public OutlierRule? Rule { get; init; }

    internal override string Name => Title;

    internal override IEnumerable<string> Problems()
    {
        if (Rule is null) yield return $"Method is '{Title}', a rule of your own, which JSON does not hold; give it again: Method = OutlierMethod.Custom(\"{Title}\", rule).";
    }

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box)
    {
        Sorting.Ascending(finite);
        return Rule!(finite);
    }
}
