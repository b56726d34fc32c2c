using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What every feature says of the label.</summary>
internal static class TargetContent
{
    private const int Most = 40;

    public static void Add(ReportBuilder report, ProfileReport profile)
    {
        if (profile.Target is not { Features.Length: > 0 } target) return;
        FeatureTarget[] features = [.. target.Features.Take(Most)];
        (string Name, Func<FeatureTarget, double?> Value)[] measures =
        [
            ("AUC", feature => feature.Auc), ("AUC of being missing", feature => feature.MissingSeparation is > 0.5 and var missing ? missing : null), ("Pearson", feature => feature.Pearson), ("Spearman", feature => feature.Spearman),
            ("correlation ratio", feature => feature.CorrelationRatio), ("Cramér's V", feature => feature.CramersV), ("certainty", feature => feature.Certainty),
        ];
        measures = [.. measures.Where(measure => features.Any(feature => measure.Value(feature) is not null))];
        report.DetailSection($"What tells {ColumnWords.Short(target.Label)}").Table(
            [ReportColumn.Text("feature"), ReportColumn.Number("strength"), .. measures.Select(measure => ReportColumn.Number(measure.Name))],
            features.Select(feature => (IReadOnlyList<ReportCell>)[ReportCell.Link(feature.Feature, feature.Feature), ReportCell.Bar(Math.Round(feature.Strength, 4), feature.Strength), .. measures.Select(measure => (ReportCell)measure.Value(feature))]),
            note: Note(target));
    }

    /// <summary>The label where a feature has some value; null where there is one rate too many to show.</summary>
    public static ReportTable? Bins(TargetProfile? target, string feature)
    {
        if (target?.Features.FirstOrDefault(one => one.Feature == feature) is not { Bins.Length: > 1 } found || found.Bins.Any(bin => bin.Rates.Length != 1)) return null;
        double[] values = [.. found.Bins.Select(bin => bin.Rates[0].Value).Where(double.IsFinite)];
        double low = values.DefaultIfEmpty().Min(), high = values.DefaultIfEmpty().Max();
        string head = target.Positive is { } positive ? $"{ColumnWords.Short(target.Label)} = {ColumnWords.Value(positive)}" : $"mean of {ColumnWords.Short(target.Label)}";
        double Length(double rate) => target.IsClass ? rate : high > low ? 0.05 + (0.95 * (rate - low) / (high - low)) : 0.5;
        return new ReportTable(
            [ReportColumn.Text("value"), ReportColumn.Number("rows"), ReportColumn.Number(head, target.IsClass ? ReportNumberFormat.Percent : ReportNumberFormat.General)],
            found.Bins.Select(bin => (ReportCell[])[bin.IsMissing ? "(missing)" : ColumnWords.Value(bin.Name), bin.Rows, ReportCell.Bar(Rounded(bin.Rates[0].Value), Length(bin.Rates[0].Value))]));
    }

    private static double Rounded(double value) => double.IsFinite(value) && Math.Abs(value) < 1e9 ? Math.Round(value, 6) : value;

    private static string? Note(TargetProfile target) =>
        (target.Features.Length > Most ? FormattableString.Invariant($"The {Most} strongest of {target.Features.Length:N0} features. ") : "")
        + (target.Rows < target.TableRows ? FormattableString.Invariant($"From {target.Rows:N0} of {target.TableRows:N0} rows, drawn at random.") : "") is { Length: > 0 } note ? note.TrimEnd() : null;
}
