namespace Mlops.Sdk;

/// <summary>How much less training rows count for a value far from the others.</summary>
public sealed record OutlierWeightOptions : StageOptions
{
    /// <summary>The columns to look at: numbers and integers.</summary>
    /// <value>Every feature that is a number or an integer.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.Numeric;

    /// <summary>How the fences are learnt.</summary>
    /// <value><see cref="OutlierMethod.Iqr"/> with a fence of 1.5: a weight that falls slowly may begin early.</value>
    public OutlierMethod Method { get; init; } = OutlierMethod.Iqr(fence: 1.5);

    /// <summary>The least factor that a weight is multiplied with; above 0, at most 1.</summary>
    /// <value>0.1.</value>
    public double MinimumFactor { get; init; } = 0.1;

    /// <inheritdoc cref="OutlierOptions.GroupBy"/>
    public string? GroupBy { get; init; }

    /// <inheritdoc cref="OutlierOptions.MinimumGroupRows"/>
    public int MinimumGroupRows { get; init; } = 20;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(MinimumFactor is > 0 and <= 1)) yield return FormattableString.Invariant($"MinimumFactor is {MinimumFactor} and must lie above 0 and at most at 1.");
        foreach (string problem in OutlierOptions.GroupProblems(MinimumGroupRows).Concat(Method.Problems())) yield return problem;
    }
}
