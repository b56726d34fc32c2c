namespace Mlops.Sdk;

/// <summary>Whether a principal holds a privilege on something, and why.</summary>
/// <param name="Principal">The principal.</param>
/// <param name="Privilege">The privilege.</param>
/// <param name="Securable">What it is on.</param>
/// <param name="IsAllowed">Whether it is held.</param>
/// <param name="Grant">The grant that decides; null when none does.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record AccessDecision(string Principal, Privilege Privilege, Securable Securable, bool IsAllowed, AccessGrant? Grant, string Reason)
{
    /// <summary>The reason.</summary>
    public override string ToString() => Reason;
}
