using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What an evaluation has computed, before it is put into words and charts.</summary>
internal sealed record EvaluationResult(MetricData Data, MetricSample Sample, string Label, ImmutableArray<string> ClassNames, ImmutableArray<MetricValue> Values)
{
    public TaskKind Task => Data.Task;

    /// <summary>Rows whose label is missing.</summary>
    public int Unlabelled { get; init; }

    /// <summary>Rows whose label is a class that the model does not know, and the first such classes.</summary>
    public int Unknown { get; init; }

    public ImmutableArray<string> UnknownClasses { get; init; } = [];

    public int LeftOut => Unlabelled + Unknown;

    public EvaluationOptions Options { get; init; } = new();

    public ulong Seed { get; init; }

    public ConfusionMatrix? Confusion { get; init; }

    public ImmutableArray<ClassResult> Classes { get; init; } = [];

    public ImmutableArray<GainRow> Gains { get; init; } = [];

    public ImmutableArray<CalibrationBin> Calibration { get; init; } = [];

    public ImmutableArray<SegmentResult> Segments { get; init; } = [];

    /// <summary>Segments with too few rows to be judged.</summary>
    public int SmallSegments { get; init; }

    public ImmutableArray<Finding> Findings { get; init; } = [];

    public double? ValueOf(Metric metric) => Values.FirstOrDefault(value => value.Metric == metric)?.Value;
}
