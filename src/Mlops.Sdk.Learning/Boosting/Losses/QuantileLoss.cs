using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Quantile"/>.</summary>
/// <param name="Probability">Which quantile.</param>
public sealed record QuantileLoss(double Probability) : BoostingLoss
{
    internal override TaskKind Task => TaskKind.Regression;

    internal override double? LeafQuantile => Probability;

    internal override IEnumerable<string> Problems()
    {
        if (!(Probability > 0 && Probability < 1)) yield return FormattableString.Invariant($"The quantile is {Probability}; it lies above 0 and below 1.");
    }

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores) => scores[0] = LeafQuantiles.Of(labels.ToArray(), weights.IsEmpty ? null : weights.ToArray(), Probability);

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = Weight(weights, row);
            derivatives[2 * row] = (float)(weight * (scores[row] > labels[row] ? 1 - Probability : -Probability));
            derivatives[(2 * row) + 1] = (float)weight;
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores) => Math.Max(Probability * (label - scores[0]), (Probability - 1) * (label - scores[0]));
}
