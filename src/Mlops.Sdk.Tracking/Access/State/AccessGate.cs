using System.Collections.Concurrent;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Who acts in an open workspace, with the rights of the last revision. Every call through the stores passes here. Where a principal is asked for, the revision is read with each of them;
/// where none is asked for, at most once a second, and all other calls take one look at a clock.
/// </summary>
internal sealed class AccessGate(IWorkspaceStore store, WorkspaceOptions options)
{
    private const int MostNoted = 10_000;
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    /// <summary>How long a workspace that asks for no principal is taken for one that still does not. docs/security.md tells it.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string, Privilege, Securable), DateTimeOffset> _noted = new();
    private readonly ulong _trust = (ulong)(Trust.TotalSeconds * options.Time.TimestampFrequency);
    private long _lookedAt;
    private volatile bool _isOpen;
    private volatile string? _name;
    private volatile AccessState? _state;

    /// <summary>Whether no principal is asked for, as it was found within the last second.</summary>
    public bool IsOpen => _isOpen && (ulong)(options.Time.GetTimestamp() - Volatile.Read(ref _lookedAt)) < _trust;

    public DateTimeOffset Now => options.Time.GetUtcNow();

    /// <summary>Who acts, when the workspace asks for a principal; null while that is not known or not asked for.</summary>
    public string? Name => _isOpen ? null : _name;

    /// <summary>Who acts and with which rights, as they stand now; null when no principal is asked for.</summary>
    public async ValueTask<AccessSession?> EnterAsync(CancellationToken cancellationToken)
    {
        if (IsOpen) return null;
        // The second begins before the look, so that what is turned on after it is seen within one.
        long now = options.Time.GetTimestamp();
        // Where nothing was ever said of access, nothing of it is made: opening a workspace would pay for it.
        AccessState? state = _state is null && await AccessDocuments.RevisionAsync(store.Documents, cancellationToken).ConfigureAwait(false) == 0 ? null : await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (state is not { IsRequired: true })
        {
            Open(now);
            return null;
        }

        _isOpen = false;
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
        if (name is null) Open(options.Time.GetTimestamp());
        else _isOpen = false;
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

    private void Open(long at)
    {
        Volatile.Write(ref _lookedAt, at);
        _isOpen = true;
    }

    private async ValueTask<string> FindNameAsync(CancellationToken cancellationToken) =>
        await FindClaimAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } name ? name : throw AccessErrors.NoPrincipal();
}
