using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Puts a cross-validation into words.</summary>
internal static class CrossValidationContent
{
    public static IEnumerable<Finding> Findings(CrossValidationResult result)
    {
        int[] sizes = result.Label.Task == TaskKind.Regression ? [] : result.Label.CountClasses();
        int rare = sizes.Length == 0 ? -1 : Array.IndexOf(sizes, sizes.Min());
        if (rare >= 0 && sizes[rare] < result.Options.Folds) yield return new("CROSS001", Severity.Warning, result.Label.Name, $"Class '{result.Label.Classes[rare]}' has {sizes[rare]} rows for {result.Options.Folds} folds, so it is missing from some of them. Ask for fewer folds, or gather more rows of it.");
        CrossValidatedMetric[] partly = [.. result.Values.Where(value => value is { Mean: not null, Reason: not null })];
        if (partly.Length > 0) yield return new("CROSS002", Severity.Warning, null, $"{string.Join(", ", partly.Select(value => value.Metric.Name))}: undefined in some folds; the means leave those out. {partly[0].Reason}");
    }

    public static ReportContent Build(CrossValidationResult result, string title)
    {
        string folds = $"{result.Options.Folds} folds{(result.Options.Repeats > 1 ? $", {result.Options.Repeats} times" : "")}";
        var report = new ReportBuilder(title, $"{result.Label.Task}, {folds}, seed {result.Seed}");
        report.Section("Metrics").Table(
            [ReportColumn.Text("Metric"), ReportColumn.Number("Mean"), ReportColumn.Number("Standard error"), ReportColumn.Number("Least"), ReportColumn.Number("Most"), ReportColumn.Text("Remark")],
            result.Values.Select(value => (IReadOnlyList<ReportCell>)
            [
                value.Metric.Title, value.Mean, value.StandardError, value.Values.Min(), value.Values.Max(),
                value.Reason ?? (value.Metric.Direction == MetricDirection.HigherIsBetter ? "higher is better" : "lower is better"),
            ]),
            note: "Standard error: the standard deviation over folds by the root of their number. Training parts overlap, so compare pipelines by Compare, which corrects for that.");
        CrossValidatedMetric[] shown = [.. result.Values.Where(value => value.Mean is not null).Take(6)];
        report.Section("Folds").Table(
            [ReportColumn.Text("Fold"), ReportColumn.Number("Trained on"), ReportColumn.Number("Judged by"), .. shown.Select(value => ReportColumn.Number(value.Metric.Title))],
            result.Folds.Select((fold, index) => (IReadOnlyList<ReportCell>)
            [
                result.Options.Repeats > 1 ? $"{fold.Repeat}.{fold.Fold}" : $"{fold.Fold}", fold.TrainRows, fold.ValidationRows, .. shown.Select(value => (ReportCell)value.Values[index]),
            ]));
        if (result.Values.FirstOrDefault(value => value.Metric == Metric.Default(result.Label.Task)) is { Mean: not null } main)
        {
            report.Chart(new BarChart($"{main.Metric.Title} of each fold", result.Folds.Select(fold => result.Options.Repeats > 1 ? $"{fold.Repeat}.{fold.Fold}" : $"{fold.Fold}"), main.Values.Select(value => value ?? double.NaN)));
        }

        return report.Build();
    }
}
