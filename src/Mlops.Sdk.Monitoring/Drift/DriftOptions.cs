namespace Mlops.Sdk;

/// <summary>How drift is told: the rate of false alarms that is borne, and the smallest change that matters.</summary>
public sealed record DriftOptions : StageOptions
{
    /// <summary>The chance that a comparison raises any alarm at all when nothing has changed, over all columns together; above 0 and below 1.</summary>
    /// <value>0.05.</value>
    public double FalseAlarmRate { get; init; } = 0.05;

    /// <summary>The population stability index from which a significant change matters. 0.005 is a normal column whose mean moved by 0.07 standard deviations; 0.1 is the rule of thumb of credit scoring (0.32 standard deviations); 0 reports every significant change.</summary>
    /// <value>0.005.</value>
    public double MinimumEffect { get; init; } = 0.005;

    /// <summary>The change of the share of missing rows from which a significant change matters.</summary>
    /// <value>0.01.</value>
    public double MinimumMissingChange { get; init; } = 0.01;

    /// <summary>The number of reference quantile bins over which the population stability index of a number is taken; at least 2.</summary>
    /// <value>10.</value>
    public int Bins { get; init; } = 10;

    /// <summary>Integers with at most this many values in the reference are compared as levels, by chi-square.</summary>
    /// <value>20.</value>
    public int MaxIntegerLevels { get; init; } = 20;

    /// <summary>Texts with at most this many values in the reference are compared as levels; others are not assessed.</summary>
    /// <value>100.</value>
    public int MaxTextLevels { get; init; } = 100;

    /// <summary>Categories with at most this many levels are counted in full; of a column with more, the levels of the sampled rows are compared.</summary>
    /// <value>32768.</value>
    public int MaxCategoryLevels { get; init; } = 32_768;

    /// <summary>A reference with more rows than this keeps a seeded random sample of them for its numbers; levels and missing rows are counted in full.</summary>
    /// <value>200000.</value>
    public int MaxReferenceRows { get; init; } = 200_000;

    /// <summary>Of current data with more rows than this, the numbers of a seeded random sample of them are compared; levels and missing rows are counted in full.</summary>
    /// <value>200000.</value>
    public int MaxCurrentRows { get; init; } = 200_000;

    /// <summary>Whether the label is compared too.</summary>
    /// <value>false.</value>
    public bool IncludeLabel { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(FalseAlarmRate > 0 && FalseAlarmRate < 1)) yield return FormattableString.Invariant($"FalseAlarmRate is {FalseAlarmRate}; it lies above 0 and below 1.");
        if (!(MinimumEffect >= 0)) yield return FormattableString.Invariant($"MinimumEffect is {MinimumEffect}; it is at least 0.");
        if (!(MinimumMissingChange >= 0 && MinimumMissingChange <= 1)) yield return FormattableString.Invariant($"MinimumMissingChange is {MinimumMissingChange}; it lies between 0 and 1.");
        if (Bins < 2) yield return FormattableString.Invariant($"Bins is {Bins}; at least 2 are needed.");
        if (MaxIntegerLevels < 0) yield return FormattableString.Invariant($"MaxIntegerLevels is {MaxIntegerLevels}; it is at least 0.");
        if (MaxTextLevels < 0) yield return FormattableString.Invariant($"MaxTextLevels is {MaxTextLevels}; it is at least 0.");
        if (MaxCategoryLevels < 2) yield return FormattableString.Invariant($"MaxCategoryLevels is {MaxCategoryLevels}; it is at least 2.");
        if (MaxReferenceRows < 100) yield return FormattableString.Invariant($"MaxReferenceRows is {MaxReferenceRows}; at least 100 are needed.");
        if (MaxCurrentRows < 100) yield return FormattableString.Invariant($"MaxCurrentRows is {MaxCurrentRows}; at least 100 are needed.");
    }
}
