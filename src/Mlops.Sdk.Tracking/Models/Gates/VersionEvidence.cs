using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What is known of a model version: itself, the reports that were logged for it, and the run that made it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Reports">The reports, the oldest first.</param>
/// <param name="Run">The run that made it; null when it is not known.</param>
public sealed record VersionEvidence(ModelVersion Version, ImmutableArray<VersionReport> Reports, RunInfo? Run)
{
    /// <summary>Every approval and rejection of it: those that were stated to be made elsewhere (<see cref="ModelApproval.StatedBy"/>), and then those of this workspace, the oldest first.</summary>
    public ImmutableArray<ModelApproval> Approvals { get; init; } = [];

    /// <summary>Who registered it; of one from another workspace also who imported it. Empty when that is not known.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>Who wants it promoted; null when nobody does.</summary>
    public string? PromotedBy { get; init; }

    /// <summary>The last value of a metric: of a report that has it, the latest first, otherwise of the run. Null when there is none, or NaN.</summary>
    /// <param name="name">The metric, <c>auc</c>, or <c>evaluation/auc</c> for that of one report.</param>
    public double? Metric(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (VersionReport report in Reports.Reverse())
        {
            string own = name.StartsWith(report.Name + "/", StringComparison.Ordinal) ? name[(report.Name.Length + 1)..] : name;
            if (report.Metrics.TryGetValue(own, out double value)) return double.IsNaN(value) ? null : value;
        }

        return Run?.Metrics.GetValueOrDefault(name)?.Value(MetricAggregate.Last);
    }

    /// <summary>All findings, of the reports and of the run.</summary>
    public IEnumerable<Finding> Findings => Reports.SelectMany(report => report.Findings).Concat(Run?.Findings.Select(found => found.Finding) ?? []);
}
