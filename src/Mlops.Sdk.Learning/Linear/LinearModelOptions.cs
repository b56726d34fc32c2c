namespace Mlops.Sdk;

/// <summary>Settings of <see cref="LinearModelTrainer"/>. Penalties are on the weights of standardised columns (and label, for numbers), against the loss summed over the rows; the intercept has none.</summary>
public sealed record LinearModelOptions : StageOptions
{
    /// <summary>Penalty on the absolute value of weights (lasso; with the other one elastic net); makes some of them 0.</summary>
    /// <value>0.</value>
    public double L1Regularization { get; init; }

    /// <summary>Half the penalty on the square of weights (ridge). With both penalties 0 the weights have standard errors.</summary>
    /// <value>1.</value>
    public double L2Regularization { get; init; } = 1;

    /// <summary>Numeric features whose weight must not be below 0; not with more than two classes.</summary>
    /// <value>None.</value>
    public ValueList<string> Increasing { get; init; }

    /// <summary>Numeric features whose weight must not be above 0; not with more than two classes.</summary>
    /// <value>None.</value>
    public ValueList<string> Decreasing { get; init; }

    /// <summary>Most levels of a category that have a weight of their own; rarer ones share one.</summary>
    /// <value>255.</value>
    public int MaximumLevelCount { get; init; } = 255;

    /// <summary>How small the last step of the search is, relative to the scores.</summary>
    /// <value>1e-8.</value>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Most steps of the search.</summary>
    /// <value>200.</value>
    public int MaximumIterations { get; init; } = 200;

    internal bool IsPlain => L1Regularization == 0 && L2Regularization == 0 && Increasing.Count == 0 && Decreasing.Count == 0;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(L1Regularization >= 0 && double.IsFinite(L1Regularization))) yield return Text($"L1Regularization is {L1Regularization}; it must be finite and at least 0.");
        if (!(L2Regularization >= 0 && double.IsFinite(L2Regularization))) yield return Text($"L2Regularization is {L2Regularization}; it must be finite and at least 0.");
        if (MaximumLevelCount < 1) yield return Text($"MaximumLevelCount is {MaximumLevelCount}; it must be at least 1.");
        if (!(Tolerance > 0 && Tolerance < 1)) yield return Text($"Tolerance is {Tolerance}; it must be above 0 and below 1.");
        if (MaximumIterations < 1) yield return Text($"MaximumIterations is {MaximumIterations}; it must be at least 1.");
        foreach (string name in Increasing.Intersect(Decreasing, StringComparer.Ordinal)) yield return $"'{name}' is both in Increasing and in Decreasing.";
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
