using System.Text.Json;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

internal sealed record ChangeAnomaly(double Absolute) : AnomalyRule
{
    public override string Statement => $"change of at most {Number(Absolute)}";

    public override int LeastPeriods => 1;

    internal override string Name => "change";

    internal override FindingKind Kind => AnomalyFindings.Change;

    internal override UsualRange? Expect(MetricPast past, int family) => past.Count < 1 ? null : new(past.Values[^1] - Absolute, past.Values[^1], past.Values[^1] + Absolute);

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteNumber("absolute", Absolute);
}
