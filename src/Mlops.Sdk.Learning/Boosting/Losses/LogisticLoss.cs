namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Logistic"/>. Labels are 0 and 1.</summary>
public sealed record LogisticLoss : BoostingLoss
{
    internal override TaskKind Task => TaskKind.Binary;

    internal override LinkFunction Link => LinkFunction.Logit();

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores)
    {
        double share = Math.Clamp(Mean(labels, weights), 1e-12, 1 - 1e-12);
        scores[0] = Math.Log(share / (1 - share));
    }

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = Weight(weights, row), probability = 1 / (1 + Math.Exp(-scores[row]));
            derivatives[2 * row] = (float)(weight * (probability - labels[row]));
            derivatives[(2 * row) + 1] = (float)(weight * probability * (1 - probability));
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores)
    {
        double margin = label > 0 ? scores[0] : -scores[0];
        return margin > 0 ? double.LogP1(Math.Exp(-margin)) : double.LogP1(Math.Exp(margin)) - margin;
    }
}
