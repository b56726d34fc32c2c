using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Models on the same test rows: is a challenger better than the model in use, by how much, how sure is that, and where does it turn round?</summary>
public sealed class TestComparison : Report
{
    private const int MostBars = 30;

    private readonly TestComparisonOptions _options;

    internal TestComparison(Metric metric, ImmutableArray<ModelDifference> differences, ImmutableArray<SegmentDifference> segments, int rows, int smallSegments, TestComparisonOptions options)
        : base($"{differences.Length + 1} models on {ReportNumber.Format(rows, ReportNumberFormat.Integer)} test rows", ComparisonFindings.Of(metric, differences, segments, smallSegments, options))
    {
        Metric = metric;
        Differences = differences;
        Segments = segments;
        RowCount = rows;
        SmallSegmentCount = smallSegments;
        _options = options;
    }

    /// <inheritdoc/>
    public override string Kind => "test_comparison";

    /// <summary>What they are compared by.</summary>
    public Metric Metric { get; }

    /// <summary>The rows that were judged.</summary>
    public int RowCount { get; }

    /// <summary>Each challenger against the first model; p-values adjusted over the challengers (Holm 1979).</summary>
    public ImmutableArray<ModelDifference> Differences { get; }

    /// <summary>Each challenger against the first model on each segment that has rows enough.</summary>
    public ImmutableArray<SegmentDifference> Segments { get; }

    /// <summary>How many segments have too few rows and are left out.</summary>
    public int SmallSegmentCount { get; }

    /// <summary>The challenger with the largest improvement among those whose evidence carries a switch; null where none does.</summary>
    public ModelDifference? Best => Differences.Where(one => one.Verdict == DifferenceVerdict.Switch).MaxBy(one => one.Improvement);

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var report = new ReportBuilder(Title, $"By {Metric.Title}, {(Metric.Direction == MetricDirection.HigherIsBetter ? "higher" : "lower")} is better; the model in use is '{Differences[0].Champion}'");
        report.Section("Decision").Text(string.Join("\n", Differences.Select(one => one.Sentence)));
        report.Table(
            [ReportColumn.Text("Model"), ReportColumn.Number(Metric.Title), ReportColumn.Number("Better by"), ReportColumn.Number("± SE"), ReportColumn.Number("From"), ReportColumn.Number("To"), ReportColumn.Number("p"), ReportColumn.Number("p, all"), ReportColumn.Text("Verdict")],
            [
                [Differences[0].Champion, Differences[0].ChampionValue, ReportCell.Empty, ReportCell.Empty, ReportCell.Empty, ReportCell.Empty, ReportCell.Empty, ReportCell.Empty, "in use"],
                .. Differences.Select(one => (IReadOnlyList<ReportCell>)[one.Challenger, one.ChallengerValue, one.Improvement, one.StandardError, one.Lower, one.Upper, one.PValue, one.AdjustedPValue, Word(one)]),
            ],
            note: $"{ComparisonFindings.NameOf(Differences[0].Test)}. Intervals at {ReportNumber.Percent(1 - _options.FalseAlarmRate)}, each by itself; 'p, all' allows for {Differences.Length} comparison{(Differences.Length == 1 ? "" : "s")} (Holm). It tells the chance of these rows, not of another training.");
        if (Segments.Length > 0) AddSegments(report);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("metric", Metric.Name);
        writer.WriteNumber("rows", RowCount);
        writer.WriteStartArray("differences");
        foreach (ModelDifference one in Differences) ComparisonJson.Write(writer, one);
        writer.WriteEndArray();
        writer.WriteNumber("small_segments", SmallSegmentCount);
        writer.WriteStartArray("segments");
        foreach (SegmentDifference one in Segments)
        {
            writer.WriteStartObject();
            writer.WriteString("column", one.Column);
            writer.WriteString("segment", one.Segment);
            writer.WriteNumber("rows", one.RowCount);
            writer.WriteBoolean("winner_differs", one.WinnerDiffers);
            writer.WritePropertyName("difference");
            ComparisonJson.Write(writer, one.Difference);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void AddSegments(ReportBuilder report)
    {
        report.Section("By segment");
        SegmentDifference[] drawn = [.. Segments.Where(one => one.Difference.Improvement is not null)];
        if (drawn.Length is > 0 and <= MostBars)
            report.Chart(new BarChart($"Better than '{Differences[0].Champion}' by {Metric.Title}", drawn.Select(one => Differences.Length == 1 ? one.Segment : $"{one.Difference.Challenger}, {one.Segment}"), drawn.Select(one => one.Difference.Improvement!.Value)));
        report.Table(
            [ReportColumn.Text("Segment"), ReportColumn.Number("Rows"), ReportColumn.Text("Challenger"), ReportColumn.Number("In use"), ReportColumn.Number("Challenger's"), ReportColumn.Number("Better by"), ReportColumn.Number("± SE"), ReportColumn.Number("p, all"), ReportColumn.Text("Remark")],
            Segments.Select(one => (IReadOnlyList<ReportCell>)
            [
                one.Segment, one.RowCount, one.Difference.Challenger, one.Difference.ChampionValue, one.Difference.ChallengerValue, one.Difference.Improvement, one.Difference.StandardError, one.Difference.AdjustedPValue,
                one.WinnerDiffers ? "the other model wins here" : one.Difference.Improvement is null ? "undefined" : "",
            ]),
            note: $"p allows for all segments (Benjamini and Hochberg).{(SmallSegmentCount > 0 ? $" {SmallSegmentCount} segments with fewer than {_options.MinimumSegmentRows} rows are left out." : "")}");
    }

    private static string Word(ModelDifference one) => one.Verdict switch
    {
        DifferenceVerdict.Switch => "switch",
        DifferenceVerdict.Keep => "worse: keep",
        _ => one.Improvement is null ? "undefined" : "not told",
    };
}
