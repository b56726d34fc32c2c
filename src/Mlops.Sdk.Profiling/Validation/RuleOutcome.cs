namespace Mlops.Sdk;

/// <summary>What became of a rule.</summary>
public enum RuleOutcome
{
    /// <summary>It was kept.</summary>
    Passed,

    /// <summary>It was broken, or could not be looked at since a column is absent or of another type.</summary>
    Failed,

    /// <summary>It could not be told in the memory and the passes allowed. A validation with an undecided rule of severity error has not passed.</summary>
    Undecided,
}
