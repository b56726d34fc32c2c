using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A metric must reach a value in every segment.</summary>
internal sealed record SegmentTest(string Column, MetricBar Bar, int MinimumRows)
    : ModelTest(FormattableString.Invariant($"{Bar.Metric.Name} {Bar.Side} {Bar.Value} for every {Column}"), "MTEST006")
{
    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        var failed = new List<(string Segment, int Rows, MetricValue Value)>();
        var parts = new List<ModelTestPart>();
        (double? Value, string Segment) worst = (null, "");
        int small = 0, judged = 0;
        foreach (DataSegment segment in DataSegments.Of(subject.Data[Column]))
        {
            if (segment.Rows.Length < MinimumRows)
            {
                small++;
                continue;
            }

            judged++;
            MetricValue value = Bar.Metric.Compute(PairedData.Take(subject.AsIs, segment.Rows), subject.Data.Take(segment.Rows));
            if (value.Value is { } number && (worst.Value is null || Bar.Metric.IsBetter(worst.Value.Value, number))) worst = (number, segment.Condition);
            parts.Add(new ModelTestPart(segment.Condition, value.Value, Bar.IsReachedBy(value.Value)));
            if (!Bar.IsReachedBy(value.Value)) failed.Add((segment.Condition, segment.Rows.Length, value));
        }

        string left = small > 0 ? $" {small} segments with fewer than {MinimumRows} rows are left out." : "";
        if (judged == 0) return Result(false, null, Bar.Value, $"no segment has {MinimumRows} rows, so nothing can be told. Give more rows, or lower minimumRows.");
        return Result(failed.Count == 0, worst.Value, Bar.Value, failed.Count == 0
            ? $"the worst is {ReportNumber.Format(worst.Value)} where {worst.Segment}.{left}"
            : $"it is missed where {string.Join("; ", failed.Take(3).Select(one => $"{one.Segment} ({ReportNumber.Format(one.Value.Value)} on {one.Rows} rows{(one.Value.Value is null ? $": {one.Value.Reason}" : "")})"))}{(failed.Count > 3 ? "; ..." : "")}.{left} Gather more such rows, or decide them otherwise.") with { Parts = new(Bar.Metric.Title, [.. Bar.Metric.Direction == MetricDirection.HigherIsBetter ? parts.OrderBy(part => part.Value) : parts.OrderByDescending(part => part.Value)]) };
    }
}
