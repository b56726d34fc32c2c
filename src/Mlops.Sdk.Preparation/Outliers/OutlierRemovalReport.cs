using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How many rows were left out, and by which fences.</summary>
public sealed class OutlierRemovalReport : Report
{
    private const int MostCharts = 12;
    private const double ManyRows = 0.1;

    private readonly OutlierState _state;

    internal OutlierRemovalReport(OutlierState state, int removed, IReadOnlyList<string> spared)
        : base("Removed outliers", FindingsOf(state, removed, spared))
    {
        _state = state;
        RemovedRows = removed;
    }

    /// <inheritdoc/>
    public override string Kind => "removed_outliers";

    /// <summary>How many rows were left out.</summary>
    public int RemovedRows { get; }

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder("Removed outliers").Section("Fences")
            .Facts(("Method", _state.Method), ("Rows before", _state.Rows), ("Rows removed", RemovedRows));
        OutlierContent.Add(report, _state, MostCharts);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("removed_rows", RemovedRows);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.OutlierState);
    }

    private static IEnumerable<Finding> FindingsOf(OutlierState state, int removed, IReadOnlyList<string> spared)
    {
        foreach (string name in spared)
            yield return new Finding("PREP203", Severity.Warning, null, name.Length == 0
                ? $"Every one of the {state.Rows} rows has a value outside a fence; all were kept. Widen the fence, or look at fewer columns."
                : $"Every row of class '{name}' has a value outside a fence; they were kept. Widen the fence, or look at fewer columns.");
        if (state.Rows > 0 && removed > ManyRows * state.Rows)
            yield return new Finding("PREP204", Severity.Warning, null, $"{removed} of {state.Rows} rows ({ReportNumber.Percent((double)removed / state.Rows, 3)}) were left out. A model will meet such rows when it scores: capping with HandleOutliers keeps them.");
    }
}
