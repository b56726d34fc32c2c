namespace Mlops.Sdk;

/// <summary>The names under which the values of a cross-validation are logged: its mean as <c>auc</c>, fold by fold as <c>folds/auc</c>, each after the name of the report if it has one.</summary>
internal static class FoldMetrics
{
    private const string Folder = "folds/";
    public const string Ratio = "test_train_ratio";

    public static string Mean(string? report, string metric) => report is null ? metric : $"{report}/{metric}";

    public static string Fold(string? report, string metric) => report is null ? Folder + metric : $"{report}/{Folder}{metric}";

    public static bool IsFold(string name) => !name.EndsWith(Ratio, StringComparison.Ordinal) && (name.StartsWith(Folder, StringComparison.Ordinal) || name.Contains("/" + Folder, StringComparison.Ordinal));

    /// <summary>Where the ratio of the parts is, beside a metric of folds.</summary>
    public static string RatioBeside(string name) => name[..(name.LastIndexOf('/') + 1)] + Ratio;

    public static IEnumerable<(string Name, double Value, long? Step)> Of(CrossValidationReport report, string? name)
    {
        yield return (Fold(name, Ratio), report.Folds.Average(fold => (double)fold.ValidationRows) / report.Folds.Average(fold => (double)fold.TrainRows), null);
        foreach (CrossValidatedMetric metric in report.Values)
        {
            if (metric.Mean is double mean) yield return (Mean(name, metric.Metric.Name), mean, null);
            for (int fold = 0; fold < metric.Values.Length; fold++)
                if (metric.Values[fold] is double value) yield return (Fold(name, metric.Metric.Name), value, fold);
        }
    }
}
