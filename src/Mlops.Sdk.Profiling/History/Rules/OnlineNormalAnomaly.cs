using System.Text.Json;
using Mlops.Sdk.Numerics;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

internal sealed record OnlineNormalAnomaly(double Threshold, double Forgetting) : AnomalyRule
{
    // What weighs less than that has no say.
    private const double Forgotten = 1e-4;

    public override string Statement => FormattableString.Invariant($"within {Threshold} standard deviations of a running mean that forgets {Share(Forgetting)} a period");

    public override int LeastPeriods => RobustAnomaly.Least;

    internal override string Name => "online_normal";

    internal override int Memory(TimeSpan step) => Forgetting > 0 ? Math.Max(RobustAnomaly.Least, (int)Math.Ceiling(Math.Log(Forgotten) / Math.Log(1 - Forgetting))) : int.MaxValue / 4;

    internal override FindingKind Kind => AnomalyFindings.Unusual;

    internal override UsualRange? Expect(MetricPast past, int family)
    {
        past = past.Last(Memory(past.Step));
        if (past.Count < RobustAnomaly.Least) return null;
        var transform = new MetricTransform(past);
        double[] weights = [.. Enumerable.Range(0, past.Count).Select(i => Math.Pow(1 - Forgetting, past.Count - 1 - i))];
        WeightedMoments moments = WeightedMoments.Of(transform.Values, weights);
        double rate = 2 * Normal.Survival(Threshold), effective = moments.EffectiveCount;

        // Mean and deviation of so few are off by themselves: the prediction interval of a normal sample, of as many values as the weights are worth.
        double reach = StudentT.Quantile(1 - (rate / 2), Math.Max(1, effective - 1)) * moments.StandardDeviation * Math.Sqrt(1 + (1 / effective));
        return double.IsFinite(reach) ? transform.Around(moments.Mean, reach, rate) : null;
    }

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteNumber("threshold", Threshold);
        writer.WriteNumber("forgetting", Forgetting);
    }
}
