using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Which columns go missing together, in which patterns, and whether that a value is missing tells the label.</summary>
/// <remarks>Time is rows times columns, and rows / 64 for each pair of the first 1,000 columns that lack values. Row weights do not count: a pattern is told by rows.</remarks>
public sealed class MissingPatternReport : Report
{
    private const double Together = 0.95;

    private readonly MissingPatternState _state;

    internal MissingPatternReport(MissingPatternState state)
        : base("Pattern of missing values", FindingsOf(state)) => _state = state;

    /// <inheritdoc/>
    public override string Kind => "missing_pattern";

    /// <summary>How often each column is missing, in the order of the data.</summary>
    public ImmutableArray<MissingColumnCount> Columns => [.. _state.Columns];

    /// <summary>Which columns rows lack, the most frequent first.</summary>
    public ImmutableArray<MissingPattern> Patterns => [.. _state.Patterns];

    /// <summary>Which columns go missing together, or never together, the strongest first.</summary>
    public ImmutableArray<CoMissingPair> Pairs => [.. _state.Pairs];

    /// <summary>Whether that a column is missing tells the label, the surest first; empty without a label.</summary>
    public ImmutableArray<MissingLabelTest> LabelTests => [.. _state.LabelTests];

    /// <summary>Whether the numeric columns (the 50 that lack most, fewer where they make thousands of patterns) are missing completely at random; null where the data do not allow the test: nothing missing, columns that determine each other, numbers too large.</summary>
    public MissingAtRandomTest? AtRandom => _state.AtRandom;

    /// <summary>How many rows lack nothing.</summary>
    public int CompleteRows => _state.CompleteRows;

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        MissingColumnCount[] lacking = [.. _state.Columns.Where(column => column.MissingRows > 0).OrderByDescending(column => column.MissingRows)];
        ReportBuilder report = new ReportBuilder(Title).Section("Columns")
            .Facts(("Rows", _state.Rows), ("Rows that lack nothing", _state.CompleteRows), ("Columns", _state.Columns.Length), ("Columns that lack values", lacking.Length), ("Missing cells", _state.MissingCells), ("Patterns", _state.PatternCount));
        if (lacking.Length == 0) return report.Text("No value is missing.").Build();
        report.Table(
            [ReportColumn.Text("Column"), ReportColumn.Text("Type"), ReportColumn.Number("Missing"), ReportColumn.Number("Share", ReportNumberFormat.Percent)],
            lacking.Select(column => (IReadOnlyList<ReportCell>)[column.Name, column.Type.ToString(), column.MissingRows, ReportCell.Bar(column.Share, column.Share, ReportNumberFormat.Percent)]));
        report.Section("Patterns").Text("Rows that lack the same columns.").Table(
            [ReportColumn.Text("Missing"), ReportColumn.Number("Rows"), ReportColumn.Number("Share", ReportNumberFormat.Percent)],
            _state.Patterns.Select(pattern => (IReadOnlyList<ReportCell>)[pattern.Columns.Count == 0 ? "nothing" : string.Join(", ", pattern.Columns), pattern.Rows, ReportCell.Bar(pattern.Share, pattern.Share, ReportNumberFormat.Percent)]));
        if (_state.AtRandom is { } test)
            report.Section("Completely at random?").Text("Little's test: whether the means of what is there differ between rows that lack different columns.")
                .Facts(("Numeric columns", test.Columns), ("Statistic", test.Statistic), ("Degrees of freedom", test.DegreesOfFreedom), ("p", test.PValue));
        AddPairs(report);
        AddLabel(report);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.MissingPatternState);
    }

    private void AddPairs(ReportBuilder report)
    {
        if (_state.Pairs.Length == 0) return;
        report.Section("Missing together").Table(
            [ReportColumn.Text("Column"), ReportColumn.Text("And"), ReportColumn.Number("Both missing"), ReportColumn.Number("Correlation")],
            _state.Pairs.Select(pair => (IReadOnlyList<ReportCell>)[pair.First, pair.Second, pair.Both, pair.Correlation]));
        report.Chart(new HeatMapChart("Correlation of being missing", _state.Drawn, _state.Drawn, _state.Correlations) { Scale = HeatMapScale.Diverging, Maximum = 1 });
    }

    private void AddLabel(ReportBuilder report)
    {
        if (_state.LabelTests.Length == 0) return;
        bool isNumber = _state.LabelTests[0].Class is null;
        report.Section($"What it tells of {_state.Label}").Text(isNumber
            ? "The mean of the label where a column is missing and where it is not (p by ranks, Mann and Whitney's test; p-values corrected over the columns by Benjamini and Hochberg)."
            : "The share of a class where a column is missing and where it is not (chi-square test, or the exact one where rows are few; p-values corrected over the columns by Benjamini and Hochberg).").Table(
            [ReportColumn.Text("Column"), ReportColumn.Text(isNumber ? "" : "Class"), ReportColumn.Number("Missing rows"), ReportColumn.Number("Where missing"), ReportColumn.Number("Elsewhere"), ReportColumn.Number("p, corrected")],
            _state.LabelTests.Select(test => (IReadOnlyList<ReportCell>)[test.Column, test.Class, test.MissingRows, Known(test.WhenMissing), Known(test.WhenPresent), double.IsNaN(test.AdjustedPValue) ? "too few rows" : test.AdjustedPValue]));
    }

    // Without rows on one side there is no share.
    private static ReportCell Known(double number) => double.IsNaN(number) ? ReportCell.Empty : number;

    private static IEnumerable<Finding> FindingsOf(MissingPatternState state)
    {
        foreach (CoMissingPair[] group in Sources(state.Pairs))
        {
            string[] names = [.. group.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct()];
            yield return new Finding("PREP031", Severity.Info, names[0], $"{string.Join(", ", names.Select(name => $"'{name}'"))} are missing together, in up to {group.Max(pair => pair.Both)} rows (correlation {ReportNumber.Format(group.Min(pair => pair.Correlation))}{(group.Length > 1 ? " or more" : "")}): they have one source, and one indicator tells all.") { RelatedColumns = [.. names[1..]], Value = group.Min(pair => pair.Correlation), Threshold = Together };
        }

        foreach (MissingLabelTest test in state.LabelTests.Where(test => test.AdjustedPValue < state.SignificanceLevel))
            yield return new Finding("PREP032", Severity.Warning, test.Column, $"That '{test.Column}' is missing tells '{state.Label}': {(test.Class is null ? "its mean" : $"the share of '{test.Class}'")} is {ReportNumber.Format(test.WhenMissing)} there and {ReportNumber.Format(test.WhenPresent)} elsewhere (p {ReportNumber.Format(test.AdjustedPValue)} corrected). Keep an indicator (ImputeMissing does), and ask whether it is also missing before the label is known.") { Value = test.AdjustedPValue, Threshold = state.SignificanceLevel };
        if (state.AtRandom is { } random && random.PValue < state.SignificanceLevel)
            yield return new Finding("PREP033", Severity.Info, null, $"Numbers are not missing completely at random (Little's test: {ReportNumber.Format(random.Statistic)} on {random.DegreesOfFreedom} degrees of freedom, p {ReportNumber.Format(random.PValue)}): what is missing depends on what is there. Leaving rows out, or filling in a mean, shifts what is learnt; ImputeMethod.Nearest and Chained take the other columns into account.") { Value = random.PValue, Threshold = state.SignificanceLevel };
    }

    /// <summary>Pairs that are missing together, put into groups that share a column.</summary>
    private static IEnumerable<CoMissingPair[]> Sources(CoMissingPair[] pairs)
    {
        List<CoMissingPair> left = [.. pairs.Where(pair => pair.Correlation >= Together && pair.Both > 1)];
        while (left.Count > 0)
        {
            var names = new HashSet<string>(StringComparer.Ordinal) { left[0].First };
            for (int before = 0; before != names.Count;)
            {
                before = names.Count;
                foreach (CoMissingPair pair in left.Where(pair => names.Contains(pair.First) || names.Contains(pair.Second))) names.UnionWith([pair.First, pair.Second]);
            }

            yield return [.. left.Where(pair => names.Contains(pair.First))];
            left.RemoveAll(pair => names.Contains(pair.First));
        }
    }
}
