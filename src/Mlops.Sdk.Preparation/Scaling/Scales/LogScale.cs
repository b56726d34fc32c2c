using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>log(x), or that of the least training value where x is less, so that every number has one.</summary>
internal sealed record LogScale(double Least) : ColumnScale
{
    public override string Statement => $"log of x, of {ReportNumber.Format(Least)} where x is less";

    public override bool IsWhole => Least > 0 && double.IsFinite(Least);

    public override Action<ReadOnlyMemory<double>, Memory<double>> ToMap() => (values, results) => FlooredLog.Apply(values.Span, Least, results.Span);
}
