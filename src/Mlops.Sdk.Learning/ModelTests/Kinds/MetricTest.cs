using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A metric must reach a value.</summary>
internal sealed record MetricTest(MetricBar Bar) : ModelTest(FormattableString.Invariant($"{Bar.Metric.Name} {Bar.Side} {Bar.Value}"), "MTEST005")
{
    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        MetricValue value = Bar.Metric.Compute(subject.AsIs, subject.Data);
        return Result(Bar.IsReachedBy(value.Value), value.Value, Bar.Value, value.Value is null ? $"it is undefined: {value.Reason}" : $"it is {ReportNumber.Format(value.Value)} on {ReportNumber.Format(subject.Data.RowCount, ReportNumberFormat.Integer)} rows.");
    }
}
