using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The difference of two pipelines over the same folds, as a decision.</summary>
internal static class FoldDifference
{
    public static ModelDifference Of(Metric metric, (string Name, CrossValidationReport Report) champion, (string Name, CrossValidationReport Report) challenger, ComparisonOptions options)
    {
        CrossValidatedMetric first = champion.Report[metric], second = challenger.Report[metric];
        int folds = first.Values.Zip(second.Values).Count(pair => pair is { First: not null, Second: not null });
        var none = new ModelDifference(champion.Name, challenger.Name, metric, first.Mean, second.Mean, null, null, null, null, null, null, DifferenceTest.CorrectedResampledT, DifferenceVerdict.Undecided)
        {
            Confidence = 1 - options.FalseAlarmRate, MinimumImprovement = options.MinimumImprovement, Count = folds,
        };
        if (folds < 2) return none;
        PairedComparison paired = challenger.Report.Compare(champion.Report, metric);
        double sign = metric.Direction == MetricDirection.HigherIsBetter ? 1 : -1, improvement = sign * paired.Difference;
        double reach = paired.StandardError * StudentT.Quantile(1 - options.FalseAlarmRate / 2, folds - 1);
        return none with { Improvement = improvement, StandardError = paired.StandardError, Lower = improvement - reach, Upper = improvement + reach, PValue = paired.PValue, AdjustedPValue = paired.PValue };
    }
}
