using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>See <see cref="BoostingLoss.Softmax"/>. Labels are codes of classes.</summary>
public sealed record SoftmaxLoss : BoostingLoss
{
    internal override TaskKind Task => TaskKind.Multiclass;

    internal override LinkFunction Link => LinkFunction.Softmax();

    internal override void Start(ReadOnlySpan<double> labels, ReadOnlySpan<float> weights, Span<double> scores)
    {
        double total = 0;
        scores.Clear();
        for (int row = 0; row < labels.Length; row++)
        {
            scores[(int)labels[row]] += Weight(weights, row);
            total += Weight(weights, row);
        }

        foreach (ref double score in scores) score = Math.Log(Math.Max(score / total, 1e-12));
    }

    internal override void Derive(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int output, Span<float> derivatives)
    {
        int classes = scores.Length / Math.Max(1, labels.Length);
        double factor = classes / (classes - 1.0);
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<double> own = scores.Slice(row * classes, classes);
            double probability = Probability(own, output), weight = Weight(weights, row);
            derivatives[2 * row] = (float)(weight * (probability - (labels[row] == output ? 1 : 0)));
            derivatives[(2 * row) + 1] = (float)(weight * factor * probability * (1 - probability));
        }
    }

    // The exponentials of a row serve all of its classes: one output at a time would cost the square of the classes.
    internal override void DeriveAll(ReadOnlySpan<double> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int first, float[][] derivatives)
    {
        int classes = derivatives.Length;
        double factor = classes / (classes - 1.0);
        double[] shares = new double[classes];
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<double> own = scores.Slice(row * classes, classes);
            double greatest = own[0], sum = 0, weight = Weight(weights, row);
            foreach (double score in own) greatest = Math.Max(greatest, score);
            for (int output = 0; output < classes; output++) shares[output] = own[output] - greatest;
            ElementMath.Exp(shares, shares);
            foreach (double share in shares) sum += share;
            for (int output = 0; output < classes; output++)
            {
                double probability = shares[output] / sum;
                float[] receiving = derivatives[output];
                receiving[2 * (first + row)] = (float)(weight * (probability - (labels[row] == output ? 1 : 0)));
                receiving[(2 * (first + row)) + 1] = (float)(weight * factor * probability * (1 - probability));
            }
        }
    }

    internal override double Of(double label, ReadOnlySpan<double> scores) => -Math.Log(Math.Max(Probability(scores, (int)label), 1e-300));

    private static double Probability(ReadOnlySpan<double> scores, int output)
    {
        double sum = 0;
        foreach (double score in scores) sum += Math.Exp(score - scores[output]);
        return 1 / sum;
    }
}
