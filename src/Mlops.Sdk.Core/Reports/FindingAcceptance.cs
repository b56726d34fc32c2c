namespace Mlops.Sdk;

/// <summary>That somebody knows of a finding and lives with it.</summary>
/// <param name="By">Who accepted it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Severity">How much the finding would matter if it were not accepted.</param>
public sealed record FindingAcceptance(string By, string Reason, Severity Severity)
{
    /// <summary>The last moment at which it holds; null without an end.</summary>
    /// <value>null.</value>
    public DateTime? Until { get; init; }

    /// <summary>The worst value that is accepted; null for any.</summary>
    /// <value>null.</value>
    public double? Limit { get; init; }

    /// <summary>Whether it holds: false where its time is over or the value is worse than <see cref="Limit"/>. Then the finding is what it would be without it.</summary>
    /// <value>true.</value>
    public bool IsInForce { get; init; } = true;
}
