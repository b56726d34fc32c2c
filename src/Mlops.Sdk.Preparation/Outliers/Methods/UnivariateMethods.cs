using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record IqrMethod(double Fence) : OutlierMethod
{
    public double Fence { get; init; } = Valid.Above(Fence, 0, nameof(Fence));

    protected internal override string Name => FormattableString.Invariant($"IQR x {Fence}");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.Iqr(box[1], box[3], Fence);
}

internal sealed record ZScoreMethod(double Threshold) : OutlierMethod
{
    public double Threshold { get; init; } = Valid.Above(Threshold, 0, nameof(Threshold));

    protected internal override string Name => FormattableString.Invariant($"z-score {Threshold}");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.ZScore(finite, Threshold);
}

internal sealed record MadMethod(double Threshold) : OutlierMethod
{
    public double Threshold { get; init; } = Valid.Above(Threshold, 0, nameof(Threshold));

    protected internal override string Name => FormattableString.Invariant($"modified z-score {Threshold}");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.ModifiedZInPlace(finite, box[2], Threshold);
}
