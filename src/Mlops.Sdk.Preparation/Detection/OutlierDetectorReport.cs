using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How the scores of the training rows are spread, how many rows each threshold would flag, and which rows lie farthest out and why.</summary>
public sealed class OutlierDetectorReport : Report
{
    private const double ManyRows = 0.1;

    private readonly DetectorState _state;

    internal OutlierDetectorReport(DetectorState state)
        : base("Outlier detection", FindingsOf(state)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "outlier_detection";

    /// <summary>How many training rows lay beyond the threshold.</summary>
    public int FlaggedRows => _state.Flagged;

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder("Outlier detection").Section("Detector");
        DetectionContent.Add(report, _state);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.DetectorState);
    }

    private static IEnumerable<Finding> FindingsOf(DetectorState state)
    {
        foreach (DetectionNote note in state.Notes) yield return new Finding(note.Code, note.Code == "PREP251" ? Severity.Info : Severity.Warning, note.Column, note.Message);
        if (state.Flagged > ManyRows * state.Rows)
            yield return new Finding("PREP254", Severity.Warning, null, $"{state.Flagged} of {state.Rows} training rows ({ReportNumber.Percent((double)state.Flagged / state.Rows, 3)}) lie beyond the threshold. So many are a group of their own rather than outliers: raise the threshold, or split the data.");
    }
}
