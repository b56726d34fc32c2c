using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Rules that a table speaks for, with the evidence and how they did on data held out.</summary>
public sealed class RuleSuggestions : Report
{
    internal RuleSuggestions(int rows, int batchRows, ImmutableArray<RuleSuggestion> suggestions, ImmutableArray<RuleSuggestion> leftOut, int holdOuts, int holdOutsPassed)
        : base("Suggested rules")
    {
        RowCount = rows;
        BatchRows = batchRows;
        Suggestions = suggestions;
        LeftOut = leftOut;
        HoldOuts = holdOuts;
        HoldOutsPassed = holdOutsPassed;
        Rules = new DataRules(suggestions.Select(suggestion => suggestion.Rule));
    }

    /// <inheritdoc/>
    public override string Kind => "suggested_rules";

    /// <summary>The suggested rules as a set, to be edited, saved and used.</summary>
    public DataRules Rules { get; }

    /// <summary>The suggestions with their evidence.</summary>
    public ImmutableArray<RuleSuggestion> Suggestions { get; }

    /// <summary>Rules that too few of the held-out halves kept, and which are not part of <see cref="Rules"/>.</summary>
    public ImmutableArray<RuleSuggestion> LeftOut { get; }

    /// <summary>The rows that the suggestions rest on.</summary>
    public int RowCount { get; }

    /// <summary>The least number of rows of a table for which the bounds hold.</summary>
    public int BatchRows { get; }

    /// <summary>How many halves were held out.</summary>
    public int HoldOuts { get; }

    /// <summary>How many of them kept every rule that the other half suggested, of any severity.</summary>
    public int HoldOutsPassed { get; }

    /// <summary>The share of the held-out halves that kept every rule suggested from the other half; NaN when none was held out.</summary>
    public double HoldOutPassRate => HoldOuts == 0 ? double.NaN : (double)HoldOutsPassed / HoldOuts;

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        var builder = new ReportBuilder(Title, FormattableString.Invariant($"{Suggestions.Length:N0} rules from {RowCount:N0} rows, for tables of {BatchRows:N0} rows or more"));
        builder.Section("Overview").Facts(
            ("Rows", RowCount), ("Rules", Suggestions.Length), ("Least rows of a table", BatchRows), ("Halves held out", HoldOuts), ("Of these kept every rule", HoldOutsPassed), ("Rules left out", LeftOut.Length));
        AddTable(builder, "Rules", Suggestions);
        if (LeftOut.Length > 0) AddTable(builder, "Left out: too few held-out halves kept them", LeftOut);
        return builder.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("rows", RowCount);
        writer.WriteNumber("batch_rows", BatchRows);
        writer.WriteNumber("hold_outs", HoldOuts);
        writer.WriteNumber("hold_outs_passed", HoldOutsPassed);
        Write(writer, "suggestions", Suggestions);
        Write(writer, "left_out", LeftOut);
    }

    private static void AddTable(ReportBuilder builder, string title, ImmutableArray<RuleSuggestion> suggestions) => builder.Section(title).Table(
        [ReportColumn.Text("rule"), ReportColumn.Text("what should hold"), ReportColumn.Number("of the rows", ReportNumberFormat.Percent), ReportColumn.Number("held out", ReportNumberFormat.Percent), ReportColumn.Text("evidence")],
        suggestions.Select(suggestion => (IReadOnlyList<ReportCell>)
        [
            suggestion.Rule.Name, suggestion.Rule.Statement, suggestion.Rule.IsRowRule ? suggestion.Rule.Mostly : ReportCell.Empty,
            suggestion.HoldOuts == 0 ? ReportCell.Empty : suggestion.HoldOutPassRate, suggestion.Evidence,
        ]));

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<RuleSuggestion> suggestions)
    {
        writer.WriteStartArray(name);
        foreach (RuleSuggestion suggestion in suggestions)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("rule");
            RuleJson.Write(writer, suggestion.Rule);
            writer.WriteString("evidence", suggestion.Evidence);
            writer.WriteReal("confidence", suggestion.Confidence);
            writer.WriteNumber("hold_outs", suggestion.HoldOuts);
            writer.WriteNumber("hold_outs_passed", suggestion.HoldOutsPassed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
