using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How current data differs from a reference, column by column.</summary>
public sealed class DriftReport : Report
{
    private readonly DriftOptions _options;
    private readonly ImmutableArray<Chart> _charts;

    internal DriftReport(DriftOptions options, (long Rows, int? Sampled) reference, (long Rows, int? Sampled) current, ImmutableArray<ColumnDrift> columns, IEnumerable<Finding> findings, ImmutableArray<Chart> charts)
        : base("Drift", findings)
    {
        _options = options;
        _charts = charts;
        (ReferenceRows, SampledRows) = reference;
        (CurrentRows, CurrentSampledRows) = current;
        Columns = columns;
        DriftedColumns = [.. columns.Where(column => column.Drifted).Select(column => column.Column)];
    }

    /// <inheritdoc/>
    public override string Kind => "drift";

    /// <summary>Whether any column has drifted. When nothing has changed, the chance of this is at most <see cref="DriftOptions.FalseAlarmRate"/>.</summary>
    public bool HasDrift => !DriftedColumns.IsEmpty;

    /// <summary>The columns that have drifted, in the order of the reference.</summary>
    public ImmutableArray<string> DriftedColumns { get; }

    /// <summary>The verdict on every compared column, in the order of the reference.</summary>
    public ImmutableArray<ColumnDrift> Columns { get; }

    /// <summary>The rows of the reference.</summary>
    public long ReferenceRows { get; }

    /// <summary>How many rows of the reference stood for its numbers; null when all did.</summary>
    public int? SampledRows { get; }

    /// <summary>The rows of the current data.</summary>
    public long CurrentRows { get; }

    /// <summary>How many rows of the current data stood for its numbers; null when all did.</summary>
    public int? CurrentSampledRows { get; }

    /// <summary>The verdict on a column.</summary>
    /// <exception cref="ArgumentException">It was not compared.</exception>
    public ColumnDrift this[string column] => Columns.FirstOrDefault(one => one.Column == column)
        ?? throw new ArgumentException($"'{column}' was not compared. Compared columns: {string.Join(", ", Columns.Select(one => one.Column))}.", nameof(column));

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var builder = new ReportBuilder(Title, HasDrift ? FormattableString.Invariant($"{DriftedColumns.Length} of {Columns.Length} columns drifted") : FormattableString.Invariant($"No drift in {Columns.Length} columns"));
        builder.Section("Overview").Facts(
            ("Reference rows", ReferenceRows),
            ("Reference rows standing for its numbers", SampledRows ?? ReferenceRows),
            ("Current rows", CurrentRows),
            ("Current rows standing for its numbers", CurrentSampledRows ?? CurrentRows),
            ("Columns compared", Columns.Length),
            ("Drifted columns", DriftedColumns.Length),
            ("False alarms borne, over all columns", ReportCell.Percent(_options.FalseAlarmRate)),
            ("Smallest PSI that matters", _options.MinimumEffect));
        builder.Section("Columns").Table(
            [ReportColumn.Text("Column"), ReportColumn.Text("Drifted"), ReportColumn.Number("PSI"), ReportColumn.Number("Adjusted p"), ReportColumn.Number("Statistic"), ReportColumn.Text("Test"), ReportColumn.Number("Missing before"), ReportColumn.Number("Missing now")],
            Columns.OrderByDescending(column => column.Drifted).ThenByDescending(column => double.IsNaN(column.Effect) ? -1 : column.Effect).Select(Row),
            note: "Adjusted p: Holm's correction over all tests. PSI: population stability index." + (SampledRows is null && CurrentSampledRows is null ? "" : " Numbers are compared on random samples of rows: the tests hold their rate, the distances are those of the samples."));
        if (HasDrift)
        {
            builder.Section("Drifted columns");
            foreach (ColumnDrift column in Columns.Where(column => column.Drifted))
                builder.Text($"{column.Column}: {column.Reason}");
            foreach (Chart chart in _charts) builder.Chart(chart);
        }

        return builder.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBoolean("has_drift", HasDrift);
        writer.WriteNumber("false_alarm_rate", _options.FalseAlarmRate);
        writer.WriteNumber("minimum_effect", _options.MinimumEffect);
        writer.WriteNumber("reference_rows", ReferenceRows);
        writer.WriteNumber("reference_sampled_rows", SampledRows ?? ReferenceRows);
        writer.WriteNumber("current_rows", CurrentRows);
        writer.WriteNumber("current_sampled_rows", CurrentSampledRows ?? CurrentRows);
        writer.WriteStartArray("columns");
        foreach (ColumnDrift column in Columns) Write(writer, column);
        writer.WriteEndArray();
    }

    private static ReportCell[] Row(ColumnDrift column) =>
    [
        column.Column,
        column.Drifted ? "yes" : column.Method == DriftMethod.NotAssessed ? "not assessed" : "no",
        Finite(column.Effect),
        Finite(column.PAdjusted),
        Finite(column.Statistic),
        column.Method switch { DriftMethod.KolmogorovSmirnov => "KS", DriftMethod.ChiSquare => "chi-square", _ => "" },
        ReportCell.Percent(column.ReferenceMissing),
        ReportCell.Percent(Finite(column.CurrentMissing)),
    ];

    private static void Write(Utf8JsonWriter writer, ColumnDrift column)
    {
        writer.WriteStartObject();
        writer.WriteString("column", column.Column);
        writer.WriteString("method", column.MethodName);
        WriteNumber(writer, "statistic", column.Statistic);
        WriteNumber(writer, "p_value", column.PValue);
        WriteNumber(writer, "p_adjusted", column.PAdjusted);
        WriteNumber(writer, "effect", column.Effect);
        WriteNumber(writer, "reference_missing", column.ReferenceMissing);
        WriteNumber(writer, "current_missing", column.CurrentMissing);
        WriteNumber(writer, "missing_p_adjusted", column.MissingPAdjusted);
        writer.WriteStartArray("new_levels");
        foreach (string level in column.NewLevels) writer.WriteStringValue(level);
        writer.WriteEndArray();
        writer.WriteBoolean("drifted", column.Drifted);
        writer.WriteString("reason", column.Reason);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(name, value);
        else writer.WriteNull(name);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
