using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One outer fold of a nested cross-validation.</summary>
/// <param name="Fold">Which, from 1.</param>
/// <param name="Winner">The candidate that the inner folds chose.</param>
/// <param name="InnerMean">What the inner folds promised of it.</param>
/// <param name="Value">What it came to on the rows of the outer fold, which took no part in the choice.</param>
public sealed record NestedFold(int Fold, string Winner, double? InnerMean, double? Value);

/// <summary>How good it is to choose the best candidate by cross-validation: on rows that took no part in the choice.</summary>
public sealed class NestedReport : Report
{
    internal NestedReport(string label, Metric metric, ImmutableArray<NestedFold> folds, Predictions outOfFold, ImmutableArray<int> outOfFoldRows)
        : base($"Nested cross-validation of {label}", FindingsOf(metric, folds))
    {
        Metric = metric;
        Folds = folds;
        OutOfFold = outOfFold;
        OutOfFoldRows = outOfFoldRows;
    }

    /// <inheritdoc/>
    public override string Kind => "nested_cross_validation";

    /// <summary>What is chosen and judged by.</summary>
    public Metric Metric { get; }

    /// <summary>The outer folds.</summary>
    public ImmutableArray<NestedFold> Folds { get; }

    /// <summary>The mean over the outer folds: what the choice is worth.</summary>
    public double? Mean => Average(fold => fold.Value);

    /// <summary>The mean of what the inner folds promised.</summary>
    public double? InnerMean => Average(fold => fold.InnerMean);

    /// <summary>How much better the inner folds look than what came out: the price of having chosen by them. Above 0 whichever way the metric goes.</summary>
    public double? Optimism => Mean is { } outer && InnerMean is { } inner ? (Metric.Direction == MetricDirection.HigherIsBetter ? 1 : -1) * (inner - outer) : null;

    /// <summary>What was said of each row of <see cref="OutOfFoldRows"/> by a model that had not seen it in training or choice.</summary>
    public Predictions OutOfFold { get; }

    /// <summary>The rows that were judged by, ascending.</summary>
    public ImmutableArray<int> OutOfFoldRows { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder(Title, $"{Folds.Length} outer folds, by {Metric.Title}")
        .Section("What the choice is worth").Facts((Metric.Title, Mean), ("Promised by the inner folds", InnerMean), ("Optimism", Optimism))
        .Section("Folds").Table(
            [ReportColumn.Number("Fold"), ReportColumn.Text("Chosen"), ReportColumn.Number("Promised"), ReportColumn.Number(Metric.Title)],
            Folds.Select(fold => (IReadOnlyList<ReportCell>)[fold.Fold, fold.Winner, fold.InnerMean, fold.Value]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("metric", Metric.Name);
        MetricJson.Number(writer, "mean", Mean);
        MetricJson.Number(writer, "inner_mean", InnerMean);
        MetricJson.Number(writer, "optimism", Optimism);
        writer.WriteStartArray("folds");
        foreach (NestedFold fold in Folds)
        {
            writer.WriteStartObject();
            writer.WriteNumber("fold", fold.Fold);
            writer.WriteString("winner", fold.Winner);
            MetricJson.Number(writer, "inner_mean", fold.InnerMean);
            MetricJson.Number(writer, "value", fold.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private double? Average(Func<NestedFold, double?> value)
    {
        double[] known = [.. Folds.Select(value).OfType<double>()];
        return known.Length > 0 ? known.Average() : null;
    }

    private static IEnumerable<Finding> FindingsOf(Metric metric, ImmutableArray<NestedFold> folds)
    {
        string[] winners = [.. folds.Select(fold => fold.Winner).Distinct(StringComparer.Ordinal)];
        if (winners.Length > 1) yield return new("NEST001", Severity.Info, null, $"The folds choose {string.Join(", ", winners.Select(name => $"'{name}'"))}: the choice hangs on the rows, so the candidates are hardly different by {metric.Name}. Prefer the simplest.");
    }
}
