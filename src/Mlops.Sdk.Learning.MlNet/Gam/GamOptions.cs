namespace Mlops.Sdk;

/// <summary>Settings of <see cref="GamTrainer"/>.</summary>
public sealed record GamOptions : StageOptions
{
    /// <summary>How many rounds; in each, every column gets a cut.</summary>
    /// <value>500.</value>
    public int IterationCount { get; init; } = 500;

    /// <summary>How much of each cut is believed; above 0, at most 1. All columns move at once, so from two divided by the number of columns on the sum may swing instead of settling.</summary>
    /// <value>Null: 0.04, and one divided by the number of columns where there are more than 25.</value>
    public double? LearningRate { get; init; }

    /// <summary>Most bins that the values of a column are put into.</summary>
    /// <value>255.</value>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Fewest rows on either side of a cut.</summary>
    /// <value>Null: 10, and fewer for tables of less than 200 rows.</value>
    public int? MinimumRowsPerLeaf { get; init; }

    /// <summary>Whether two classes of different size count alike; two classes only.</summary>
    /// <value>False.</value>
    public bool BalanceClasses { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRules.Within(nameof(IterationCount), IterationCount, 1, 1_000_000),
        .. OptionRules.AboveUpTo(nameof(LearningRate), LearningRate ?? 1, 0, 1),
        .. OptionRules.Within(nameof(MaximumBinCount), MaximumBinCount, 2, 65_535),
        .. OptionRules.AtLeast(nameof(MinimumRowsPerLeaf), MinimumRowsPerLeaf ?? 1, 1),
    ];
}
