namespace Mlops.Sdk;

/// <summary>What balanced ensembles have in common.</summary>
public abstract record BalancedEnsembleOptions : StageOptions
{
    private protected BalancedEnsembleOptions(Trainer member) => Member = member;

    /// <summary>What learns from every bag. Not a balanced ensemble itself.</summary>
    /// <value>Balanced bagging: a decision tree of any depth with at least 5 rows in a leaf. EasyEnsemble: boosting of 50 trees of 4 leaves.</value>
    public EnsembleMember Member { get; init; }

    /// <summary>How many bags, 1 to 1,000.</summary>
    /// <value>10.</value>
    public int Bags { get; init; } = 10;

    /// <summary>How large the smallest class is in a bag as a share of each other; above 0 and at most 1. A class that is smaller already counts with all of its rows.</summary>
    /// <value>1: all classes the same.</value>
    public double MinorityRatio { get; init; } = 1;

    /// <summary>Whether probabilities are brought back to how often classes come: each is multiplied by the rows of its class over those in a bag, and they are made to add up to 1 again. Decisions are those of the balanced models either way.</summary>
    /// <value>true. With false they are as if all classes came equally often.</value>
    public bool KeepPrior { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (Bags is < 1 or > 1000) yield return FormattableString.Invariant($"Bags is {Bags}; there are 1 to 1000.");
        if (!(MinorityRatio is > 0 and <= 1)) yield return FormattableString.Invariant($"MinorityRatio is {MinorityRatio} and must be above 0 and at most 1.");
        if (Member.Kind is BalancedBaggingTrainer.KindName or EasyEnsembleTrainer.KindName) yield return $"Member is '{Member.Kind}', an ensemble of bags itself. Take what learns from a bag, such as a BoostingTrainer, and ask for more Bags.";
        else if (Member.Trainer is null) yield return $"Member is a trainer of kind '{Member.Kind}' that was read from JSON and cannot be made from it. Give the trainer: options with {{ Member = trainer }}.";
    }
}

/// <summary>How <see cref="BalancedBaggingTrainer"/> works.</summary>
public sealed record BalancedBaggingOptions : BalancedEnsembleOptions
{
    /// <summary>The defaults.</summary>
    public BalancedBaggingOptions()
        : base(new DecisionTreeTrainer(new() { MaximumDepth = 0, MinimumRowsPerLeaf = 5 }))
    {
    }
}

/// <summary>How <see cref="EasyEnsembleTrainer"/> works.</summary>
public sealed record EasyEnsembleOptions : BalancedEnsembleOptions
{
    /// <summary>The defaults.</summary>
    public EasyEnsembleOptions()
        : base(new BoostingTrainer(new() { TreeCount = 50, LeafCount = 4 }))
    {
    }
}
