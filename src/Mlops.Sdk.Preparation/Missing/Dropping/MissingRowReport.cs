using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How many rows were left out for what they lack, and what every column lacks.</summary>
public sealed class MissingRowReport : Report
{
    private const double ManyRows = 0.1;

    private readonly MissingRowState _state;

    internal MissingRowReport(MissingRowState state, IReadOnlyList<string> spared)
        : base("Rows that lack values", FindingsOf(state, spared)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "missing_rows";

    /// <summary>How many rows were left out.</summary>
    public int RemovedRows => _state.Removed;

    /// <summary>How many rows had no label.</summary>
    public int UnlabelledRows => _state.Unlabelled;

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => new ReportBuilder(Title).Section("Rows")
        .Facts(("Rows before", _state.Rows), ("Rows removed", _state.Removed), ("Rule", _state.Rule.ToString()), ("Rows that lack too much", _state.Incomplete), ("Rows without a label", _state.Unlabelled))
        .Table(
            [ReportColumn.Text("Column"), ReportColumn.Text("Type"), ReportColumn.Number("Missing"), ReportColumn.Number("Share", ReportNumberFormat.Percent)],
            _state.Columns.OrderByDescending(column => column.Share).Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.Type.ToString(), column.MissingRows, ReportCell.Bar(column.Share, column.Share, ReportNumberFormat.Percent)]))
        .Build();

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.MissingRowState);
    }

    private static IEnumerable<Finding> FindingsOf(MissingRowState state, IReadOnlyList<string> spared)
    {
        foreach (MissingShare column in state.Columns.Where(column => column.MissingRows == state.Rows && state.Rows > 0))
            yield return new Finding("PREP025", Severity.Warning, column.Name, $"Column '{column.Name}' is missing in all {state.Rows} rows and was passed over. Drop it with DropMissingColumns, or mend the source.");
        foreach (string name in spared)
            yield return new Finding("PREP023", Severity.Warning, null, name.Length == 0
                ? $"Every one of the {state.Rows} rows lacks too much; all were kept. Look at fewer columns, or fill them with ImputeMissing."
                : $"Every row of class '{name}' lacks too much; they were kept. Look at fewer columns, or fill them with ImputeMissing.");
        if (state.Rows > 0 && state.Removed - state.Unlabelled > ManyRows * state.Rows)
            yield return new Finding("PREP024", Severity.Warning, null, $"{state.Removed} of {state.Rows} rows ({ReportNumber.Percent((double)state.Removed / state.Rows, 3)}) were left out. A model will meet such rows when it scores: filling them with ImputeMissing keeps them.");
    }
}
