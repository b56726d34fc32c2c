using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a preview tells.</summary>
internal sealed record OutlierPreviewState(int Rows, int TouchedRows, string Method, OutlierAction Action, OutlierColumnChange[] Columns, OutlierChange[] Examples);

/// <summary>What handling outliers would change: rows, cells of each column, quantiles before and after, examples with their reasons. Nothing is changed to tell it.</summary>
public sealed class OutlierPreviewReport : Report
{
    private const int MostCharts = 6;

    private readonly OutlierPreviewState _state;

    internal OutlierPreviewReport(OutlierPreviewState state)
        : base("What handling outliers would change") => _state = state;

    /// <inheritdoc/>
    public override string Kind => "outlier_preview";

    /// <summary>How many rows have a value outside its fence.</summary>
    public int TouchedRows => _state.TouchedRows;

    /// <summary>How many cells would become others, or missing.</summary>
    public int ChangedCells => _state.Columns.Sum(column => column.ChangedCells);

    /// <summary>What would change in each column that has a fence or is transformed, in the order of the data.</summary>
    public ImmutableArray<OutlierColumnChange> Columns => [.. _state.Columns];

    /// <summary>Values that would become others, the farthest of each column first.</summary>
    public ImmutableArray<OutlierChange> Examples => [.. _state.Examples];

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        OutlierColumnChange[] changed = [.. _state.Columns.Where(column => column.Below + column.Above + column.ChangedCells > 0).OrderByDescending(column => column.Below + column.Above)];
        ReportBuilder report = new ReportBuilder(Title).Section("Changes")
            .Facts(("Method", _state.Method), ("Action", _state.Action.ToString()), ("Rows", _state.Rows), ("Rows with a value outside", _state.TouchedRows), ("Cells that would change", ChangedCells), ("Columns", _state.Columns.Length));
        if (changed.Length == 0) return report.Text("Every value lies within its fence; nothing would change.").Build();
        report.Table(
            [ReportColumn.Text("Column"), ReportColumn.Number("Below"), ReportColumn.Number("Above"), ReportColumn.Number("Cells changed"), ReportColumn.Number("Share", ReportNumberFormat.Percent)],
            changed.Select(column => (IReadOnlyList<ReportCell>)[column.Column, column.Below, column.Above, column.ChangedCells, ReportCell.Bar(Share(column), Share(column), ReportNumberFormat.Percent)]));
        if (_state.Examples.Length > 0) report.Section("Examples").Table(
            [ReportColumn.Text("Row"), ReportColumn.Text("Why"), ReportColumn.Text("Becomes")],
            _state.Examples.Select(example => (IReadOnlyList<ReportCell>)[ReportNumber.Format(example.Reason.Row), example.Reason.Text, Becomes(example)]));
        report.Section("Before and after").Table(
            [ReportColumn.Text("Column"), ReportColumn.Text(""), ReportColumn.Number("Least"), ReportColumn.Number("1%"), ReportColumn.Number("25%"), ReportColumn.Number("50%"), ReportColumn.Number("75%"), ReportColumn.Number("99%"), ReportColumn.Number("Greatest"), ReportColumn.Number("Mean")],
            changed.SelectMany(column => new IReadOnlyList<ReportCell>[] { [column.Column, "before", .. Numbers(column, column.Before)], ["", "after", .. Numbers(column, column.After)] }));
        foreach (OutlierColumnChange column in changed.Where(column => !double.IsNaN(column.Before[0]) && !double.IsNaN(column.After[0])).Take(MostCharts))
            report.Chart(new BoxChart(column.Column, [Box("before", column.Before), Box("after", column.After)]));
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.OutlierPreviewState);
    }

    private double Share(OutlierColumnChange column) => _state.Rows == 0 ? 0 : ((double)column.Below + column.Above) / _state.Rows;

    private static string Becomes(OutlierChange example) =>
        double.IsNaN(example.After) ? "missing" : example.After == example.Reason.Value ? "stays" : ReportNumber.Apart(example.After, example.Reason.Value);

    // As many digits as the range before has it takes to tell its parts.
    private static IEnumerable<ReportCell> Numbers(OutlierColumnChange column, ValueList<double> numbers)
    {
        double range = column.Before[6] - column.Before[0], size = Math.Max(Math.Abs(column.Before[0]), Math.Abs(column.Before[6]));
        int digits = range > 0 && double.IsFinite(size / range) ? (int)Math.Clamp(4 + Math.Floor(Math.Log10(size / range)), 4, 15) : 4;
        return numbers.Select(number => double.IsNaN(number) ? ReportCell.Empty : (ReportCell)ReportNumber.Format(number, digits: digits));
    }

    private static BoxGroup Box(string name, ValueList<double> numbers) => new(name, numbers[0], numbers[2], numbers[3], numbers[4], numbers[6]);
}
