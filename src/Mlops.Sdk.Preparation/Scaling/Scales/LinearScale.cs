using System.Numerics.Tensors;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>(x - center) / scale + offset, cut to limits where there are some.</summary>
internal sealed record LinearScale(double Center, double Scale, double Offset = 0, double? Low = null, double? High = null) : ColumnScale
{
    public static LinearScale Nothing { get; } = new(0, 1) { IsMovedAlone = true };

    public override string Statement => $"(x - {ReportNumber.Format(Center)}) / {ReportNumber.Format(Scale)}{(Offset == 0 ? "" : $" + {ReportNumber.Format(Offset)}")}";

    public override bool IsWhole => double.IsFinite(Center) && Scale > 0 && double.IsFinite(Scale) && double.IsFinite(Offset) && Low is null == High is null && !(Low > High);

    /// <summary>A scale of what was learnt; a scale of 0 does not stretch, and one beyond the range of numbers changes nothing, for moving alone might leave that range.</summary>
    public static LinearScale Of(double center, double scale, double offset = 0)
    {
        if (!double.IsFinite(center) || !double.IsFinite(scale)) return Nothing;
        bool stretches = scale > 0 && double.IsFinite(1 / scale);
        return new LinearScale(center, stretches ? scale : 1, offset) { IsMovedAlone = !stretches };
    }

    public override Action<ReadOnlyMemory<double>, Memory<double>> ToMap() => (values, results) =>
    {
        LinearScaling.Apply(values.Span, Center, Scale, Offset, results.Span);
        if (Low is { } low && High is { } high) TensorPrimitives.Clamp<double>(results.Span, low, high, results.Span);
    };
}
