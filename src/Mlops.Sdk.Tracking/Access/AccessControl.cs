using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Who may do what in a workspace. At first nobody is asked: whoever has it open may do everything. After <see cref="RequirePrincipalAsync"/> every call through the SDK is checked.
/// In a directory this guards against mistakes, not against who can read the files.
/// </summary>
public sealed partial class AccessControl
{
    private const int MostAttempts = 20;
    private readonly AccessGate _gate;
    private readonly IWorkspaceStore _store;
    private readonly WorkspaceOptions _options;

    internal AccessControl(AccessGate gate, IWorkspaceStore store, IArtifactStore artifacts, WorkspaceOptions options)
    {
        (_gate, _store, _options) = (gate, store, options);
        Datasets = new DatasetGuard(gate, store, artifacts);
    }

    /// <summary>Who acts; null when the workspace asks for no principal.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6081 to MLO6083: a principal is asked for and none was given, it is not known, or it may not act.</exception>
    public async Task<string?> FindPrincipalAsync(CancellationToken cancellationToken = default) => (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))?.Name;

    /// <summary>Asks for a principal from now on, and makes one an owner, as which this workspace goes on. Others that have the workspace open already are asked within a second, and at the latest with the first call after it.</summary>
    /// <param name="owner">The name of the owner, which is added as a person when there is none of the name; null for <see cref="WorkspaceOptions.Principal"/>, or, where that is not set, for the user that acts.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6086: a principal is asked for already, and who acts is no owner; MLO6083: the name is that of a group.</exception>
    public async Task RequirePrincipalAsync(string? owner = null, CancellationToken cancellationToken = default)
    {
        string name = Names.Key(owner ?? await _gate.FindClaimAsync(cancellationToken).ConfigureAwait(false) ?? _options.Actor, nameof(owner));
        bool wasOpen = true;
        await ChangeAsync("ask for a principal", draft =>
        {
            wasOpen = !draft.Origin.IsRequired;
            if (draft.Origin.Principals.TryGetValue(name, out Principal? known) && known.Kind == PrincipalKind.Group) throw AccessErrors.CannotAct(known);
            Principal principal = (known ?? Fresh(draft, name, PrincipalKind.Person)) with { IsOwner = true, IsDisabled = false };
            return new Change(draft with { IsRequired = true }, [AccessDocuments.Write(draft.Origin, principal)], "access.require", $"principal/{name}", "owner");
        }, cancellationToken).ConfigureAwait(false);
        if (wasOpen) _gate.Become(name);
    }

    /// <summary>Asks for no principal any more. What was granted stays, for when one is asked for again.</summary>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6086: who acts is no owner.</exception>
    public async Task OpenToAllAsync(CancellationToken cancellationToken = default)
    {
        await ChangeAsync("open the workspace to all", draft => new Change(draft with { IsRequired = false }, [], "access.open", "workspace", null), cancellationToken).ConfigureAwait(false);
        _gate.Become(null);
    }

    /// <summary>Whether a principal holds a privilege on something, and why, in words. Others than oneself are explained to owners and to who manages the thing.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="privilege">The privilege.</param>
    /// <param name="securable">What it is on.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="AccessDeniedException">Who acts may not know.</exception>
    public async Task<AccessDecision> ExplainAsync(string principal, Privilege privilege, Securable securable, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentNullException.ThrowIfNull(securable);
        AccessSession? session = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (session is not null && session.Name != principal) await session.RequireAsync(Privilege.Manage, securable).ConfigureAwait(false);
        AccessDecision decision = (session?.State ?? await _gate.ReadAsync(cancellationToken).ConfigureAwait(false)).Decide(principal, privilege, securable);
        // Grants on what one may not know of are not named to oneself either.
        bool mayKnow = session is null || session.Name != principal || decision.IsAllowed || session.Allows(Privilege.Use, securable) || session.Allows(Privilege.Manage, securable);
        return mayKnow ? decision : decision with { Grant = null, Reason = $"{ErrorText.Show(principal)} does not hold {privilege} on {securable.InWords}" };
    }

    /// <summary>Throws unless who acts holds a privilege, or no principal is asked for.</summary>
    internal async Task RequireAsync(Privilege privilege, Securable securable, CancellationToken cancellationToken)
    {
        if (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) await session.RequireAsync(privilege, securable).ConfigureAwait(false);
    }

    /// <summary>Whether who acts holds a privilege, or no principal is asked for.</summary>
    internal async Task<bool> AllowsAsync(Privilege privilege, Securable securable, CancellationToken cancellationToken) =>
        await _gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session || session.Allows(privilege, securable);

    /// <summary>Throws unless an owner acts, or no principal is asked for.</summary>
    internal async Task RequireOwnerAsync(string what, CancellationToken cancellationToken)
    {
        if (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) await session.RequireOwnerAsync(what).ConfigureAwait(false);
    }

    /// <summary>The policies of datasets, and the door to their stored files.</summary>
    internal DatasetGuard Datasets { get; }

    /// <summary>Plans a change on the rights as they stand, and writes it if they still stand so; else it is planned again.</summary>
    private async Task<AccessState> ChangeAsync(string what, Func<Draft, Change> plan, CancellationToken cancellationToken, bool ownersOnly = true)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            AccessSession? session = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
            if (session is not null && ownersOnly) await session.RequireOwnerAsync(what).ConfigureAwait(false);
            AccessState state = session?.State ?? await _gate.ReadAsync(cancellationToken).ConfigureAwait(false);
            // Somebody asks for a principal since this workspace was opened: rights are changed by principals alone from then on.
            if (session is null && state.IsRequired) continue;
            Change change = plan(new Draft(state, session, session?.Name ?? _options.Actor));
            var audit = new AuditRecord(change.Action, change.Subject, _gate.Now, session?.Name ?? _options.Actor, change.Detail);
            DocumentWrite[] writes = [.. change.Writes, new DocumentWrite(AccessDocuments.State, AccessDocuments.StateKey, state.Revision, change.After.Body())];
            if (await _store.Documents.WriteAsync(writes, audit, cancellationToken: cancellationToken).ConfigureAwait(false) is null) return state;
        }

        throw AccessErrors.Contended();
    }

    private static Principal Fresh(Draft draft, string name, PrincipalKind kind)
    {
        string? near = draft.Origin.Principals.Keys.Append(Principal.Everyone).FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (near is not null) throw new ArgumentException($"There is a principal {ErrorText.Show(near)} already; two names that differ in case alone would be taken for each other.", nameof(name));
        return new Principal(name, kind);
    }

    private static Principal Known(AccessState state, string name) =>
        state.Principals.TryGetValue(name, out Principal? principal) ? principal : throw AccessErrors.Unknown("principal", name, [.. state.Principals.Keys]);

    /// <summary>The state document that a change leaves.</summary>
    private sealed record Draft(AccessState Origin, AccessSession? Session, string Actor)
    {
        public bool IsRequired { get; init; } = Origin.IsRequired;

        public int LastNumber { get; init; } = Origin.LastNumber;

        public string Body() => AccessDocuments.Write(IsRequired, LastNumber, Origin.Secret.IsEmpty ? RandomNumberGenerator.GetBytes(32) : Origin.Secret);
    }

    private sealed record Change(Draft After, IReadOnlyList<DocumentWrite> Writes, string Action, string Subject, string? Detail);
}
