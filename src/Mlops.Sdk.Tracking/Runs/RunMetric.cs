namespace Mlops.Sdk;

/// <summary>What a run's series of one metric comes to, kept up to date as points arrive.</summary>
/// <param name="Name">The name of the metric.</param>
/// <param name="Count">How many points were logged.</param>
/// <param name="Last">The value with the greatest step (then time, then order of arrival); may be NaN.</param>
/// <param name="LastStep">The step of <paramref name="Last"/>.</param>
/// <param name="Min">The smallest value that is not NaN; null when every value is NaN.</param>
/// <param name="Max">The greatest value that is not NaN; null when every value is NaN.</param>
public sealed record RunMetric(string Name, long Count, double Last, long LastStep, double? Min, double? Max)
{
    /// <summary>The value that stands for the series; null when there is none but NaN, which compares with nothing.</summary>
    /// <param name="aggregate">Which value of the series.</param>
    public double? Value(MetricAggregate aggregate) => aggregate switch
    {
        MetricAggregate.Last => double.IsNaN(Last) ? null : Last,
        MetricAggregate.Min => Min,
        MetricAggregate.Max => Max,
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate), aggregate, null),
    };
}
