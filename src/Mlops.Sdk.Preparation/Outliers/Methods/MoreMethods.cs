using System.Text.Json.Serialization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record PercentileMethod(double Low, double High) : OutlierMethod
{
    public double Low { get; init; } = Low >= 0 && Low < High && High <= 1 ? Low : throw new ArgumentOutOfRangeException(nameof(Low), Low, FormattableString.Invariant($"The shares are {Low} and {High}; they rise from 0 to 1."));

    protected internal override string Name => FormattableString.Invariant($"quantiles {Low} and {High}");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box)
    {
        Span<double> limits = stackalloc double[2];
        Quantiles.OfInPlace(finite, [Low, High], limits);
        return box[0] < box[4] ? (limits[0], limits[1]) : (double.NaN, double.NaN);
    }
}

internal sealed record WinsorMethod(double Fraction) : OutlierMethod
{
    public double Fraction { get; init; } = Fraction is >= 0 and < 0.5 ? Fraction : throw new ArgumentOutOfRangeException(nameof(Fraction), Fraction, "The share at each end is at least 0 and below 0.5.");

    protected internal override string Name => FormattableString.Invariant($"{Fraction} at each end");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box)
    {
        Sorting.Ascending(finite);
        return box[0] < box[4] ? Fences.Winsorized(finite, Fraction, Fraction) : (double.NaN, double.NaN);
    }
}

internal sealed record AdjustedBoxMethod(double Fence) : OutlierMethod
{
    public double Fence { get; init; } = Valid.Above(Fence, 0, nameof(Fence));

    protected internal override string Name => FormattableString.Invariant($"adjusted boxplot x {Fence}");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) =>
        box[3] > box[1] ? Fences.Adjusted(box[1], box[3], Medcouple.OfInPlace(finite), Fence) : (double.NaN, double.NaN);
}

internal sealed record GrubbsMethod(double Significance) : OutlierMethod
{
    public double Significance { get; init; } = Valid.Fraction(Significance, nameof(Significance));

    protected internal override string Name => FormattableString.Invariant($"Grubbs {Significance}");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.Grubbs(finite, Significance);
}

internal sealed record EsdMethod(int MaximumOutliers, double Significance) : OutlierMethod
{
    public int MaximumOutliers { get; init; } = Valid.AtLeast(MaximumOutliers, 1, nameof(MaximumOutliers));

    public double Significance { get; init; } = Valid.Fraction(Significance, nameof(Significance));

    protected internal override string Name => FormattableString.Invariant($"generalized ESD {Significance}, at most {MaximumOutliers}");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.ExtremeDeviateInPlace(finite, MaximumOutliers, Significance);
}

internal sealed record BoundsMethod(double Low, double High) : OutlierMethod
{
    public double Low { get; init; } = Low <= High && !(double.IsInfinity(Low) && double.IsInfinity(High))
        ? Low
        : throw new ArgumentOutOfRangeException(nameof(Low), Low, FormattableString.Invariant($"The limits are {Low} and {High}; give one at least, the lower one first."));

    protected internal override string Name => FormattableString.Invariant($"limits {Low} to {High}");

    protected internal override bool IsGiven => true;

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => (Low, High);
}

internal sealed record CustomMethod(string Title) : OutlierMethod
{
    public string Title { get; init; } = !string.IsNullOrEmpty(Title) ? Title : throw new ArgumentException("A rule of your own has a name.", nameof(Title));

    [JsonIgnore]
    public OutlierRule? Rule { get; init; }

    protected internal override string Name => Title;

    protected internal override IEnumerable<string> Problems()
    {
        if (Rule is null) yield return $"Method is '{Title}', a rule of your own, which JSON does not hold; give it again: Method = OutlierMethod.Custom(\"{Title}\", rule).";
    }

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box)
    {
        Sorting.Ascending(finite);
        return Rule!(finite);
    }
}
