using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How good a pipeline is on rows that it was not fitted on: metrics over folds, and what was said of every row by the model that had not seen it.</summary>
public sealed class CrossValidationReport : Report
{
    private readonly CrossValidationResult _result;

    internal CrossValidationReport(CrossValidationResult result)
        : base($"Cross-validation of {result.Label.Name}", CrossValidationContent.Findings(result)) => _result = result;

    /// <inheritdoc/>
    public override string Kind => "cross_validation";

    /// <summary>The name of the label.</summary>
    public string Label => _result.Label.Name;

    /// <summary>What is predicted.</summary>
    public TaskKind Task => _result.Label.Task;

    /// <summary>Every metric over the folds, in reading order.</summary>
    public ImmutableArray<CrossValidatedMetric> Values => _result.Values;

    /// <summary>The folds, repeat after repeat.</summary>
    public ImmutableArray<FoldResult> Folds => _result.Folds;

    /// <summary>What was said of each row of <see cref="OutOfFoldRows"/> by the model that had not seen it, in the first repeat. Evaluate it with <c>OutOfFold.Evaluate(data.Take(OutOfFoldRows))</c>.</summary>
    public Predictions OutOfFold => _result.OutOfFold;

    /// <summary>The rows that were judged by, ascending: all, except for folds in time, where the earliest block judges nothing.</summary>
    public ImmutableArray<int> OutOfFoldRows => _result.OutOfFoldRows;

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed => _result.Elapsed;

    /// <summary>A metric over the folds.</summary>
    /// <exception cref="ArgumentException">It was not computed; the message tells which were.</exception>
    public CrossValidatedMetric this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return Values.FirstOrDefault(value => value.Metric == metric)
                ?? throw new ArgumentException($"'{metric.Name}' was not computed for {Task}. Computed: {string.Join(", ", Values.Select(value => value.Metric.Name))}.", nameof(metric));
        }
    }

    /// <summary>Compares with another pipeline that was judged by the same folds: a paired t-test corrected for overlapping training parts (Nadeau and Bengio 2003).</summary>
    /// <param name="other">The other one, from the same data, options and seed.</param>
    /// <param name="metric">What to compare by; by default the one that the task is judged by.</param>
    /// <exception cref="ArgumentException">It was judged by other folds, or the metric is undefined in all but one of them.</exception>
    public PairedComparison Compare(CrossValidationReport other, Metric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_result.FoldsHash != other._result.FoldsHash) throw new ArgumentException("The folds differ, so values cannot be paired. Cross-validate both with the same data, options and seed, or use data.CompareCandidates.", nameof(other));
        metric ??= Metric.Default(Task);
        CrossValidatedMetric mine = this[metric], theirs = other[metric];
        double[] differences = [.. mine.Values.Zip(theirs.Values).Where(pair => pair is { First: not null, Second: not null }).Select(pair => pair.First!.Value - pair.Second!.Value)];
        if (differences.Length < 2) throw new ArgumentException($"'{metric.Name}' is defined for both in {differences.Length} of {mine.Values.Length} folds; at least 2 are needed. {mine.Reason} {theirs.Reason}".TrimEnd(), nameof(metric));
        double ratio = Folds.Average(fold => (double)fold.ValidationRows) / Folds.Average(fold => (double)fold.TrainRows);
        PairedTTest test = CorrectedResampledTTest.Run(differences, ratio);
        double reach = test.StandardError * StudentT.Quantile(0.975, test.DegreesOfFreedom);
        return new PairedComparison(metric, test.Mean, test.StandardError, test.Mean - reach, test.Mean + reach, test.PValue);
    }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => CrossValidationContent.Build(_result, Title);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("label", Label);
        writer.WriteString("task", Task.ToString());
        writer.WriteNumber("folds", _result.Options.Folds);
        writer.WriteNumber("repeats", _result.Options.Repeats);
        writer.WriteStartObject("metrics");
        foreach (CrossValidatedMetric value in Values)
        {
            writer.WriteStartObject(value.Metric.Name);
            MetricJson.Number(writer, "mean", value.Mean);
            MetricJson.Number(writer, "standard_deviation", value.StandardDeviation);
            MetricJson.Number(writer, "standard_error", value.StandardError);
            writer.WriteStartArray("values");
            foreach (double? one in value.Values)
                if (one is { } number) writer.WriteNumberValue(number);
                else writer.WriteNullValue();
            writer.WriteEndArray();
            if (value.Reason is not null) writer.WriteString("reason", value.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
