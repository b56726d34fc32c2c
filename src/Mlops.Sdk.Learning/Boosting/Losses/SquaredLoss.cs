namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Squared"/>.</summary>
public sealed record SquaredLoss : BoostingLoss
{
    internal override TaskKind Task => TaskKind.Regression;

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores) => scores[0] = Mean(labels, weights);

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = Weight(weights, row);
            derivatives[2 * row] = (float)(weight * (scores[row] - labels[row]));
            derivatives[(2 * row) + 1] = (float)weight;
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores) => (label - scores[0]) * (label - scores[0]) / 2;
}
