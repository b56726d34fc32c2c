namespace Mlops.Sdk.Extensibility;

/// <summary>The part of a store that keeps the audit chain. Entries are only ever appended; <see cref="AuditChain.Append"/> makes them.</summary>
public interface IAuditStore
{
    /// <summary>Appends records in their order, in one transaction.</summary>
    /// <param name="records">What was done.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken = default);

    /// <summary>Entries by their place, oldest first.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken = default);

    /// <summary>The last entry, or null when nothing was done yet.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<AuditEntry?> ReadLastAsync(CancellationToken cancellationToken = default);
}
