using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which columns were missing how often at fit, and what they are filled with.</summary>
public sealed class MissingReport : Report
{
    private readonly MissingState _state;

    internal MissingReport(MissingState state)
        : base("Missing values", FindingsOf(state)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "missing_values";

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ImputedColumn[] ordered = [.. _state.Columns.OrderByDescending(column => column.MissingRows)];
        ReportBuilder report = new ReportBuilder("Missing values").Section("Columns")
            .Facts(("Rows", _state.Rows), ("Columns filled", _state.Columns.Length), ("Columns with missing rows", _state.Columns.Count(column => column.MissingRows > 0)))
            .Table(
                [ReportColumn.Text("Column"), ReportColumn.Text("Type"), ReportColumn.Number("Missing"), ReportColumn.Number("Share", ReportNumberFormat.Percent), ReportColumn.Text("Method"), ReportColumn.Text("Filled with"), ReportColumn.Text("Indicator")],
                ordered.Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.Type.ToString(), column.MissingRows, ReportCell.Bar(Share(column, _state), Share(column, _state), ReportNumberFormat.Percent), column.Method, FillLearner.Show(column), column.Indicator]));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.MissingState);
    }

    private static double Share(ImputedColumn column, MissingState state) => state.Rows == 0 ? 0 : (double)column.MissingRows / state.Rows;

    private static IEnumerable<Finding> FindingsOf(MissingState state)
    {
        foreach (ImputedColumn column in state.Columns.Where(column => column.MissingRows > 0))
        {
            string share = ReportNumber.Percent(Share(column, state), 3);
            if (column.MissingRows == state.Rows)
                yield return new Finding("PREP002", Severity.Warning, column.Name, $"Column '{column.Name}' is missing in all {state.Rows} rows; it is filled with {FillLearner.Show(column)} and tells a model nothing. Drop it, or mend the source.");
            else
                yield return new Finding("PREP001", Share(column, state) > 0.5 ? Severity.Warning : Severity.Info, column.Name, $"Column '{column.Name}' is missing in {column.MissingRows} of {state.Rows} rows ({share}); filled with {(column.Source is null ? $"the {column.Method} " : "")}{FillLearner.Show(column)}.{(Share(column, state) > 0.5 ? " More of it is made up than measured: think of dropping it." : "")}");
        }
    }
}
