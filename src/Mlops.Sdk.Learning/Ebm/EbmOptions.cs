namespace Mlops.Sdk;

/// <summary>Settings of <see cref="EbmTrainer"/>.</summary>
public sealed record EbmOptions : StageOptions
{
    /// <summary>How many models on different parts of the rows are averaged; how far they differ gives the error bars.</summary>
    /// <value>8.</value>
    public int BagCount { get; init; } = 8;

    internal const int MostPaired = 100;

    /// <summary>How many pairs of columns may act together: the strongest that FAST finds, among the 100 columns that move scores most. Not with more than two classes.</summary>
    /// <value>10.</value>
    public int InteractionCount { get; init; } = 10;

    /// <summary>How much of each step is believed; above 0, at most 1.</summary>
    /// <value>0.02.</value>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>Most rounds over all columns.</summary>
    /// <value>5,000.</value>
    public int MaximumRounds { get; init; } = 5000;

    /// <summary>A bag stops when the loss of its rows held back has not fallen for so many rounds, and goes back to the best.</summary>
    /// <value>50.</value>
    public int EarlyStoppingRounds { get; init; } = 50;

    /// <summary>The share of the rows that each bag holds back to know when to stop; above 0, below 1.</summary>
    /// <value>0.15.</value>
    public double ValidationFraction { get; init; } = 0.15;

    /// <summary>Most bins that the values of a column are put into, 2 to 255. Missing values have one more.</summary>
    /// <value>255.</value>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Most bins of a column in a pair, 2 to 64. Missing values and rare levels have one more.</summary>
    /// <value>32.</value>
    public int PairBinCount { get; init; } = 32;

    /// <summary>Fewest rows on a side of a cut.</summary>
    /// <value>4.</value>
    public int MinimumRowsPerLeaf { get; init; } = 4;

    /// <summary>What is minimised.</summary>
    /// <value>Null: the squared error for numbers, the log loss for classes.</value>
    public BoostingLoss? Loss { get; init; }

    /// <summary>Numeric features whose shape must not fall; not with more than two classes. They take part in no pair.</summary>
    /// <value>None.</value>
    public ValueList<string> Increasing { get; init; }

    /// <summary>Numeric features whose shape must not rise; not with more than two classes. They take part in no pair.</summary>
    /// <value>None.</value>
    public ValueList<string> Decreasing { get; init; }

    /// <summary>Features that may form pairs: names joined by commas, a group an item. Features in no group stay alone.</summary>
    /// <value>None: all features may form pairs.</value>
    public ValueList<string> InteractionGroups { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (BagCount < 1) yield return Text($"BagCount is {BagCount}; it must be at least 1.");
        if (InteractionCount < 0) yield return Text($"InteractionCount is {InteractionCount}; it must be at least 0.");
        if (!(LearningRate > 0 && LearningRate <= 1)) yield return Text($"LearningRate is {LearningRate}; it must be above 0 and at most 1.");
        if (MaximumRounds < 1) yield return Text($"MaximumRounds is {MaximumRounds}; it must be at least 1.");
        if (EarlyStoppingRounds < 1) yield return Text($"EarlyStoppingRounds is {EarlyStoppingRounds}; it must be at least 1.");
        if (!(ValidationFraction > 0 && ValidationFraction < 1)) yield return Text($"ValidationFraction is {ValidationFraction}; it must be above 0 and below 1.");
        if (MaximumBinCount is < 2 or > 255) yield return Text($"MaximumBinCount is {MaximumBinCount}; it must be from 2 to 255.");
        if (PairBinCount is < 2 or > 64) yield return Text($"PairBinCount is {PairBinCount}; it must be from 2 to 64.");
        if (MinimumRowsPerLeaf < 1) yield return Text($"MinimumRowsPerLeaf is {MinimumRowsPerLeaf}; it must be at least 1.");
        foreach (string name in Increasing.Intersect(Decreasing, StringComparer.Ordinal)) yield return $"'{name}' is both in Increasing and in Decreasing.";
        if (Loss?.LeafQuantile is not null) yield return "A quantile has no additive model here. Use another loss, or BoostingTrainer.";
        foreach (string problem in Loss?.Problems() ?? []) yield return problem;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
