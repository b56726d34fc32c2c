namespace Mlops.Sdk;

/// <summary>Settings of <see cref="LinearRegressionTrainer"/>. Penalties are on the weights of standardised features and label, against the mean loss of the rows.</summary>
public sealed record LinearRegressionOptions : StageOptions
{
    /// <summary>Penalty on the absolute value of weights; makes some of them 0.</summary>
    /// <value>0.</value>
    public double L1Regularization { get; init; }

    /// <summary>Penalty on half the square of weights; from 1e-9.</summary>
    /// <value>0.0001.</value>
    public double L2Regularization { get; init; } = 1e-4;

    /// <summary>How small a gap between the loss and its bound ends the search, relative to the loss.</summary>
    /// <value>0.0001.</value>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most passes over the rows.</summary>
    /// <value>200.</value>
    public int MaximumIterations { get; init; } = 200;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRules.AtLeast(nameof(L1Regularization), L1Regularization, 0),
        .. OptionRules.Within(nameof(L2Regularization), L2Regularization, 1e-9, 1e6),
        .. OptionRules.AboveUpTo(nameof(Tolerance), Tolerance, 0, 1),
        .. OptionRules.AtLeast(nameof(MaximumIterations), MaximumIterations, 1),
    ];
}
