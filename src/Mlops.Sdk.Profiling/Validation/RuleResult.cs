using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What became of one rule on one table.</summary>
public sealed record RuleResult
{
    private RuleResult(Rule rule, RuleOutcome outcome)
    {
        Rule = rule;
        Outcome = outcome;
        Code = rule.Code;
        Message = $"{rule.Statement}.";
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>Whether it was kept.</summary>
    public RuleOutcome Outcome { get; internal init; }

    /// <summary>The code of the finding that stands for a failure.</summary>
    public string Code { get; internal init; }

    /// <summary>What was found, in a sentence. It holds no value of a row.</summary>
    public string Message { get; internal init; }

    /// <summary>How many rows were looked at; null for rules that are not about rows.</summary>
    public long? CheckedRows { get; internal init; }

    /// <summary>How many of these break the rule, which may be tolerated; null for rules that are not about rows.</summary>
    public long? FailingRows { get; internal init; }

    /// <summary>The share of the rows looked at that break the rule; null for rules that are not about rows, 0 without rows.</summary>
    public double? FailingShare => FailingRows is { } failing && CheckedRows is { } rows ? rows == 0 ? 0 : (double)failing / rows : null;

    /// <summary>The number that was compared with limits; null for rules about rows.</summary>
    public double? Observed { get; internal init; }

    /// <summary>The first rows that break it, at most <see cref="ValidationOptions.MaxExamples"/>.</summary>
    public ImmutableArray<RowExample> Examples { get; internal init; } = [];

    /// <summary>That somebody knows that it is broken and lives with it; null where nobody does.</summary>
    public FindingAcceptance? Acceptance { get; internal init; }

    /// <summary>The least of the limits of <see cref="Observed"/>; null where there is none.</summary>
    internal double? Least { get; private init; }

    internal bool IsAccepted => Acceptance is { IsInForce: true };

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome}: {Message}";

    internal static RuleResult Of(Rule rule, RuleOutcome outcome) => new(rule, outcome);

    /// <summary>The verdict on a number of the whole table.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="kept">Whether it was kept.</param>
    /// <param name="observed">The number.</param>
    /// <param name="said">What is said of it; null for the number itself.</param>
    /// <param name="least">The least that the number may be; null for none.</param>
    internal static RuleResult Table(Rule rule, bool kept, double? observed, string? said, double? least = null)
    {
        string number = said ?? (observed is { } value ? double.IsNaN(value) ? "there are too few numbers" : $"it is {Extensibility.ReportNumber.Format(value, digits: 6)}" : "");
        string message = number.Length == 0 ? rule.Statement : $"{rule.Statement}: {number}";
        return Of(rule, kept ? RuleOutcome.Passed : RuleOutcome.Failed) with { Observed = observed, Least = least, Message = kept ? $"{message}." : $"{message}. {rule.Remedy}" };
    }
}
