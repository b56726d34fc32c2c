using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Logistic"/>. Labels are 0 and 1.</summary>
public sealed record LogisticLoss : BoostingLoss
{
    private const int BlockRows = 256;

    internal override TaskKind Task => TaskKind.Binary;

    internal override LinkFunction Link => LinkFunction.Logit();

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores)
    {
        double share = Math.Clamp(Mean(labels, weights), 1e-12, 1 - 1e-12);
        scores[0] = Math.Log(share / (1 - share));
    }

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        Span<double> probabilities = stackalloc double[BlockRows];
        for (int start = 0; start < labels.Length; start += BlockRows)
        {
            int count = Math.Min(BlockRows, labels.Length - start);
            ElementMath.Sigmoid(scores.Slice(start, count), probabilities);
            for (int i = 0; i < count; i++)
            {
                double weight = Weight(weights, start + i), probability = probabilities[i];
                derivatives[2 * (start + i)] = (float)(weight * (probability - labels[start + i]));
                derivatives[(2 * (start + i)) + 1] = (float)(weight * probability * (1 - probability));
            }
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores)
    {
        double margin = label > 0 ? scores[0] : -scores[0];
        return margin > 0 ? double.LogP1(Math.Exp(-margin)) : double.LogP1(Math.Exp(margin)) - margin;
    }
}
