namespace Mlops.Sdk;

/// <summary>Somebody that rights are given to. A principal is disabled and never removed, for the audit chain and grants name it.</summary>
/// <param name="Name">The name, by which it signs in.</param>
/// <param name="Kind">What it is.</param>
public sealed record Principal(string Name, PrincipalKind Kind)
{
    /// <summary>The group that every principal belongs to.</summary>
    public const string Everyone = "everyone";

    /// <summary>Whether it owns the workspace: it holds every privilege that it is not denied, always <see cref="Privilege.Manage"/>, and alone changes principals, groups and roles.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Whether it may act no longer. A disabled group allows nothing, and what it denies stays denied.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Who belongs to the group, groups included.</summary>
    /// <value>Empty; always so for a person or service.</value>
    public ValueList<string> Members { get; init; } = [];

    /// <summary>Kind and name.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}
