using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Features that give the label away: by correlation with a number, or by ranking the rows of its classes.</summary>
internal static class LabelFindings
{
    public static IEnumerable<Finding> Of(DatasetSummary summary, IReadOnlyList<LabelStrength> strengths, ProfileOptions options)
    {
        if (summary.Schema.Label is not { } label) yield break;
        Dictionary<string, LabelStrength> known = strengths.ToDictionary(one => one.Feature, StringComparer.Ordinal);
        foreach (Field feature in summary.Schema.Features)
        {
            double correlation = label.IsNumeric && feature.IsNumeric ? summary.Correlation(feature.Name, label.Name) : double.NaN;
            LabelStrength? strength = known.GetValueOrDefault(feature.Name);
            string? how = Math.Abs(correlation) > options.LabelSeparation ? $"correlates with the label '{label.Name}' at {ReportNumber.Format(correlation)}"
                : strength?.Separation > options.LabelSeparation ? $"alone tells the classes of '{label.Name}' apart with an AUC of {ReportNumber.Format(strength.Separation)}"
                : strength?.MissingSeparation > options.LabelSeparation ? $"tells the classes of '{label.Name}' apart by being missing, with an AUC of {ReportNumber.Format(strength.MissingSeparation)}"
                : null;
            if (how is not null)
                yield return new Finding("PROF009", Severity.Warning, feature.Name, $"'{feature.Name}' {how} (above {ReportNumber.Format(options.LabelSeparation)}). If it is not known when the model is used, leave it out: data.Drop(\"{feature.Name}\").");
        }
    }
}
