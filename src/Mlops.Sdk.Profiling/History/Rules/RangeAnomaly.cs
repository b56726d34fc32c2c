using System.Text.Json;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

internal sealed record RangeAnomaly(double? Min, double? Max) : AnomalyRule
{
    public override string Statement => Min is null ? $"at most {Number(Max)}" : Max is null ? $"at least {Number(Min)}" : $"{Number(Min)} to {Number(Max)}";

    public override int LeastPeriods => 0;

    internal override string Name => "range";

    internal override FindingKind Kind => AnomalyFindings.Range;

    internal override UsualRange? Expect(MetricPast past, int family) => new(Min ?? double.NegativeInfinity, double.NaN, Max ?? double.PositiveInfinity);

    internal override void WriteFields(Utf8JsonWriter writer) => RuleJson.WriteBounds(writer, Min, Max);
}
