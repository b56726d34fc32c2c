using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record IqrMethod(double Fence) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"IQR x {Fence}");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.Iqr(box[1], box[3], Fence);
}

internal sealed record ZScoreMethod(double Threshold) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"z-score {Threshold}");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.ZScore(finite, Threshold);
}

internal sealed record MadMethod(double Threshold) : OutlierMethod
{
    internal override string Name => FormattableString.Invariant($"modified z-score {Threshold}");

    internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) => Fences.ModifiedZInPlace(finite, box[2], Threshold);
}
