using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The audit chain as a principal may use it: reading takes Select on the chain itself, and whatever is appended is signed.</summary>
internal sealed class GuardedAuditStore(IAuditStore inner, AccessGate gate) : IAuditStore
{
    public async Task AppendAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) records = [.. records.Select(session.Signed)];
        await inner.AppendAsync(records, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return await inner.ReadAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AuditEntry?> ReadLastAsync(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return await inner.ReadLastAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) await session.RequireAsync(Privilege.Select, Securable.Audit).ConfigureAwait(false);
    }
}
