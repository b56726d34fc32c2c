namespace Mlops.Sdk.Extensibility;

/// <summary>The part of a store that keeps registered models.</summary>
public interface IModelStore
{
    /// <summary>Adds a version under the next free number of its model, which is allotted in the same transaction, with a report on it.</summary>
    /// <param name="version">The version. Its number is 0, or the number that it has elsewhere and must get here.</param>
    /// <param name="report">A report to keep on the version in the same transaction; null for none.</param>
    /// <param name="audit">What is appended to the audit chain in the same transaction, when the write happens; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>The version with its number.</returns>
    /// <exception cref="MlopsException">MLO6031: the run that made it is not there; MLO6051: the number it must get is not the next free one.</exception>
    Task<ModelVersion> AddVersionAsync(ModelVersion version, VersionReport? report = null, AuditRecord? audit = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one version, or null.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<ModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>All versions of a model by number; empty when there is no such model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The names of all models.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken = default);

    /// <summary>Moves an alias if it is held by whom the change says (<see cref="AliasChange.Previous"/>), and appends to its history, in one transaction.</summary>
    /// <param name="change">The move.</param>
    /// <param name="audit">What is appended to the audit chain in the same transaction, when the write happens; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>Whether it was moved, and who holds it now.</returns>
    /// <exception cref="MlopsException">MLO6042: there is no such version; MLO6045: it is archived.</exception>
    Task<AliasMove> MoveAliasAsync(AliasChange change, AuditRecord? audit = null, CancellationToken cancellationToken = default);

    /// <summary>Moves a version to a stage if it is where the change says (<see cref="StageChange.Previous"/>), and appends to its history, in one transaction.</summary>
    /// <param name="change">The move.</param>
    /// <param name="audit">What is appended to the audit chain in the same transaction, when the write happens; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <returns>Null when it was moved; otherwise where it is.</returns>
    /// <exception cref="MlopsException">MLO6042: there is no such version; MLO6045: it is to be archived and an alias points to it.</exception>
    Task<ModelStage?> MoveStageAsync(StageChange change, AuditRecord? audit = null, CancellationToken cancellationToken = default);

    /// <summary>The stages that a version has gone through, oldest first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<StageChange>> ReadStageHistoryAsync(string model, int version, CancellationToken cancellationToken = default);

    /// <summary>Keeps a report on a version, in one transaction; the last one under a name stands.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="report">The report.</param>
    /// <param name="audit">What is appended to the audit chain in the same transaction, when the write happens; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6042: there is no such version.</exception>
    Task LogReportAsync(string model, int version, VersionReport report, AuditRecord? audit = null, CancellationToken cancellationToken = default);

    /// <summary>The reports on a version, oldest first and then by name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<VersionReport>> ReadReportsAsync(string model, int version, CancellationToken cancellationToken = default);

    /// <summary>The history of one alias, or of all aliases of a model, oldest first. The last entry of an alias says who holds it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="alias">The alias, or null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<AliasChange>> ReadAliasHistoryAsync(string model, string? alias, CancellationToken cancellationToken = default);
}
