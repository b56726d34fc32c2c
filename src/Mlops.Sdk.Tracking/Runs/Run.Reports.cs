using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Run
{
    /// <summary>What a fit runs under to be recorded by this run: its seed, its clock, and an observer that logs every stage's options, sizes, times, findings and report.</summary>
    public RunContext Context => field ??= new RunContext { Seed = Seed, Time = _workspace.Options.Time, Observer = new RunObserver(this) };

    /// <summary>Where the next fit of the run is kept.</summary>
    internal string NextFit() => string.Create(CultureInfo.InvariantCulture, $"{FitRecord.Folder}{Interlocked.Increment(ref _fits)}.json");

    /// <summary>Keeps a report as HTML and JSON, and its findings; of an evaluation the metrics too, of a cross-validation their means and, fold by fold, <c>folds/auc</c>. Durable when the task ends.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What to call it; null for its kind. The metrics of an evaluation with a name are called <c>name/auc</c>, without one <c>auc</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task LogAsync(Report report, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        string path = Names.ArtifactPath(name ?? report.Kind, nameof(name));
        List<RunWrite> writes = await Task.Run(() => ReportLog.StoreAsync(_workspace.Artifacts, Id, path, report, _workspace.Options.Time.GetUtcNow(), cancellationToken), cancellationToken).ConfigureAwait(false);
        if (report is EvaluationReport evaluation)
        {
            foreach (MetricValue value in evaluation.Values)
                if (value.Value is double number) writes.Add(Point(name is null ? value.Metric.Name : $"{name}/{value.Metric.Name}", number, null));
        }

        if (report is CrossValidationReport folds) writes.AddRange(FoldMetrics.Of(folds, name).Select(value => Point(value.Name, value.Value, value.Step)));
        await WriteAsync(writes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps a report as HTML and JSON, and its findings; of an evaluation the metrics too, of a cross-validation their means and, fold by fold, <c>folds/auc</c>. Durable when the task ends.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task LogAsync(Report report, CancellationToken cancellationToken) => LogAsync(report, null, cancellationToken);
}
