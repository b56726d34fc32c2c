namespace Mlops.Sdk;

/// <summary>Which features a model gets to see.</summary>
public sealed record SelectionOptions : StageOptions
{
    /// <summary>The features to judge. Others pass through.</summary>
    /// <value>Every feature.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.All;

    /// <summary>At most how many of the judged features are kept, those that tell most of the label.</summary>
    /// <value>Null: all that pass the filters.</value>
    public int? Keep { get; init; }

    /// <summary>A feature in which one value (missing counts as one) has more than this share of the rows hardly varies and is dropped.</summary>
    /// <value>0.9999: a feature that is the same in all but one of ten thousand rows goes, a rare flag stays.</value>
    public double MaximumShareOfOneValue { get; init; } = 0.9999;

    /// <summary>Of two numeric features whose correlation is above this in size, the one that tells less of the label is dropped.</summary>
    /// <value>0.98.</value>
    public double MaximumCorrelation { get; init; } = 0.98;

    /// <summary>A feature that tells less of the label than this many nats (mutual information, corrected for chance) is dropped.</summary>
    /// <value>Null: none is dropped for that.</value>
    public double? MinimumInformation { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (Keep is < 1) yield return FormattableString.Invariant($"Keep is {Keep} and must be at least 1.");
        if (!(MaximumShareOfOneValue is > 0 and <= 1)) yield return FormattableString.Invariant($"MaximumShareOfOneValue is {MaximumShareOfOneValue} and must be above 0 and at most 1.");
        if (!(MaximumCorrelation is > 0 and <= 1)) yield return FormattableString.Invariant($"MaximumCorrelation is {MaximumCorrelation} and must be above 0 and at most 1.");
        if (MinimumInformation is { } least && !double.IsFinite(least)) yield return FormattableString.Invariant($"MinimumInformation is {least} and must be finite.");
    }
}
