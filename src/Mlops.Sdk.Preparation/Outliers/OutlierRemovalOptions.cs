namespace Mlops.Sdk;

/// <summary>Which rows are left out of training for a value far from the others.</summary>
public sealed record OutlierRemovalOptions : StageOptions
{
    /// <summary>The columns to look at: numbers and integers.</summary>
    /// <value>Every feature that is a number or an integer.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.Numeric;

    /// <summary>How the fences are learnt.</summary>
    /// <value><see cref="OutlierMethod.Iqr"/> with a fence of 3, Tukey's far out.</value>
    public OutlierMethod Method { get; init; } = OutlierMethod.Iqr(fence: 3);

    /// <inheritdoc cref="OutlierOptions.GroupBy"/>
    public string? GroupBy { get; init; }

    /// <inheritdoc cref="OutlierOptions.MinimumGroupRows"/>
    public int MinimumGroupRows { get; init; } = 20;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => OutlierOptions.GroupProblems(MinimumGroupRows).Concat(Method.Problems());
}
