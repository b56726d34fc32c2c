namespace Mlops.Sdk;

/// <summary>Which rows are left out of training for what they lack.</summary>
public sealed record MissingRowOptions : StageOptions
{
    /// <summary>The columns to look at; those that are missing in every row are passed over.</summary>
    /// <value>Every feature.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.All;

    /// <summary>When a row lacks too much.</summary>
    /// <value><see cref="MissingRowRule.All"/>: rows that tell nothing. Leaving out every incomplete row often leaves few, and others than a model will meet.</value>
    public MissingRowRule Rule { get; init; } = MissingRowRule.All;

    /// <summary>For <see cref="MissingRowRule.Share"/>: the greatest share of the columns that a row may lack.</summary>
    /// <value>0.5.</value>
    public double MaximumMissingFraction { get; init; } = 0.5;

    /// <summary>Whether rows without a label are left out too.</summary>
    /// <value>True: trainers refuse them.</value>
    public bool DropMissingLabels { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Rule)) yield return $"Rule is {Rule} and must be Any, All or Share.";
        if (!(MaximumMissingFraction is >= 0 and <= 1)) yield return FormattableString.Invariant($"MaximumMissingFraction is {MaximumMissingFraction} and must lie between 0 and 1.");
    }
}
