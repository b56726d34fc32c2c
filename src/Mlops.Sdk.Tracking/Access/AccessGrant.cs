using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Privileges that a principal or group is allowed or denied on something and all below it.</summary>
/// <param name="Number">Its number, by which it is revoked and named in explanations.</param>
/// <param name="To">The principal or group; <see cref="Principal.Everyone"/> for all.</param>
/// <param name="On">What it is on.</param>
/// <param name="Privileges">The privileges; empty when they are those of a role.</param>
/// <param name="Role">The role whose privileges are meant, as they stand when rights are asked for; null for <paramref name="Privileges"/>.</param>
/// <param name="IsDenial">Whether they are denied. A denial wins over everything that is allowed, at any level.</param>
/// <param name="GivenBy">Who gave it.</param>
/// <param name="GivenAt">When.</param>
/// <param name="Reason">Why, if that was said.</param>
public sealed record AccessGrant(int Number, string To, Securable On, ValueList<Privilege> Privileges, string? Role, bool IsDenial, string GivenBy, DateTimeOffset GivenAt, string? Reason = null)
{
    /// <summary>In words, such as <c>grant #12 (deny Select on dataset 'loans' to 'analysts', by 'ann' on 2026-11-30 20:15:00Z)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"grant #{Number} ({(IsDenial ? "deny" : "allow")} {(Role is null ? string.Join(", ", Privileges) : $"role {Extensibility.ErrorText.Show(Role)}")} on {On.InWords} to {Extensibility.ErrorText.Show(To)}, by {Extensibility.ErrorText.Show(GivenBy)} on {GivenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z)");
}
