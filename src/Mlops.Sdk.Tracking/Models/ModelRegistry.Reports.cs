using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>Keeps a report on a version: its findings, its pages, and of an evaluation or cross-validation the metrics, for gates, cards and people. The last one under a name stands.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="report">The report: an evaluation, model tests, the answer to a <see cref="Problem"/>, any other.</param>
    /// <param name="name">What to call it; null for its kind.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<VersionReport> LogAsync(ModelReference reference, Report report, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        string path = Names.ArtifactPath(name ?? report.Kind, nameof(name));
        DateTimeOffset now = _time.GetUtcNow();
        List<RunWrite> writes = await Task.Run(() => ReportLog.StoreAsync(_artifacts, "", path, report, now, cancellationToken), cancellationToken).ConfigureAwait(false);
        var kept = new VersionReport
        {
            Name = path,
            ReportKind = report.Kind,
            CreatedAt = now,
            Metrics = Metrics(report).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Findings = [.. report.Findings],
            Artifacts = [.. writes.OfType<ArtifactLogged>().Select(write => write.Artifact)],
        };
        await _store.Models.LogReportAsync(version.Name, version.Version, kept, Audit("report.log", version.ToString(), now, path), cancellationToken).ConfigureAwait(false);
        return kept;
    }

    /// <summary>The reports that were kept on a version, the oldest first.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<VersionReport>> ListReportsAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        return await _store.Models.ReadReportsAsync(version.Name, version.Version, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<KeyValuePair<string, double>> Metrics(Report report) => report switch
    {
        EvaluationReport evaluation => evaluation.Values.Where(value => value.Value is not null).Select(value => KeyValuePair.Create(value.Metric.Name, value.Value!.Value)),
        CrossValidationReport folds => folds.Values.Where(value => value.Mean is not null).Select(value => KeyValuePair.Create(value.Metric.Name, value.Mean!.Value)),
        _ => [],
    };
}
