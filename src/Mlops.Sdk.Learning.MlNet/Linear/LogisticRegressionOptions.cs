namespace Mlops.Sdk;

/// <summary>Settings of <see cref="LogisticRegressionTrainer"/>. Penalties are on the weights of standardised features, against the summed loss of the rows.</summary>
public sealed record LogisticRegressionOptions : StageOptions
{
    /// <summary>Penalty on the absolute value of weights; makes some of them 0.</summary>
    /// <value>0.</value>
    public double L1Regularization { get; init; }

    /// <summary>Penalty on half the square of weights.</summary>
    /// <value>1.</value>
    public double L2Regularization { get; init; } = 1;

    /// <summary>How small a step ends the search.</summary>
    /// <value>1e-7.</value>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Most iterations.</summary>
    /// <value>1000.</value>
    public int MaximumIterations { get; init; } = 1000;

    /// <summary>How many earlier steps the curvature is estimated from.</summary>
    /// <value>20.</value>
    public int HistorySize { get; init; } = 20;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRules.AtLeast(nameof(L1Regularization), L1Regularization, 0),
        .. OptionRules.AtLeast(nameof(L2Regularization), L2Regularization, 0),
        .. OptionRules.AboveUpTo(nameof(Tolerance), Tolerance, 0, 1),
        .. OptionRules.AtLeast(nameof(MaximumIterations), MaximumIterations, 1),
        .. OptionRules.AtLeast(nameof(HistorySize), HistorySize, 1),
    ];
}
