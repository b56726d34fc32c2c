namespace Mlops.Sdk;

/// <summary>What learns a column from the others in chained equations.</summary>
public enum ChainModel
{
    /// <summary>Gradient-boosted trees: bends and interactions of the other columns, in more time.</summary>
    Trees,

    /// <summary>Ridge and logistic regression: fast, and steady in small tables.</summary>
    Linear,
}
