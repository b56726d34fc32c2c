using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Run
{
    /// <summary>What a fit runs under to be recorded by this run: its seed, its clock, and an observer that logs every stage's options, sizes, times, findings and report.</summary>
    public RunContext Context => field ??= new RunContext { Seed = Seed, Time = _workspace.Options.Time, Observer = new RunObserver(this) };

    /// <summary>Keeps a report in all its forms and its findings; durable when the task ends.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What to call it; null for its kind.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task LogAsync(Report report, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        string path = Names.ArtifactPath(name ?? report.Kind, nameof(name));
        List<RunWrite> writes = await Task.Run(() => ReportLog.StoreAsync(_workspace.Artifacts, Id, path, report, _workspace.Options.Time.GetUtcNow(), cancellationToken), cancellationToken).ConfigureAwait(false);
        await WriteAsync(writes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps a report in all its forms and its findings; durable when the task ends.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task LogAsync(Report report, CancellationToken cancellationToken) => LogAsync(report, null, cancellationToken);
}
