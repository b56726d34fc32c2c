using System.Collections.Concurrent;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Who acts in an open workspace, with the rights of the last revision. Every call through the stores passes here; while no principal is asked for, that is one look at a field.</summary>
internal sealed class AccessGate(IWorkspaceStore store, WorkspaceOptions options)
{
    private const int MostNoted = 10_000;
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string, Privilege, Securable), DateTimeOffset> _noted = new();
    private volatile bool _isOpen;
    private volatile string? _name;
    private volatile AccessState? _state;

    /// <summary>Whether it is known that no principal is asked for.</summary>
    public bool IsOpen => _isOpen;

    public DateTimeOffset Now => options.Time.GetUtcNow();

    /// <summary>Who acts, when the workspace asks for a principal; null while that is not known or not asked for.</summary>
    public string? Name => _isOpen ? null : _name;

    /// <summary>Who acts and with which rights, as they stand now; null when no principal is asked for.</summary>
    public async ValueTask<AccessSession?> EnterAsync(CancellationToken cancellationToken)
    {
        if (_isOpen) return null;
        // Where nothing was ever said of access, nothing of it is made: opening a workspace would pay for it.
        AccessState? state = _state is null && await AccessDocuments.RevisionAsync(store.Documents, cancellationToken).ConfigureAwait(false) == 0 ? null : await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (state is not { IsRequired: true })
        {
            _isOpen = true;
            return null;
        }

        string name = _name ??= await FindNameAsync(cancellationToken).ConfigureAwait(false);
        if (!state.Principals.TryGetValue(name, out Principal? principal)) throw AccessErrors.UnknownPrincipal(name);
        return principal.IsDisabled || principal.Kind == PrincipalKind.Group ? throw AccessErrors.CannotAct(principal) : new AccessSession(this, name, state);
    }

    /// <summary>The rights as they stand now.</summary>
    public async Task<AccessState> ReadAsync(CancellationToken cancellationToken)
    {
        if (_state is { } known && await AccessDocuments.RevisionAsync(store.Documents, cancellationToken).ConfigureAwait(false) == known.Revision) return known;
        AccessState state = await AccessDocuments.LoadAsync(store.Documents, cancellationToken).ConfigureAwait(false);
        if (state.IsRequired) _isOpen = false;
        if (_state is null || _state.Revision < state.Revision) _state = state;
        return state;
    }

    /// <summary>The name that the options give; null when they give none.</summary>
    public async ValueTask<string?> FindClaimAsync(CancellationToken cancellationToken) => options.Principal is null ? null : await options.Principal.FindAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>From now on somebody acts, or, with null, no principal is asked for.</summary>
    public void Become(string? name)
    {
        _name = name;
        _isOpen = name is null;
    }

    /// <summary>Notes a refusal in the audit chain, the same one once a minute.</summary>
    public async Task NoteAsync(AccessDecision decision)
    {
        DateTimeOffset now = Now;
        (string, Privilege, Securable) key = (decision.Principal, decision.Privilege, decision.Securable);
        if (_noted.TryGetValue(key, out DateTimeOffset last) && now - last < s_quiet) return;
        if (_noted.Count > MostNoted) _noted.Clear();
        _noted[key] = now;
        try
        {
            await store.Audit.AppendAsync([new AuditRecord("access.denied", decision.Securable.ToString(), now, decision.Principal, $"{decision.Privilege}: {decision.Reason}")], CancellationToken.None).ConfigureAwait(false);
        }
        catch (MlopsException)
        {
            // A store that takes no entries, such as one that is only read, makes no refusal an allowance.
        }
    }

    private async ValueTask<string> FindNameAsync(CancellationToken cancellationToken) =>
        await FindClaimAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } name ? name : throw AccessErrors.NoPrincipal();
}
