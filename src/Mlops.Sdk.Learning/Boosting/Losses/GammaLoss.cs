namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Gamma"/>.</summary>
public sealed record GammaLoss : BoostingLoss
{
    internal override TaskKind Task => TaskKind.Regression;

    internal override LinkFunction Link => LinkFunction.Exponential;

    internal override string? Fault(double label) => label > 0 ? null : "amounts are above 0";

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores) => scores[0] = Math.Log(Mean(labels, weights));

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = Weight(weights, row), ratio = labels[row] * Math.Exp(-scores[row]);
            derivatives[2 * row] = (float)(weight * (1 - ratio));
            derivatives[(2 * row) + 1] = (float)(weight * ratio);
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores) => scores[0] + (label * Math.Exp(-scores[0]));
}
