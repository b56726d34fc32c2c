namespace Mlops.Sdk;

/// <summary>What data has to be like for a pipeline to go on.</summary>
public sealed record RuleGateOptions : StageOptions
{
    /// <summary>The rules: those in force in <c>train</c> are held against the training data, those in force in <c>serve</c> and about single rows against what is scored.</summary>
    /// <value>None.</value>
    public DataRules Rules { get; init; } = DataRules.Empty;

    /// <summary>Whether scoring stops at a row that breaks a rule.</summary>
    /// <value>True.</value>
    public bool CheckScoring { get; init; } = true;

    /// <summary>Whether the report of a failure shows the values of rows.</summary>
    /// <value>True.</value>
    public bool ShowValues { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => Rules.Rules.Where(rule => rule.NeedsReference)
        .Select(rule => $"Rule '{rule.Name}' needs the values of another table, which a pipeline does not carry. Put them into the rule: Rule.InSet(column, other[\"...\"]).")
        .Concat(Rules.Rules.Where(rule => rule.NeedsPrevious).Select(rule => $"Rule '{rule.Name}' compares with the table before, which a pipeline does not know. Hold the data against it with rules.Validate before the fit."));
}
