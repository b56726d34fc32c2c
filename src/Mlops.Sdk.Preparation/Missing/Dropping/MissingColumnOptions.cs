namespace Mlops.Sdk;

/// <summary>Which columns are dropped for what they lack.</summary>
public sealed record MissingColumnOptions : StageOptions
{
    /// <summary>The columns to look at. The label is never dropped.</summary>
    /// <value>Every feature.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.All;

    /// <summary>The greatest share of training rows (by weight when a column has the weight role) in which a column may be missing; a column that is missing in every row is always dropped.</summary>
    /// <value>0.5.</value>
    public double MaximumMissingFraction { get; init; } = 0.5;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(MaximumMissingFraction is >= 0 and <= 1)) yield return FormattableString.Invariant($"MaximumMissingFraction is {MaximumMissingFraction} and must lie between 0 and 1.");
    }
}
