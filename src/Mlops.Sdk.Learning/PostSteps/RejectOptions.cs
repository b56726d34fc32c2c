namespace Mlops.Sdk;

/// <summary>When a model abstains from deciding a row.</summary>
public sealed record RejectOptions : StageOptions
{
    /// <summary>Of the rows that are decided for a class, at least this share is to be right: each class has a probability of its own from which it is decided on. Not used when there are costs.</summary>
    /// <value>0.95.</value>
    public double TargetAccuracy { get; init; } = 0.95;

    /// <summary>How sure it is that the target is reached: the lower bound of the accuracy at this confidence must reach it, not the accuracy that chance shows.</summary>
    /// <value>0.9.</value>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Two classes: what each kind of error costs. A row is decided where that costs least by its probability, and not at all where abstaining costs less (Chow 1970). Calibrate first.</summary>
    /// <value>None: the target accuracy decides.</value>
    public ErrorCosts? Costs { get; init; }

    /// <summary>What abstaining costs, in the unit of <see cref="Costs"/>: asking a person, say.</summary>
    /// <value>0.1.</value>
    public double AbstainCost { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(TargetAccuracy is > 0 and < 1)) yield return $"TargetAccuracy is {TargetAccuracy}; it is above 0 and below 1.";
        if (!(Confidence is >= 0.5 and < 1)) yield return $"Confidence is {Confidence}; it is at least 0.5 and below 1.";
        if (Costs is null) yield break;
        if (!Costs.AreValid) yield return $"Costs are {Costs.FalsePositive} and {Costs.FalseNegative}; each is above 0 and finite.";
        if (!(AbstainCost > 0 && double.IsFinite(AbstainCost))) yield return $"AbstainCost is {AbstainCost}; it is above 0 and finite.";
    }
}
