namespace Mlops.Sdk;

/// <summary>How missing values are filled.</summary>
public sealed record MissingOptions : StageOptions
{
    /// <summary>The columns to fill. The label is never filled.</summary>
    /// <value>Every feature.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.All;

    /// <summary>What numbers and integers are filled with. In integer columns the value is rounded to the nearest whole number. Timestamps always take the median moment.</summary>
    /// <value><see cref="ImputeMethod.Median"/>.</value>
    public ImputeMethod Numeric { get; init; } = ImputeMethod.Median;

    /// <summary>What categories, texts and flags are filled with. A flag has no third value: with a level of its own it takes the mode.</summary>
    /// <value><see cref="ImputeMethod.Mode"/>.</value>
    public ImputeMethod Categorical { get; init; } = ImputeMethod.Mode;

    /// <summary>Which columns get a flag column <c>NAME_missing</c>.</summary>
    /// <value><see cref="MissingIndicators.WhenMissing"/>.</value>
    public MissingIndicators Indicators { get; init; } = MissingIndicators.WhenMissing;

    /// <summary>For <see cref="MissingIndicators.WhenMissing"/>: the share of rows that must be missing at fit for a column to get its flag.</summary>
    /// <value>0.01.</value>
    public double IndicatorFraction { get; init; } = 0.01;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!Numeric.IsForNumbers) yield return $"Numeric is {Numeric}, which gives no number; use Median, Mean, Mode, Constant(number), Draw, Nearest or Chained.";
        if (!Categorical.IsForLevels) yield return $"Categorical is {Categorical}, which gives no level; use Mode, Constant(text), OwnLevel(name), Draw, Nearest or Chained.";
        foreach (string problem in Numeric.Problems().Concat(Categorical.Problems()).Distinct()) yield return problem;
        if (Numeric.GetType() == Categorical.GetType() && Numeric is NearestFill or ChainedFill && Numeric != Categorical) yield return $"Numeric is {Numeric} and Categorical is {Categorical}; one method of this kind fills both. Give both the same.";
        if (!(IndicatorFraction is >= 0 and <= 1)) yield return FormattableString.Invariant($"IndicatorFraction is {IndicatorFraction} and must lie between 0 and 1.");
    }
}
