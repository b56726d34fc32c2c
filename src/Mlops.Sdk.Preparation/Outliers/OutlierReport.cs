using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The fences of every column, and how many training values lay outside.</summary>
public sealed class OutlierReport : Report
{
    private const int MostCharts = 12;
    private const double ManyOutliers = 0.05;

    private readonly OutlierState _state;

    internal OutlierReport(OutlierState state)
        : base("Outliers", FindingsOf(state)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "outliers";

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder("Outliers").Section("Fences")
            .Facts(("Method", _state.Method), ("Action", _state.Action.ToString()), ("Rows", _state.Rows), ("Columns", _state.Columns.Length), ("Values outside", _state.Columns.Sum(column => (long)column.Below + column.Above)));
        OutlierContent.Add(report, _state, MostCharts);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.OutlierState);
    }

    private static IEnumerable<Finding> FindingsOf(OutlierState state)
    {
        foreach (FencedColumn column in state.Columns)
        {
            double share = OutlierContent.ShareOf(column);
            if (column.Scale is { IsMovedAlone: true } && column.Box.Length > 0 && column.Box[0] < column.Box[4])
                yield return new Finding("PREP205", Severity.Info, column.Name, $"Column '{column.Name}' is not stretched: its quartiles are equal, or what it would be divided by is beyond the range of numbers. Where they are equal take OutlierAction.TransformYeoJohnson, or ScaleNumbers with ScaleMethod.Standard after capping.");
            if (!column.HasFence && column.Box.Length > 0)
                yield return new Finding("PREP201", Severity.Info, column.Name, column.Box[0] == column.Box[4]
                    ? $"Column '{column.Name}' is constant ({ReportNumber.Format(column.Box[0])}); it has no fence."
                    : $"Column '{column.Name}' has no spread by {state.Method}, though its values run from {ReportNumber.Format(column.Box[0])} to {ReportNumber.Format(column.Box[4])}; it has no fence. Most values are equal: think of a flag for the others, or of another method.");
            else if (share > ManyOutliers)
                yield return new Finding("PREP202", Severity.Warning, column.Name, $"{ReportNumber.Percent(share, 3)} of '{column.Name}' ({column.Below + column.Above} values) lie outside {(column.Groups.Length > 0 ? "the fences of their groups" : $"{ReportNumber.Format(column.Low)} to {ReportNumber.Format(column.High)}")}. So many are a tail rather than errors: widen the fence, or transform the column.");
        }
    }
}
