using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A principal within one call, with the rights of one revision.</summary>
internal sealed class AccessSession(AccessGate gate, string name, AccessState state)
{
    public string Name => name;

    public AccessState State => state;

    public bool Allows(Privilege privilege, Securable securable) => state.Allows(name, privilege, securable);

    /// <summary>Throws, and notes it in the audit chain, when the principal lacks a privilege.</summary>
    public async ValueTask RequireAsync(Privilege privilege, Securable securable)
    {
        AccessDecision decision = state.Decide(name, privilege, securable);
        if (!decision.IsAllowed) throw await RefuseAsync(decision).ConfigureAwait(false);
    }

    public async ValueTask RequireOwnerAsync(string what)
    {
        if (state.IsOwner(name)) return;
        await gate.NoteAsync(new AccessDecision(name, Privilege.Manage, Securable.Workspace, false, null, $"only an owner may {what}")).ConfigureAwait(false);
        throw AccessErrors.OwnersOnly(name, what);
    }

    /// <summary>For reading: true when it is allowed, false when the principal may not even know that the thing is there; else it throws.</summary>
    public async ValueTask<bool> SeesAsync(Privilege privilege, Securable securable)
    {
        AccessDecision decision = state.Decide(name, privilege, securable);
        if (decision.IsAllowed) return true;
        if (!Allows(Privilege.Use, securable)) return false;
        throw await RefuseAsync(decision).ConfigureAwait(false);
    }

    public AuditRecord Signed(AuditRecord record) => record with { Actor = name };

    public AuditRecord? SignedOrNull(AuditRecord? record) => record is null ? null : Signed(record);

    private async Task<AccessDeniedException> RefuseAsync(AccessDecision decision)
    {
        await gate.NoteAsync(decision).ConfigureAwait(false);
        return new AccessDeniedException(decision, Allows(Privilege.Use, decision.Securable));
    }
}
