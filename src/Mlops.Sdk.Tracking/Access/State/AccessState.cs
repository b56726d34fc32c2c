using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>All rights of a workspace at one revision, and what follows from them. Immutable; what was worked out once is kept.</summary>
internal sealed class AccessState
{
    private static readonly Privilege[] s_all = Enum.GetValues<Privilege>();
    private readonly ConcurrentDictionary<string, FrozenSet<string>> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, Privilege, Securable), AccessDecision> _decisions = new();

    /// <summary>The state of a workspace in which nothing was ever said of access.</summary>
    public static AccessState Open { get; } = new() { Roles = AccessRole.BuiltIn.ToFrozenDictionary(role => role.Name, StringComparer.Ordinal) };

    public int Revision { get; init; }

    public bool IsRequired { get; init; }

    public int LastNumber { get; init; }

    public ReadOnlyMemory<byte> Secret { get; init; }

    public FrozenDictionary<string, Principal> Principals { get; init; } = FrozenDictionary<string, Principal>.Empty;

    public FrozenDictionary<string, AccessRole> Roles { get; init; } = FrozenDictionary<string, AccessRole>.Empty;

    public ImmutableArray<AccessGrant> Grants { get; init; } = [];

    public ImmutableArray<DatasetPolicy> Policies { get; init; } = [];

    public FrozenDictionary<(string Kind, string Key), int> Revisions { get; init; } = FrozenDictionary<(string, string), int>.Empty;

    public int RevisionOf(string kind, string key) => Revisions.GetValueOrDefault((kind, key));

    public bool IsOwner(string name) => Principals.TryGetValue(name, out Principal? principal) && principal is { IsOwner: true, IsDisabled: false };

    public AccessDecision Decide(string name, Privilege privilege, Securable securable)
    {
        // A name that is made up in a loop must not fill the memory.
        if (_decisions.Count > 100_000) _decisions.Clear();
        return _decisions.GetOrAdd((name, privilege, securable), key => Work(key.Item1, key.Item2, key.Item3));
    }

    public bool Allows(string name, Privilege privilege, Securable securable) => Decide(name, privilege, securable).IsAllowed;

    /// <summary>Why a principal does not hold a privilege on something and on all below it, unmasked; null when it does.</summary>
    public string? Lacks(string name, Privilege privilege, Securable securable)
    {
        AccessDecision decision = Decide(name, privilege, securable);
        if (!decision.IsAllowed) return decision.Reason;
        FrozenSet<string> groups = GroupsOf(name);
        AccessGrant? below = Grants.FirstOrDefault(grant => grant.IsDenial && securable.Includes(grant.On) && groups.Contains(grant.To) && Denies(grant, privilege) && !(privilege == Privilege.Manage && IsOwner(name)));
        if (below is not null) return $"they are denied a part by {below}";
        if (privilege != Privilege.Select) return null;
        DatasetPolicy? policy = Policies.FirstOrDefault(policy => IsHidden(policy, securable) && IsFor(policy, groups));
        return policy is null ? null : $"{policy} hides a part from them";
    }

    public IReadOnlyCollection<DatasetPolicy> PoliciesFor(string name, string dataset)
    {
        FrozenSet<string> groups = GroupsOf(name);
        return [.. Policies.Where(policy => policy.Dataset == dataset && IsFor(policy, groups))];
    }

    /// <summary>What is hidden of a dataset, and to whom of those from whom it is hidden a copy with these columns shows it.</summary>
    public IEnumerable<(string Hidden, string[] To)> ShownBy(string copy, string dataset, Schema columns)
    {
        string[] people = [.. Principals.Values.Where(principal => principal is { Kind: not PrincipalKind.Group, IsDisabled: false }).Select(principal => principal.Name).Order(StringComparer.Ordinal)];
        foreach (DatasetPolicy policy in Policies.Where(policy => policy.Dataset == dataset && (policy.Column is null || columns.Contains(policy.Column))))
            if (people.Where(name => IsFor(policy, GroupsOf(name)) && Shows(name, copy, policy.Column)).ToArray() is { Length: > 0 } to) yield return (policy.ToString(), to);
        foreach (AccessGrant grant in Grants.Where(grant => grant.IsDenial && grant.On.Kind == SecurableKind.Column && grant.On.Name == dataset && Denies(grant, Privilege.Select) && columns.Contains(grant.On.ColumnName!)))
            if (people.Where(name => GroupsOf(name).Contains(grant.To) && Shows(name, copy, grant.On.ColumnName)).ToArray() is { Length: > 0 } to) yield return (grant.ToString(), to);
    }

    /// <summary>The privileges of a grant; none when its role is gone.</summary>
    public ValueList<Privilege> PrivilegesOf(AccessGrant grant) => grant.Role is null ? grant.Privileges : Roles.TryGetValue(grant.Role, out AccessRole? role) ? role.Privileges : [];

    /// <summary>What a denial takes away: that of Use takes all.</summary>
    public IReadOnlyCollection<Privilege> DeniedBy(AccessGrant grant) => PrivilegesOf(grant).Contains(Privilege.Use) ? s_all : [.. PrivilegesOf(grant)];

    /// <summary>The principal itself, the groups that it is in, those that these are in, and everyone.</summary>
    public FrozenSet<string> GroupsOf(string name) => _groups.GetOrAdd(name, start =>
    {
        HashSet<string> found = [start, Principal.Everyone];
        Queue<string> waiting = new([start]);
        while (waiting.TryDequeue(out string? member))
        {
            foreach (Principal group in Principals.Values)
                if (group.Kind == PrincipalKind.Group && group.Members.Contains(member) && found.Add(group.Name)) waiting.Enqueue(group.Name);
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    });

    private static bool IsHidden(DatasetPolicy policy, Securable securable)
    {
        Securable dataset = Securable.Of(SecurableKind.Dataset, policy.Dataset);
        return securable.Includes(dataset) || (securable.Kind == SecurableKind.Column && securable.Name == policy.Dataset && (policy.Column is null || policy.Column == securable.ColumnName));
    }

    // A column, or the rows as they are.
    private bool Shows(string name, string dataset, string? column) =>
        Allows(name, Privilege.Select, column is null ? Securable.Of(SecurableKind.Dataset, dataset) : Securable.Of(SecurableKind.Column, dataset, column)) && !PoliciesFor(name, dataset).Any(policy => policy.Column == column);

    // A group that is disabled still hides, and excepts nobody.
    private bool IsFor(DatasetPolicy policy, FrozenSet<string> groups) => policy.For.Any(groups.Contains) && !policy.Except.Any(name => groups.Contains(name) && !IsDisabled(name));

    private bool IsDisabled(string name) => Principals.TryGetValue(name, out Principal? principal) && principal.IsDisabled;

    private bool Denies(AccessGrant grant, Privilege privilege)
    {
        ValueList<Privilege> privileges = PrivilegesOf(grant);
        return privileges.Contains(privilege) || privileges.Contains(Privilege.Use);
    }

    private bool Gives(AccessGrant grant, Privilege privilege)
    {
        ValueList<Privilege> privileges = PrivilegesOf(grant);
        return privileges.Contains(privilege) || (privilege == Privilege.Use && privileges.Count > 0);
    }

    private AccessDecision Work(string name, Privilege privilege, Securable securable)
    {
        string who = ErrorText.Show(name);
        if (!Principals.TryGetValue(name, out Principal? principal)) return Because(false, null, $"there is no principal {who}");
        if (principal.IsDisabled) return Because(false, null, $"{who} is disabled");
        if (principal.IsOwner && privilege == Privilege.Manage) return Because(true, null, $"{who} owns the workspace");
        FrozenSet<string> groups = GroupsOf(name);
        List<Securable> lineage = [.. securable.Lineage];
        AccessGrant[] here = [.. Grants.Where(grant => groups.Contains(grant.To) && lineage.Contains(grant.On))];
        if (here.FirstOrDefault(grant => grant.IsDenial && Denies(grant, privilege)) is { } denial) return Because(false, denial, $"denied by {denial}");
        if (principal.IsOwner) return Because(true, null, $"{who} owns the workspace");
        AccessGrant? gift = here.FirstOrDefault(grant => !grant.IsDenial && Gives(grant, privilege) && !IsDisabled(grant.To));
        return gift is not null
            ? Because(true, gift, $"allowed by {gift}")
            : Because(false, null, $"no grant gives {who} {privilege} on {string.Join(" or on ", lineage.Select(level => level.InWords))}");

        AccessDecision Because(bool allowed, AccessGrant? grant, string reason) => new(name, privilege, securable, allowed, grant, reason);
    }
}
