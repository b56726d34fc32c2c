using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pages of a validation: what is broken, rows that show it, then every rule.</summary>
internal static class ValidationContent
{
    private const int MostBars = 40;

    public static ReportContent Build(ValidationReport report)
    {
        RuleResult[] failures = [.. report.Failures];
        var builder = new ReportBuilder(report.Title, failures.Length == 0
            ? FormattableString.Invariant($"All {report.Results.Length:N0} rules are kept")
            : FormattableString.Invariant($"{(report.Passed ? "Passed, but " : "")}{failures.Length:N0} of {report.Results.Length:N0} rules are broken"));
        builder.Section("Overview").Facts(
            ("Passed", report.Passed ? "yes" : "no"), ("Rows", report.RowCount), ("Rules", report.Results.Length), ("Environment", report.Environment ?? "all"),
            ("Errors", failures.Count(result => result.Rule.Severity == Severity.Error && !result.IsAccepted)), ("Warnings", failures.Count(result => result.Rule.Severity == Severity.Warning && !result.IsAccepted)),
            ("Undecided", failures.Count(result => result.Outcome == RuleOutcome.Undecided)), ("Accepted", failures.Count(result => result.IsAccepted)));
        if (failures.Length > 0) AddFailures(builder, failures);
        AddExamples(builder, report);
        builder.Section("Rules").Table(
            [ReportColumn.Text("outcome"), ReportColumn.Text("severity"), ReportColumn.Text("rule"), ReportColumn.Text("what should hold"), ReportColumn.Number("failing"), ReportColumn.Number("share", ReportNumberFormat.Percent), ReportColumn.Number("found")],
            report.Results.OrderByDescending(result => result.Outcome).ThenByDescending(result => result.FailingRows > 0).Select(result => (IReadOnlyList<ReportCell>)
            [
                Word(result), Word(result.Rule.Severity), result.Rule.Name, result.Rule.Statement, result.FailingRows, ReportCell.Bar(result.FailingShare, result.FailingShare ?? double.NaN, ReportNumberFormat.Percent), Finite(result.Observed),
            ]));
        return builder.Build();
    }

    public static string Word(RuleResult result) => result.IsAccepted ? "accepted" : result.Outcome switch { RuleOutcome.Failed => "broken", RuleOutcome.Undecided => "undecided", _ => result.FailingRows > 0 ? "tolerated" : "kept" };

    public static string Word(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };

    private static void AddFailures(ReportBuilder builder, RuleResult[] failures)
    {
        builder.Section("Broken rules").Table(
            [ReportColumn.Text("severity"), ReportColumn.Text("rule"), ReportColumn.Text("what should hold"), ReportColumn.Number("failing"), ReportColumn.Number("share", ReportNumberFormat.Percent), ReportColumn.Number("found"), ReportColumn.Text("what it is for"), ReportColumn.Text("owner")],
            failures.Select(result => (IReadOnlyList<ReportCell>)
            [
                result.IsAccepted ? "accepted" : Word(result.Rule.Severity), result.Rule.Name, result.Rule.Statement, result.FailingRows, ReportCell.Bar(result.FailingShare, result.FailingShare ?? double.NaN, ReportNumberFormat.Percent), Finite(result.Observed), result.Rule.Description, result.Rule.Owner,
            ]));
        RuleResult[] shares = [.. failures.Where(result => result.FailingShare > 0).OrderByDescending(result => result.FailingShare).Take(MostBars)];
        if (shares.Length > 1)
            builder.Chart(new BarChart("Share of the rows that breaks a rule", shares.Select(result => result.Rule.Name), shares.Select(result => result.FailingShare!.Value)) { Format = ReportNumberFormat.Percent });
    }

    private static void AddExamples(ReportBuilder builder, ValidationReport report)
    {
        (RuleResult Result, RowExample Example)[] examples = [.. report.Results.OrderByDescending(result => result.Outcome).ThenByDescending(result => result.Rule.Severity).SelectMany(result => result.Examples.Select(example => (result, example)))];
        if (examples.Length == 0) return;
        builder.Section("Rows that break a rule").Table(
            [ReportColumn.Text("rule"), ReportColumn.Number("row", ReportNumberFormat.Exact), ReportColumn.Text("value")],
            examples.Select(item => (IReadOnlyList<ReportCell>)[item.Result.Rule.Name, item.Example.Row, item.Example.Value ?? "(not shown)"]),
            note: "Rows begin at 0. At most so many of a rule as ValidationOptions.MaxExamples says.");
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? value : null;
}
