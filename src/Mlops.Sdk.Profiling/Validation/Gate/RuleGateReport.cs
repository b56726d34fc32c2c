using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How training data stood to its rules, from what a gate keeps.</summary>
internal sealed class RuleGateReport(GateState state) : Report("Required rules", state.Verdicts.SelectMany(FindingsOf))
{
    public override string Kind => RuleGate.KindName;

    protected override ReportContent BuildContent()
    {
        var builder = new ReportBuilder(Title, FormattableString.Invariant($"{state.Verdicts.Length:N0} rules at fit, {state.Serving.Rules.Length:N0} for every scored row"));
        builder.Section("Overview").Facts(("Training rows", state.Rows), ("Rules at fit", state.Verdicts.Length), ("Rules while scoring", state.Serving.Rules.Length));
        builder.Section("At fit").Table(
            [ReportColumn.Text("outcome"), ReportColumn.Text("severity"), ReportColumn.Text("rule"), ReportColumn.Number("failing"), ReportColumn.Text("what was found")],
            state.Verdicts.Select(verdict => (IReadOnlyList<ReportCell>)
            [
                verdict.Outcome switch { RuleOutcome.Failed => "broken", RuleOutcome.Undecided => "undecided", _ => verdict.FailingRows > 0 ? "tolerated" : "kept" }, ValidationContent.Word(verdict.Severity), verdict.Rule, verdict.FailingRows, verdict.Message,
            ]));
        if (state.Serving.Rules.Length > 0)
            builder.Section("While scoring").Table([ReportColumn.Text("rule"), ReportColumn.Text("what should hold")], state.Serving.Rules.Select(rule => (IReadOnlyList<ReportCell>)[rule.Name, rule.Statement]));
        return builder.Build();
    }

    private static IEnumerable<Finding> FindingsOf(GateVerdict verdict)
    {
        if (verdict.Outcome != RuleOutcome.Passed) yield return new Finding(verdict.Code, verdict.Severity, verdict.Column, verdict.Message);
        else if (verdict.FailingRows > 0) yield return new Finding("VAL031", Severity.Info, verdict.Column, verdict.Message);
    }
}
