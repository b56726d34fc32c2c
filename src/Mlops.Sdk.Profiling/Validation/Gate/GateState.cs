using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a gate keeps: the rules that scoring is held against, and how the training data stood to all of them.</summary>
internal sealed record GateState(long Rows, DataRules Serving, bool ShowValues, ImmutableArray<GateVerdict> Verdicts)
{
    public static GateState Of(ValidationReport report, DataRules serving, bool showValues) => new(report.RowCount, serving, showValues,
        [.. report.Results.Select(result => new GateVerdict(result.Rule.Name, result.Rule.Severity, result.Outcome, result.Code, result.Rule.Columns.Count > 0 ? result.Rule.Columns[0] : null, result.Message, result.FailingRows))]);
}

/// <summary>What became of one rule. The message holds no value of a row.</summary>
internal sealed record GateVerdict(string Rule, Severity Severity, RuleOutcome Outcome, string Code, string? Column, string Message, long? FailingRows);
