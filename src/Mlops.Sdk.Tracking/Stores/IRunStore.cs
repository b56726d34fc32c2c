namespace Mlops.Sdk.Extensibility;

/// <summary>The part of a store that keeps runs.</summary>
public interface IRunStore
{
    /// <summary>Writes a batch as one transaction, in its order: all of it or nothing. It survives the death of the process once the task has ended.</summary>
    /// <param name="writes">What to write.</param>
    /// <param name="cancellationToken">Stops the call as long as the batch has not begun.</param>
    /// <exception cref="MlopsException">MLO6031: a write names a run that does not exist; MLO6037: the batch comes from an attempt that is over (<see cref="RunFenced"/>).</exception>
    Task WriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken = default);

    /// <summary>Reads one run, or null.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>One page of the runs that match.</summary>
    /// <param name="query">What to look for, and in what order.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>All experiments by name.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken = default);

    /// <summary>Marks every running run whose lease has ended as <see cref="RunStatus.Interrupted"/>, ended at the end of its lease.</summary>
    /// <param name="now">The time that leases are compared with.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>How many were marked.</returns>
    Task<int> InterruptExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Removes runs for ever that were set aside before a time. A run that a model version came from, or that a run which stays is nested in, is kept.</summary>
    /// <param name="deletedBefore">The time.</param>
    /// <param name="audit">What is appended to the audit chain in the same transaction, when a run is removed; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>How many were removed.</returns>
    Task<int> PurgeAsync(DateTimeOffset deletedBefore, AuditRecord? audit = null, CancellationToken cancellationToken = default);

    /// <summary>The points of one metric in the order of their arrival; empty when the run has none.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="most">How many points to give at most, at least 4; a longer series is thinned out by <see cref="MetricDownsampler"/>. Null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<MetricPoint>> ReadMetricAsync(string runId, string metric, int? most = null, CancellationToken cancellationToken = default);
}
