namespace Mlops.Sdk;

/// <summary>Data breaks a rule of severity error (MLO3101). The report says which rules, in how many rows, and shows some.</summary>
public sealed class DataRulesException : MlopsException
{
    /// <summary>An exception for a report that has not passed.</summary>
    /// <param name="report">The report.</param>
    public DataRulesException(ValidationReport report)
        : base("MLO3101", MessageOf(report)) => Report = report;

    /// <summary>The verdict on every rule.</summary>
    public ValidationReport Report { get; }

    private static string MessageOf(ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        const int most = 5;
        RuleResult[] broken = [.. report.Broken];
        return FormattableString.Invariant($"The data breaks {broken.Length} of {report.Results.Length} rules. ") + string.Join(" ", broken.Take(most).Select(result => result.Message)) + (broken.Length > most ? " ..." : "");
    }
}
