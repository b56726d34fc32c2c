using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which columns were scaled, and how.</summary>
public sealed class ScalingReport : Report
{
    private readonly ScalingState _state;

    internal ScalingReport(ScalingState state)
        : base("Scaling", state.Columns.SelectMany(column => FindingsOf(column, state.Rows))) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "scaling";

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder("Scaling").Section("Columns")
        .Facts(("Columns scaled", _state.Columns.Length), ("Rows", _state.Rows))
        .Table(
            [ReportColumn.Text("Column"), ReportColumn.Text("Scale"), ReportColumn.Number("Numbers"), ReportColumn.Number("Missing"), ReportColumn.Number("Infinite")],
            _state.Columns.Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.Scale.Statement, column.Numbers, column.Missing, column.Infinite]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.ScalingState);
    }

    private static IEnumerable<Finding> FindingsOf(ScaledColumn column, int rows)
    {
        if (column.Numbers == 0)
            yield return new Finding("PREP501", Severity.Warning, column.Name, $"Column '{column.Name}' has no finite number in {rows} rows; it is left as it is and tells a model nothing. Drop it, or mend the source.");
        else if (column.IsConstant)
            yield return new Finding("PREP502", Severity.Info, column.Name, $"Column '{column.Name}' has one number in all rows; it tells a model nothing. Drop it.");
        else if (column.Scale.IsMovedAlone)
            yield return new Finding("PREP503", Severity.Info, column.Name, $"Column '{column.Name}' is not stretched: what it would be divided by is 0, or beyond the range of numbers, in which case it is left as it is. Where most of its numbers are equal take ScaleMethod.Standard or ScaleMethod.MaxAbs.");
        if (column.Infinite > 0)
            yield return new Finding("PREP504", Severity.Warning, column.Name, $"Column '{column.Name}' is infinite in {column.Infinite} of {rows} rows, which were not learnt from. HandleOutliers caps them before.");
    }
}
