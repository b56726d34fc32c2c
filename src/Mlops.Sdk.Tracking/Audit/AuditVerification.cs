using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What a check of the audit chain found.</summary>
/// <param name="Entries">How many entries were found right, from the first on.</param>
/// <param name="End">The end of what was found right: the anchor to keep.</param>
/// <param name="Problem">The first place that is wrong; null when nothing is.</param>
public sealed record AuditVerification(long Entries, AuditAnchor End, AuditProblem? Problem)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problem is null;

    /// <summary>One line.</summary>
    public override string ToString() => Problem is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Entries:N0} audit entries, each follows from the one before; the last one has the hash {End.Hash}")
        : string.Create(CultureInfo.InvariantCulture, $"{Entries:N0} audit entries are right, then entry {Problem.Sequence:N0} is not: {Problem.Message}");
}
