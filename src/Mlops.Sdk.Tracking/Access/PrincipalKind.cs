namespace Mlops.Sdk;

/// <summary>What a principal is. The names are stored and never change.</summary>
public enum PrincipalKind
{
    /// <summary>A person.</summary>
    Person = 0,

    /// <summary>A program.</summary>
    Service = 1,

    /// <summary>A group of principals, which has what it is granted in common. Nobody acts as a group.</summary>
    Group = 2,
}
