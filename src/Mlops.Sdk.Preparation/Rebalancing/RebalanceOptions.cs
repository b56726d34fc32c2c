namespace Mlops.Sdk;

/// <summary>How the classes of the training rows are balanced.</summary>
public sealed record RebalanceOptions : StageOptions
{
    /// <summary>What is done.</summary>
    /// <value><see cref="RebalanceMethod.ClassWeights"/>: no row is made up or thrown away. Rebalancing of any kind mostly moves the decision threshold and costs calibration; compare it with none.</value>
    public RebalanceMethod Method { get; init; } = RebalanceMethod.ClassWeights;

    /// <summary>How large each class is to be afterwards, as a share of the largest; a class that is larger already stays as it is. For undersampling: as a share that the smallest is of each.</summary>
    /// <value>1: all classes the same.</value>
    public double MinorityRatio { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(MinorityRatio is > 0 and <= 1)) yield return FormattableString.Invariant($"MinorityRatio is {MinorityRatio} and must be above 0 and at most 1.");
    }
}
