using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The power of Yeo and Johnson, then moved and stretched.</summary>
internal sealed record PowerScale(double Lambda, double Center, double Scale) : ColumnScale
{
    public override string Statement => $"Yeo-Johnson with λ = {ReportNumber.Format(Lambda)}";

    public override bool IsWhole => double.IsFinite(Lambda) && double.IsFinite(Center) && Scale > 0 && double.IsFinite(Scale);

    public override Action<ReadOnlyMemory<double>, Memory<double>> ToMap() => (values, results) =>
    {
        YeoJohnson.Apply(values.Span, Lambda, results.Span);
        LinearScaling.Apply(results.Span, Center, Scale, 0, results.Span);
    };
}
