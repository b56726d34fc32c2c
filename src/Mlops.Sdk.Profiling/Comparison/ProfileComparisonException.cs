namespace Mlops.Sdk;

/// <summary>Two profiles differ by more than is borne (MLO3111). The report says where and by how much.</summary>
public sealed class ProfileComparisonException : MlopsException
{
    internal ProfileComparisonException(ProfileComparison report, IReadOnlyList<Finding> findings)
        : base("MLO3111", MessageOf(report, findings)) => Report = report;

    /// <summary>The whole comparison.</summary>
    public ProfileComparison Report { get; }

    private static string MessageOf(ProfileComparison report, IReadOnlyList<Finding> findings)
    {
        const int most = 5;
        return FormattableString.Invariant($"The profile '{report.Options.AfterName}' differs from '{report.Options.BeforeName}' in {findings.Count} finding{(findings.Count == 1 ? "" : "s")}. ")
            + string.Join(" ", findings.OrderByDescending(finding => finding.Severity).Take(most).Select(finding => finding.Message)) + (findings.Count > most ? " ..." : "");
    }
}
