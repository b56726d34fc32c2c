namespace Mlops.Sdk;

/// <summary>What <see cref="DataRules.Infer(Dataset, InferenceOptions?, CancellationToken)"/> makes rules of.</summary>
public sealed record InferenceOptions
{
    /// <summary>The values of a category or text become a rule when there are at most so many different ones, and each occurs twice on average.</summary>
    /// <value>100.</value>
    public int MaxLevels { get; init; } = 100;

    /// <summary>Whether a column that the data does not have is worth a warning.</summary>
    /// <value>True.</value>
    public bool NewColumns { get; init; } = true;
}
