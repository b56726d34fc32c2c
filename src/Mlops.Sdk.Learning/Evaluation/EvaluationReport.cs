using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How good predictions are: metrics with intervals, findings, and by task confusion, classes, gains, calibration, curves or residuals.</summary>
public sealed class EvaluationReport : Report
{
    private readonly ReportContent _built;

    internal EvaluationReport(EvaluationResult result, ReportContent content)
        : base(content.Title, result.Findings)
    {
        _built = content;
        Label = result.Label;
        Task = result.Task;
        RowCount = result.Data.Count;
        LeftOutCount = result.LeftOut;
        Values = result.Values;
        Confusion = result.Confusion;
        Classes = result.Classes;
        Gains = result.Gains;
        Calibration = result.Calibration;
        Segments = result.Segments;
    }

    /// <inheritdoc/>
    public override string Kind => "evaluation";

    /// <summary>The name of the label.</summary>
    public string Label { get; }

    /// <summary>What is predicted.</summary>
    public TaskKind Task { get; }

    /// <summary>The rows that were judged.</summary>
    public int RowCount { get; }

    /// <summary>The rows left out because their label is missing or is no class of the model.</summary>
    public int LeftOutCount { get; }

    /// <summary>Every metric that was computed, in reading order.</summary>
    public ImmutableArray<MetricValue> Values { get; }

    /// <summary>Classification: how many rows of each class were taken for each class.</summary>
    public ConfusionMatrix? Confusion { get; }

    /// <summary>Classification: each class against the rest.</summary>
    public ImmutableArray<ClassResult> Classes { get; }

    /// <summary>Two classes: what the highest-scored tenths of the rows hold.</summary>
    public ImmutableArray<GainRow> Gains { get; }

    /// <summary>Classification: predicted and observed frequency; bins without rows are left out.</summary>
    public ImmutableArray<CalibrationBin> Calibration { get; }

    /// <summary>The segments that were asked for, in the order of the columns and their values; those with too few rows are left out.</summary>
    public ImmutableArray<SegmentResult> Segments { get; }

    /// <summary>The value of a metric, with its interval.</summary>
    /// <exception cref="ArgumentException">It was not computed; the message tells which were.</exception>
    public MetricValue this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return Values.FirstOrDefault(value => value.Metric == metric)
                ?? throw new ArgumentException($"'{metric.Name}' was not computed for {Task}. Computed: {string.Join(", ", Values.Select(value => value.Metric.Name))}.", nameof(metric));
        }
    }

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => _built;

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("label", Label);
        writer.WriteString("task", Task.ToString());
        writer.WriteNumber("rows", RowCount);
        writer.WriteNumber("rows_left_out", LeftOutCount);
        MetricJson.Write(writer, "metrics", Values);
        if (Confusion is not null) EvaluationJson.Write(writer, this, Confusion);
        if (!Segments.IsEmpty) EvaluationJson.WriteSegments(writer, Segments);
    }
}
