namespace Mlops.Sdk;

/// <summary>A period of a history is not like the others (MLO3112). The report says in which metrics and by how much.</summary>
public sealed class AnomalyException : MlopsException
{
    internal AnomalyException(AnomalyReport report, IReadOnlyList<Finding> findings)
        : base("MLO3112", MessageOf(findings)) => Report = report;

    /// <summary>The whole verdict.</summary>
    public AnomalyReport Report { get; }

    private static string MessageOf(IReadOnlyList<Finding> findings)
    {
        const int most = 5;
        return FormattableString.Invariant($"The history has {findings.Count} anomal{(findings.Count == 1 ? "y" : "ies")}. ")
            + string.Join(" ", findings.OrderByDescending(finding => finding.Severity).Take(most).Select(finding => finding.Message)) + (findings.Count > most ? " ..." : "");
    }
}
