using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>log(1 + |x|) with the sign of x.</summary>
internal sealed record Log1pScale : ColumnScale
{
    public override string Statement => "log(1 + |x|) with the sign of x";

    public override bool IsWhole => true;

    public override Action<ReadOnlyMemory<double>, Memory<double>> ToMap() => (values, results) => SignedLog.Apply(values.Span, results.Span);
}
