using System.Collections.Immutable;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Which periods of a history are not like those before them, and in what.</summary>
public sealed class AnomalyReport : Report
{
    internal AnomalyReport(string key, ImmutableArray<ProfilePeriod> periods, DateTime from, ImmutableArray<SeriesJudgement> judged, ImmutableArray<MetricAnomaly> anomalies, IEnumerable<Finding> findings)
        : base("History of profiles", findings)
    {
        Key = key;
        Periods = [.. periods.Select(period => period.Period)];
        From = from;
        Judged = judged;
        Anomalies = anomalies;
    }

    /// <summary>Every kind of finding that a history can make, by code.</summary>
    public static ImmutableArray<FindingKind> FindingKinds => AnomalyFindings.All;

    /// <inheritdoc/>
    public override string Kind => "profile_history";

    /// <summary>The key of the series.</summary>
    public string Key { get; }

    /// <summary>The periods that were looked at, ascending.</summary>
    public ImmutableArray<DateTime> Periods { get; }

    /// <summary>The first period that was judged; those before taught only.</summary>
    public DateTime From { get; }

    /// <summary>What is not usual, in the order of the periods.</summary>
    public ImmutableArray<MetricAnomaly> Anomalies { get; }

    /// <summary>Throws when there is a finding of at least a severity, accepted ones left out: a step of CI that ends with it fails.</summary>
    /// <param name="severity">The least severity that counts.</param>
    /// <exception cref="AnomalyException">There is one (MLO3112); it carries this report.</exception>
    public void ThrowIfAnomalous(Severity severity = Severity.Warning)
    {
        Finding[] findings = [.. Findings.Where(finding => finding.Severity >= severity && finding.Acceptance is not { IsInForce: true })];
        if (findings.Length > 0) throw new AnomalyException(this, findings);
    }

    internal ImmutableArray<SeriesJudgement> Judged { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => AnomalyContent.Build(this);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        AnomalyJson.Write(writer, this);
    }
}
