using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How much every column lacks, and which are dropped for it.</summary>
public sealed class MissingColumnReport : Report
{
    private readonly MissingColumnState _state;

    internal MissingColumnReport(MissingColumnState state)
        : base("Columns that lack values", FindingsOf(state)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "missing_columns";

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder(Title).Section("Columns")
        .Facts(("Rows", _state.Rows), ("Columns", _state.Columns.Length), ("Dropped", _state.Columns.Count(column => column.IsDropped)), ("Greatest share missing", ReportCell.Percent(_state.MaximumMissingFraction)))
        .Table(
            [ReportColumn.Text("Column"), ReportColumn.Text("Type"), ReportColumn.Number("Missing"), ReportColumn.Number("Share", ReportNumberFormat.Percent), ReportColumn.Text("Decision")],
            _state.Columns.OrderByDescending(column => column.Share).Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.Type.ToString(), column.MissingRows, ReportCell.Bar(column.Share, column.Share, ReportNumberFormat.Percent), column.IsDropped ? "dropped" : "kept"]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.MissingColumnState);
    }

    private static IEnumerable<Finding> FindingsOf(MissingColumnState state)
    {
        foreach (MissingShare column in state.Columns.Where(column => column.IsDropped))
            yield return new Finding("PREP021", Severity.Info, column.Name, $"Column '{column.Name}' is missing in {column.MissingRows} of {state.Rows} rows ({ReportNumber.Percent(column.Share, 3)}) and is dropped. If it tells something where it is there, raise MaximumMissingFraction, or leave it out of Columns.")
            {
                Value = column.Share, Threshold = state.MaximumMissingFraction,
            };
        if (state.Columns.Length > 0 && state.Columns.All(column => column.IsDropped))
            yield return new Finding("PREP022", Severity.Warning, null, $"All {state.Columns.Length} columns are missing in more than {ReportNumber.Percent(state.MaximumMissingFraction, 3)} of the rows and are dropped; there is nothing left of them to learn from. Raise MaximumMissingFraction, or mend the source.");
    }
}
