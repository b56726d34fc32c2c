namespace Mlops.Sdk;

/// <summary>How numbers are brought to one scale.</summary>
public sealed record ScalingOptions : StageOptions
{
    /// <summary>The columns to scale: numbers and integers. Integers become numbers.</summary>
    /// <value>Every feature that is a number or an integer.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.Numeric;

    /// <summary>How each is scaled.</summary>
    /// <value><see cref="ScaleMethod.Standard"/>: mean 0 and standard deviation 1.</value>
    public ScaleMethod Method { get; init; } = ScaleMethod.Standard;
}
