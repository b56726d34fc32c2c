using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Lets data pass that keeps its rules, unchanged, and stops otherwise: a fit on any rule of severity error that is in force in <c>train</c>, scoring on a row that breaks one about single rows that is in force in <c>serve</c>.</summary>
/// <remarks>
/// Rules about the table hold at fit only: a row alone gets the same answer as in a batch. Rules that read the label or the weight hold at fit only, since scoring needs neither, and so do those that tolerate some rows
/// (<see cref="Rule.Mostly"/> below 1) unless they say <see cref="Rule.SetAside"/>. A rule with a condition of a program makes the fitted gate refuse to be saved (MLO3103).
/// </remarks>
public sealed class RuleGate : Step<RuleGateOptions, FittedRuleGate>
{
    internal const string KindName = "require_rules";

    /// <summary>A gate.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">A rule needs the values of another table.</exception>
    public RuleGate(RuleGateOptions? options = null)
        : base(options, ValidationJsonContext.Default.RuleGateOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems) => input ?? throw new ArgumentNullException(nameof(input));

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        ValidationReport report = Options.Rules.Validate(train, new ValidationOptions { Environment = "train", ShowValues = Options.ShowValues }, context.Run, context.CancellationToken);
        foreach (Finding finding in report.Findings) context.AddFinding(finding);
        report.ThrowIfFailed();
        DataRules serving = Options.CheckScoring ? new DataRules(Options.Rules.Rules.Where(rule => IsForScoring(rule, train.Schema))) : DataRules.Empty;
        // Without levels: a level that was not seen must reach the rules and not count as missing before.
        Field[] inputs = [.. train.Schema.Where(field => serving.Rules.Any(rule => rule.Columns.Contains(field.Name, StringComparer.Ordinal))).Select(field => field with { Levels = null })];
        return new StepFit(new FittedRuleGate(inputs, GateState.Of(report, serving, Options.ShowValues), context.Run.Time), train);
    }

    private static bool IsForScoring(Rule rule, Schema schema) =>
        rule.Severity == Severity.Error && rule.SetsAside && rule.AppliesIn("serve")
        && rule.Columns.All(column => schema.IndexOf(column) is var index and >= 0 && schema[index].Role is not (ColumnRole.Label or ColumnRole.Weight));
}
