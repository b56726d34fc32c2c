using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Cross-validates ways to balance classes on the same folds.</summary>
internal sealed class RebalanceAdvisor(Dataset data, Pipeline pipeline, RebalanceAdviceOptions options, RunContext context, CancellationToken cancellation)
{
    private readonly List<Finding> _findings = [];

    public RebalanceAdvice Run()
    {
        LabelData label = LabelData.Read(data);
        if (label.Task == TaskKind.Regression)
            throw new MlopsException("MLO1703", $"Label {ErrorText.Show(label.Name)} is a number and has no classes to balance. For rare values of a number take RebalanceMethod.Smogn() and compare by data.CompareCandidates.");
        if (!options.Metric.Tasks.Contains(label.Task)) throw new ArgumentException($"'{options.Metric.Name}' does not judge {label.Task}. Choose one of {string.Join(", ", Metric.For(label.Task).Select(one => one.Name))}.", nameof(options));
        ImmutableArray<Metric> metrics = [.. new[] { options.Metric, Metric.AucPr, Metric.Auc, label.Task == TaskKind.Binary ? Metric.F1 : Metric.F1Macro, Metric.BalancedAccuracy, Metric.Brier }.Distinct()];
        int[] counts = label.CountClasses();
        double ratio = counts.Min() / (double)counts.Max();
        CrossValidationReport none = CrossValidate("none", new RebalanceOptions(), metrics, 0);
        var candidates = new List<RebalanceCandidate> { new("none", new RebalanceOptions(), none, []) };
        (string Name, RebalanceOptions Options)[] others = [.. Others(ratio)];
        for (int i = 0; i < others.Length; i++)
        {
            (string name, RebalanceOptions rebalance) = others[i];
            if (WithFallback(name, ref rebalance, metrics, (i + 1.0) / (others.Length + 1)) is not { } report) continue;
            candidates.Add(new RebalanceCandidate(name, rebalance, report, [.. metrics.Where(metric => Comparable(report[metric], none[metric])).Select(metric => report.Compare(none, metric))]));
        }

        context.Progress?.Report(new RunProgress(context.Path, 1, "compared"));
        return new RebalanceAdvice(label.Name, ratio, metrics, [.. candidates], options, _findings);
    }

    private IEnumerable<(string, RebalanceOptions)> Others(double ratio)
    {
        RebalanceMethod method = options.Method ?? RebalanceMethod.Smote();
        if (ratio >= 1)
        {
            _findings.Add(new Finding("PREP311", Severity.Info, null, "The classes are of the same size: there is nothing to balance."));
            yield break;
        }

        if (method is not ClassWeightsMethod) yield return ("weights", new() { Method = RebalanceMethod.ClassWeights });
        if (method is CleaningMethod)
        {
            yield return ("full", new() { Method = method });
            yield break;
        }

        if (ratio < options.PartialRatio) yield return ("partial", new() { Method = method, MinorityRatio = options.PartialRatio });
        else _findings.Add(new Finding("PREP312", Severity.Info, null, FormattableString.Invariant($"The smallest class is {ratio:0.###} of the largest, above PartialRatio {options.PartialRatio}: rebalancing in part was left out.")));
        yield return ("full", new() { Method = method });
    }

    // Null where a training part cannot be balanced to the ratio: a class that is small enough in all rows may be in none of its.
    private CrossValidationReport? WithFallback(string name, ref RebalanceOptions rebalance, ImmutableArray<Metric> metrics, double progress)
    {
        try
        {
            return CrossValidate(name, rebalance, metrics, progress);
        }
        catch (MlopsException error) when (error.Code == "MLO1704" && rebalance.MinorityRatio < 1)
        {
            _findings.Add(new Finding("PREP312", Severity.Info, null, $"Rebalancing in part was left out, for a class so small that folds lack it leaves the others in balance there: {error.Message}"));
            return null;
        }
        catch (MlopsException error) when (error.Code == "MLO1702" && options.Method is null)
        {
            if (_findings.All(finding => finding.Code != "PREP313"))
                _findings.Add(new Finding("PREP313", Severity.Info, null, $"Rows were repeated (random oversampling), for SMOTE does not take this data: {error.Message}"));
            rebalance = rebalance with { Method = RebalanceMethod.RandomOver };
            return CrossValidate(name, rebalance, metrics, progress);
        }
    }

    private CrossValidationReport CrossValidate(string name, RebalanceOptions rebalance, ImmutableArray<Metric> metrics, double progress)
    {
        context.Progress?.Report(new RunProgress(context.Path, progress, name));
        // The name goes into the path and not into the seed: every candidate meets the same folds and the same chance.
        RunContext run = context with { Path = context.Path.Length == 0 ? name : $"{context.Path}/{name}" };
        return pipeline.WithCalibrationFolds(options.CalibrationFolds).AddBeforeTrainer(new Rebalancer(rebalance)).CrossValidate(data, options.CrossValidation with { Metrics = [.. metrics] }, run, cancellation);
    }

    private static bool Comparable(CrossValidatedMetric one, CrossValidatedMetric other) => one.Values.Zip(other.Values).Count(pair => pair is { First: not null, Second: not null }) > 1;
}
