using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record RobustAnomaly(double Threshold, int Window) : AnomalyRule
{
    /// <summary>Fewer periods say too little.</summary>
    public const int Least = 8;

    public override string Statement => FormattableString.Invariant($"within {Threshold} robust standard deviations of the median of {Window:N0} periods");

    public override int LeastPeriods => Least;

    internal override int Memory(TimeSpan step) => Window;

    internal override string Name => "robust_z";

    internal override FindingKind Kind => AnomalyFindings.Unusual;

    internal override UsualRange? Expect(MetricPast past, int family) => Of(past.Last(Window), 2 * Normal.Survival(Threshold));

    /// <summary>What is usual with all but a given probability.</summary>
    public static UsualRange? Of(MetricPast past, double rate)
    {
        if (past.Count < Least) return null;
        var transform = new MetricTransform(past);
        double center = Quantiles.Median(transform.Values), deviation = Quantiles.MedianAbsoluteDeviation(transform.Values);
        return transform.Around(center, RobustLimits.Of(past.Count, rate) * deviation, rate);
    }

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteNumber("threshold", Threshold);
        writer.WriteNumber("window", Window);
    }
}
