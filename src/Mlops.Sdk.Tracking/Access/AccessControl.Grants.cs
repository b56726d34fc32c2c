using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class AccessControl
{
    /// <summary>Allows a principal or group privileges on something and all below it.</summary>
    /// <param name="to">The principal or group; <see cref="Principal.Everyone"/> for all.</param>
    /// <param name="on">What it is on; it need not be there yet.</param>
    /// <param name="privileges">The privileges.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="AccessDeniedException">Who acts does not manage it.</exception>
    /// <exception cref="MlopsException">MLO6087: who acts does not hold the privileges themselves, on all of it.</exception>
    public Task<AccessGrant> GrantAsync(string to, Securable on, IReadOnlyCollection<Privilege> privileges, string? reason = null, CancellationToken cancellationToken = default) =>
        GiveAsync(to, on, Checked(privileges), null, false, reason, cancellationToken);

    /// <summary>Allows a principal or group the privileges of a role on something and all below it.</summary>
    /// <param name="to">The principal or group; <see cref="Principal.Everyone"/> for all.</param>
    /// <param name="on">What it is on; it need not be there yet.</param>
    /// <param name="role">The role, built in or defined by <see cref="DefineRoleAsync"/>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="AccessDeniedException">Who acts does not manage it.</exception>
    /// <exception cref="MlopsException">MLO6087: who acts does not hold the privileges of the role themselves, on all of it.</exception>
    public Task<AccessGrant> GrantAsync(string to, Securable on, AccessRole role, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(role);
        return GiveAsync(to, on, [], role.Name, false, reason, cancellationToken);
    }

    /// <summary>Denies a principal or group privileges on something and all below it, whatever is allowed at any level. <see cref="Privilege.Manage"/> cannot be denied to an owner.</summary>
    /// <param name="to">The principal or group; <see cref="Principal.Everyone"/> for all.</param>
    /// <param name="on">What it is on; it need not be there yet.</param>
    /// <param name="privileges">The privileges; <see cref="Privilege.Use"/> stands for all.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="AccessDeniedException">Who acts does not manage it.</exception>
    public Task<AccessGrant> DenyAsync(string to, Securable on, IReadOnlyCollection<Privilege> privileges, string? reason = null, CancellationToken cancellationToken = default) =>
        GiveAsync(to, on, Checked(privileges), null, true, reason, cancellationToken);

    /// <summary>Takes a grant or a denial back.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">There is no such grant.</exception>
    /// <exception cref="AccessDeniedException">Who acts does not manage what it is on.</exception>
    /// <exception cref="MlopsException">MLO6087: it is a denial, and who acts does not hold what it denies.</exception>
    public async Task RevokeAsync(int number, string? reason = null, CancellationToken cancellationToken = default)
    {
        AccessGrant grant = Find(await RightsAsync(cancellationToken).ConfigureAwait(false), number);
        await RequireManageAsync(grant.On, cancellationToken).ConfigureAwait(false);
        await ChangeAsync("take grants back", draft =>
        {
            AccessGrant now = Find(draft.Origin, number);
            if (now.IsDenial) CheckHeld(draft, now.On, draft.Origin.DeniedBy(now), $"take back {now}");
            CheckManaged(draft, now.On);
            return new Change(draft, [AccessDocuments.Remove(draft.Origin, AccessDocuments.Grants, number)], "access.revoke", now.On.ToString(), Detail(now.ToString(), reason));
        }, cancellationToken, ownersOnly: false).ConfigureAwait(false);
    }

    /// <summary>The grants by number: all to owners; to others those on what they manage, and those to themselves, a group of theirs or everyone.</summary>
    /// <param name="on">Only grants on this; null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<AccessGrant>> ListGrantsAsync(Securable? on = null, CancellationToken cancellationToken = default)
    {
        AccessSession? session = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        AccessState state = session?.State ?? await _gate.ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. state.Grants.Where(grant => (on is null || grant.On == on) && (session is null || MayKnow(session, grant))).OrderBy(grant => grant.Number)];
    }

    // A denial of what one may not even know of is not shown to whom it hits.
    private static bool MayKnow(AccessSession session, AccessGrant grant) =>
        session.Allows(Privilege.Manage, grant.On) || (session.State.GroupsOf(session.Name).Contains(grant.To) && session.Allows(Privilege.Use, grant.On));

    private async Task<AccessGrant> GiveAsync(string to, Securable on, ValueList<Privilege> privileges, string? role, bool isDenial, string? reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(on);
        Names.Key(to);
        await RequireManageAsync(on, cancellationToken).ConfigureAwait(false);
        AccessGrant? given = null;
        await ChangeAsync("give grants", draft =>
        {
            if (to != Principal.Everyone) Known(draft.Origin, to);
            if (role is not null && !draft.Origin.Roles.ContainsKey(role)) throw AccessErrors.Unknown("role", role, [.. draft.Origin.Roles.Keys]);
            given = new AccessGrant(draft.LastNumber + 1, to, on, privileges, role, isDenial, draft.Actor, _gate.Now, reason);
            CheckManaged(draft, on);
            if (!isDenial) CheckHeld(draft, on, [.. draft.Origin.PrivilegesOf(given)], $"give {given}");
            return new Change(draft with { LastNumber = given.Number }, [AccessDocuments.Write(given)], isDenial ? "access.deny" : "access.grant", on.ToString(), Detail(given.ToString(), reason));
        }, cancellationToken, ownersOnly: false).ConfigureAwait(false);
        return given!;
    }

    private async Task<AccessState> RightsAsync(CancellationToken cancellationToken) =>
        (await _gate.EnterAsync(cancellationToken).ConfigureAwait(false))?.State ?? await _gate.ReadAsync(cancellationToken).ConfigureAwait(false);

    // The refusal is noted here; the change looks again, on the rights that it is written on.
    private Task RequireManageAsync(Securable on, CancellationToken cancellationToken) => RequireAsync(Privilege.Manage, on, cancellationToken);

    private static void CheckManaged(Draft draft, Securable on)
    {
        if (draft.Session is { } session && !session.Allows(Privilege.Manage, on)) throw new AccessDeniedException(session.State.Decide(session.Name, Privilege.Manage, on), mayKnow: false);
    }

    // Nobody gives more than they hold, on the thing and on everything below it. An owner can take back any denial that hits them, and then holds it.
    private static void CheckHeld(Draft draft, Securable on, IReadOnlyCollection<Privilege> privileges, string what)
    {
        if (draft.Session is not { } session || session.State.IsOwner(session.Name)) return;
        foreach (Privilege privilege in privileges)
            if (session.State.Lacks(session.Name, privilege, on) is string lacks) throw AccessErrors.Escalation(session.Name, what, lacks);
    }

    private static AccessGrant Find(AccessState state, int number) =>
        state.Grants.FirstOrDefault(grant => grant.Number == number) ?? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no grant #{number}. ListGrantsAsync tells those that there are."), nameof(number));

    private static string Detail(string what, string? reason) => reason is null ? what : $"{what}: {reason}";
}
