using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class AccessControl
{
    /// <summary>Adds a principal. It may do nothing until it is granted something, itself, through a group, or as one of <see cref="Principal.Everyone"/>.</summary>
    /// <param name="name">The name: one line of at most 250 characters, which differs from others in more than case.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">There is a principal of the name.</exception>
    /// <exception cref="MlopsException">MLO6086: who acts is no owner.</exception>
    public async Task<Principal> AddPrincipalAsync(string name, PrincipalKind kind = PrincipalKind.Person, CancellationToken cancellationToken = default)
    {
        Names.Key(name);
        var principal = new Principal(name, kind);
        await ChangeAsync("add principals", draft => new Change(draft, [AccessDocuments.Write(draft.Origin, Fresh(draft, name, kind))], "access.principal.add", $"principal/{name}", kind.ToString()), cancellationToken).ConfigureAwait(false);
        return principal;
    }

    /// <summary>All principals by name. To others than owners only they themselves and the groups that they are in, without other members.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<Principal>> ListPrincipalsAsync(CancellationToken cancellationToken = default)
    {
        AccessSession? session = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        AccessState state = session?.State ?? await _gate.ReadAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<Principal> all = state.Principals.Values.OrderBy(principal => principal.Name, StringComparer.Ordinal);
        if (session is null || state.IsOwner(session.Name)) return [.. all];
        return [.. all.Where(principal => state.GroupsOf(session.Name).Contains(principal.Name)).Select(principal => principal with { Members = [.. principal.Members.Where(state.GroupsOf(session.Name).Contains)] })];
    }

    /// <summary>Disables a principal, or enables it again.</summary>
    /// <param name="name">The principal.</param>
    /// <param name="isDisabled">Whether it is to be disabled.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6085: it is the last owner; MLO6086: who acts is no owner.</exception>
    public Task SetDisabledAsync(string name, bool isDisabled = true, CancellationToken cancellationToken = default) =>
        ChangePrincipalAsync(name, principal => principal with { IsDisabled = isDisabled }, isDisabled ? "disabled" : "enabled", cancellationToken);

    /// <summary>Makes a person or service an owner, or takes that away.</summary>
    /// <param name="name">The principal.</param>
    /// <param name="isOwner">Whether it is to be an owner.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">It is a group.</exception>
    /// <exception cref="MlopsException">MLO6085: it is the last owner; MLO6086: who acts is no owner.</exception>
    public Task SetOwnerAsync(string name, bool isOwner = true, CancellationToken cancellationToken = default) => ChangePrincipalAsync(
        name,
        principal => principal.Kind == PrincipalKind.Group ? throw new ArgumentException($"{ErrorText.Show(name)} is a group, and a group owns nothing. Make its members owners.", nameof(name)) : principal with { IsOwner = isOwner },
        isOwner ? "owner" : "owner no more",
        cancellationToken);

    /// <summary>Puts a principal or group into a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="member">The new member.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The one is no group, or the other is not known.</exception>
    /// <exception cref="MlopsException">MLO6086: who acts is no owner.</exception>
    public Task AddMemberAsync(string group, string member, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(group, member, members => members.Contains(member) ? members : [.. members, member], $"with {ErrorText.Show(member)}", cancellationToken);

    /// <summary>Takes a principal or group out of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="member">The member.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The one is no group, or the other is not known.</exception>
    /// <exception cref="MlopsException">MLO6086: who acts is no owner.</exception>
    public Task RemoveMemberAsync(string group, string member, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(group, member, members => [.. members.Where(one => one != member)], $"without {ErrorText.Show(member)}", cancellationToken);

    /// <summary>Defines a role, or changes what one holds, for all grants of it.</summary>
    /// <param name="name">The name; not that of a built-in role.</param>
    /// <param name="privileges">What it holds.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">The role is built in, or no privilege was given.</exception>
    /// <exception cref="MlopsException">MLO6086: who acts is no owner.</exception>
    public async Task<AccessRole> DefineRoleAsync(string name, IReadOnlyCollection<Privilege> privileges, CancellationToken cancellationToken = default)
    {
        Names.Key(name);
        if (AccessRole.BuiltIn.Any(role => role.Name == name)) throw new ArgumentException($"The role {ErrorText.Show(name)} is built in and stays as it is.", nameof(name));
        var role = new AccessRole(name, Checked(privileges));
        await ChangeAsync("define roles", draft => new Change(draft, [AccessDocuments.Write(draft.Origin, role)], "access.role.define", $"role/{name}", role.Privileges.ToString()), cancellationToken).ConfigureAwait(false);
        return role;
    }

    /// <summary>All roles by name.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<AccessRole>> ListRolesAsync(CancellationToken cancellationToken = default)
    {
        AccessSession? session = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        AccessState state = session?.State ?? await _gate.ReadAsync(cancellationToken).ConfigureAwait(false);
        return [.. state.Roles.Values.OrderBy(role => role.Name, StringComparer.Ordinal)];
    }

    private static ValueList<Privilege> Checked(IReadOnlyCollection<Privilege> privileges)
    {
        ArgumentNullException.ThrowIfNull(privileges);
        if (privileges.Count == 0) throw new ArgumentException("Give at least one privilege.", nameof(privileges));
        foreach (Privilege privilege in privileges)
            if (!Enum.IsDefined(privilege)) throw new ArgumentOutOfRangeException(nameof(privileges), privilege, "This is no privilege.");
        return [.. privileges.Distinct().Order()];
    }

    private Task ChangePrincipalAsync(string name, Func<Principal, Principal> change, string detail, CancellationToken cancellationToken) => ChangeAsync("change principals", draft =>
    {
        Principal after = change(Known(draft.Origin, name));
        bool isOwned = draft.Origin.Principals.Values.Select(one => one.Name == name ? after : one).Any(one => one is { IsOwner: true, IsDisabled: false });
        if (draft.Origin.IsRequired && !isOwned) throw AccessErrors.LastOwner(name);
        return new Change(draft, [AccessDocuments.Write(draft.Origin, after)], "access.principal.change", $"principal/{name}", detail);
    }, cancellationToken);

    private Task ChangeMembersAsync(string group, string member, Func<ValueList<string>, ValueList<string>> change, string detail, CancellationToken cancellationToken) => ChangeAsync("change groups", draft =>
    {
        Principal found = Known(draft.Origin, group);
        Known(draft.Origin, member);
        if (found.Kind != PrincipalKind.Group) throw new ArgumentException($"{ErrorText.Show(group)} is a {found.Kind.ToString().ToLowerInvariant()} and has no members.", nameof(group));
        return new Change(draft, [AccessDocuments.Write(draft.Origin, found with { Members = change(found.Members) })], "access.group.change", $"principal/{group}", detail);
    }, cancellationToken);
}
