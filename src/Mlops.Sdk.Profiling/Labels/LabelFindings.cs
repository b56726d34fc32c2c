using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Features that give the label away: by correlation with a number, by ranking the rows of its classes, or by removing the uncertainty about it.</summary>
internal static class LabelFindings
{
    /// <summary>What is known without a sample: correlations only.</summary>
    public static IEnumerable<Finding> Of(DatasetSummary summary, ProfileOptions options)
    {
        if (summary.Schema.Label is not { IsNumeric: true } label) return [];
        return Of(label.Name, summary.Schema.Features.Where(feature => feature.IsNumeric).Select(feature => LabelLeaks.ByValue(feature.Name, summary.Correlation(feature.Name, label.Name), null, null, null, options)).OfType<TargetLeak>());
    }

    public static IEnumerable<Finding> Of(string label, IEnumerable<TargetLeak> leaks)
    {
        foreach (TargetLeak leak in leaks)
            if (Describe(label, leak) is { } how) yield return new Finding("PROF009", Severity.Warning, leak.Feature, $"'{leak.Feature}' {how}. If it is not known when the model is used, leave it out: data.Drop(\"{leak.Feature}\").");
    }

    private static string? Describe(string label, TargetLeak leak) => leak.Kind switch
    {
        TargetLeakKind.Correlation => $"correlates with the label '{label}' at {ReportNumber.Format(leak.Value)} (above {ReportNumber.Format(leak.Threshold)})",
        TargetLeakKind.Separation => $"alone tells the classes of '{label}' apart with an AUC of {ReportNumber.Format(leak.Value)} (above {ReportNumber.Format(leak.Threshold)})",
        TargetLeakKind.MissingSeparation => $"tells the classes of '{label}' apart by being missing, with an AUC of {ReportNumber.Format(leak.Value)} (above {ReportNumber.Format(leak.Threshold)})",
        TargetLeakKind.Certainty => FormattableString.Invariant($"alone removes {leak.Value:P1} of the uncertainty about '{label}' (above {leak.Threshold:P0})"),
        _ => null,
    };
}
