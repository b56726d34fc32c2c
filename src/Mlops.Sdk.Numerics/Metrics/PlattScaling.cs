namespace Mlops.Sdk.Numerics;

/// <summary>A sigmoid from scores to probabilities: <c>1 / (1 + exp(-(slope * score + intercept)))</c>, fitted by maximum likelihood.</summary>
/// <param name="Slope">How steep it is.</param>
/// <param name="Intercept">The log odds at score 0.</param>
/// <remarks>
/// Platt (1999) with his targets, (positives + 1) / (positives + 2) and 1 / (negatives + 2) instead of 1 and 0, which keep the fit finite where classes do not overlap.
/// Newton's method with halving steps as Lin, Lin and Weng (2007).
/// </remarks>
public readonly record struct PlattScaling(double Slope, double Intercept)
{
    private const int MostSteps = 100;
    private const double Ridge = 1e-12;

    /// <summary>Fits the sigmoid. O(rows) a step, some ten steps.</summary>
    /// <param name="scores">Scores on the log odds or any other unbounded scale; finite.</param>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="weights">A weight for every row, at least 0; empty for 1 each.</param>
    public static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights = default)
    {
        double positives = 0, negatives = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            if (positive[row]) positives += weights.IsEmpty ? 1 : weights[row];
            else negatives += weights.IsEmpty ? 1 : weights[row];
        }

        double high = (positives + 1) / (positives + 2), low = 1 / (negatives + 2);
        var fit = new PlattScaling(0, Math.Log((positives + 1) / (negatives + 1)));
        double loss = fit.Loss(scores, positive, weights, high, low);
        for (int step = 0; step < MostSteps; step++)
        {
            if (!fit.TryStep(scores, positive, weights, high, low, loss, out PlattScaling next, out double nextLoss)) break;
            bool done = loss - nextLoss <= 1e-15 * Math.Abs(loss);
            (fit, loss) = (next, nextLoss);
            if (done) break;
        }

        return fit;
    }

    /// <summary>The probability of a score.</summary>
    /// <param name="score">The score.</param>
    public double At(double score) => Sigmoid(Slope * score + Intercept);

    internal static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    private bool TryStep(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights, double high, double low, double loss, out PlattScaling next, out double nextLoss)
    {
        double slopes = 0, intercepts = 0, h11 = Ridge, h12 = 0, h22 = Ridge;
        for (int row = 0; row < scores.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row], p = At(scores[row]);
            double gap = weight * (p - (positive[row] ? high : low)), curve = weight * p * (1 - p);
            slopes += gap * scores[row];
            intercepts += gap;
            h11 += curve * scores[row] * scores[row];
            h12 += curve * scores[row];
            h22 += curve;
        }

        double determinant = h11 * h22 - h12 * h12;
        double bySlope = (h22 * slopes - h12 * intercepts) / determinant, byIntercept = (h11 * intercepts - h12 * slopes) / determinant;
        for (double length = 1; length > 1e-10; length /= 2)
        {
            next = new PlattScaling(Slope - length * bySlope, Intercept - length * byIntercept);
            nextLoss = next.Loss(scores, positive, weights, high, low);
            if (nextLoss <= loss) return true;
        }

        (next, nextLoss) = (this, loss);
        return false;
    }

    private double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights, double high, double low)
    {
        double sum = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            double z = Slope * scores[row] + Intercept, target = positive[row] ? high : low;
            // log(1 + exp(z)) - target z, without overflow.
            sum += (weights.IsEmpty ? 1 : weights[row]) * (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - target * z);
        }

        return sum;
    }
}
