using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A name for privileges that are granted together.</summary>
/// <param name="Name">The name.</param>
/// <param name="Privileges">What it holds.</param>
public sealed record AccessRole(string Name, ValueList<Privilege> Privileges)
{
    /// <summary>Use and Select.</summary>
    public static AccessRole Reader { get; } = new("reader", [Privilege.Use, Privilege.Select]);

    /// <summary>Use and Execute.</summary>
    public static AccessRole Scorer { get; } = new("scorer", [Privilege.Use, Privilege.Execute]);

    /// <summary>Everything but Manage.</summary>
    public static AccessRole Contributor { get; } = new("contributor", [Privilege.Use, Privilege.Select, Privilege.Modify, Privilege.Execute]);

    /// <summary>Everything.</summary>
    public static AccessRole Manager { get; } = new("manager", [Privilege.Use, Privilege.Select, Privilege.Modify, Privilege.Execute, Privilege.Manage]);

    /// <summary>The roles that every workspace has.</summary>
    public static ImmutableArray<AccessRole> BuiltIn { get; } = [Reader, Scorer, Contributor, Manager];
}
