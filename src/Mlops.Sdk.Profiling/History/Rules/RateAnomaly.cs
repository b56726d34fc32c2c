using System.Text.Json;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

internal sealed record RateAnomaly(double Relative) : AnomalyRule
{
    public override string Statement => $"change of at most {Share(Relative)} of the value before";

    public override int LeastPeriods => 1;

    internal override string Name => "rate";

    internal override FindingKind Kind => AnomalyFindings.Rate;

    internal override UsualRange? Expect(MetricPast past, int family)
    {
        if (past.Count < 1) return null;
        double last = past.Values[^1], most = Relative * Math.Abs(last);
        return new(last - most, last, last + most);
    }

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteNumber("relative", Relative);
}
