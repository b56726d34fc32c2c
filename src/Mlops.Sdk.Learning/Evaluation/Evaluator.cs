using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Runs an evaluation: metrics, intervals, tables, findings, report.</summary>
internal static class Evaluator
{
    public static EvaluationReport Run(Predictions predictions, Dataset test, EvaluationOptions options, RunContext context, CancellationToken cancellationToken)
    {
        Dataset labelled = MetricData.WithLabel(test, predictions.Label);
        LabelData label = LabelData.ReadFor(labelled, predictions.Task, predictions.Classes);
        MetricData data = MetricData.Create(predictions, label, labelled.Weight is { } weight ? MetricData.ReadWeights(weight) : default);
        var sample = new MetricSample(data);
        ImmutableArray<Metric> metrics = options.Metrics.Count == 0 ? Metric.For(data.Task) : [.. options.Metrics];
        MetricValue[] values = [.. metrics.Select(metric => metric.Compute(sample))];
        cancellationToken.ThrowIfCancellationRequested();
        values = Intervals(data, values, options, context, cancellationToken);

        int missing = labelled.Label!.MissingCount;
        var result = new EvaluationResult(data, sample, label.Name, predictions.Classes, [.. values])
        {
            Options = options,
            Seed = context.Seed,
            Unlabelled = missing,
            Unknown = label.Task == TaskKind.Regression ? 0 : labelled.RowCount - data.Count - missing,
            UnknownClasses = UnknownClasses(labelled.Label, label, labelled.RowCount - data.Count - missing),
        };
        if (data.Count > 0 && sample.TotalWeight > 0 && data.Task != TaskKind.Regression) result = ClassificationTables.AddTo(result);
        result = SegmentEvaluator.AddTo(result, predictions, labelled, context, cancellationToken);
        result = result with { Findings = [.. EvaluationFindings.Of(result)] };
        cancellationToken.ThrowIfCancellationRequested();
        return new EvaluationReport(result, EvaluationContent.Build(result));
    }

    /// <summary>Adds intervals to values that were computed of the data.</summary>
    public static MetricValue[] Intervals(MetricData data, MetricValue[] values, EvaluationOptions options, RunContext context, CancellationToken cancellationToken) =>
        AucIntervals.Add(data, BootstrapIntervals.Add(data, values, options, context, cancellationToken), options);

    private static ImmutableArray<string> UnknownClasses(Column column, LabelData label, int unknown)
    {
        if (unknown == 0 || label.Task == TaskKind.Regression) return [];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        ReadOnlySpan<int> codes = label.Codes.Span;
        for (int row = 0; row < codes.Length && names.Count < 5; row++)
            if (codes[row] < 0 && !column.IsMissing(row)) names.Add(column.GetText(row));
        return [.. names];
    }
}
