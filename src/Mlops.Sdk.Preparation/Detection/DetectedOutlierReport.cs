using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How many rows were left out, and why those farthest out.</summary>
public sealed class DetectedOutlierReport : Report
{
    private const double ManyRows = 0.1;

    private readonly DetectorState _state;

    internal DetectedOutlierReport(DetectorState state, int removed, IReadOnlyList<string> spared)
        : base("Removed outlier rows", FindingsOf(state, removed, spared))
    {
        _state = state;
        RemovedRows = removed;
    }

    /// <inheritdoc/>
    public override string Kind => "removed_outlier_rows";

    /// <summary>How many rows were left out.</summary>
    public int RemovedRows { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder("Removed outlier rows").Section("Detector").Facts(("Rows removed", RemovedRows));
        DetectionContent.Add(report, _state);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("removed_rows", RemovedRows);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.DetectorState);
    }

    private static IEnumerable<Finding> FindingsOf(DetectorState state, int removed, IReadOnlyList<string> spared)
    {
        foreach (string name in spared)
            yield return new Finding("PREP255", Severity.Warning, null, name.Length == 0
                ? $"Every one of the {state.Rows} rows is flagged; all were kept. Raise the threshold."
                : $"Every row of class '{name}' is flagged; they were kept. Raise the threshold, or look at fewer columns.");
        if (removed > ManyRows * state.Rows)
            yield return new Finding("PREP256", Severity.Warning, null, $"{removed} of {state.Rows} rows ({ReportNumber.Percent((double)removed / state.Rows, 3)}) were left out. A model will meet such rows when it scores: a score as a feature, with DetectOutliers, keeps them.");
    }
}
