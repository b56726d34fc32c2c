namespace Mlops.Sdk.Numerics;

/// <summary>From a probability to a better one: <c>log odds = a ln p - b ln(1 - p) + c</c>, with a and b at least 0, fitted by maximum likelihood (Kull, Silva Filho and Flach 2017).</summary>
/// <param name="A">How much the logarithm of p counts.</param>
/// <param name="B">How much the logarithm of 1 - p counts.</param>
/// <param name="C">The log odds that are added.</param>
/// <remarks>
/// a = b = 1 and c = 0 leave a probability as it is, so that a calibrated model is not made worse; a sigmoid of the log odds is the case a = b. Where the best a or b is below 0 it is set to 0 and the rest is fitted
/// again, as in the paper. Platt's targets stand for 1 and 0 as in <see cref="PlattScaling"/>, which keeps the fit finite. Probabilities are clipped to [1e-12, 1 - 1e-12].
/// </remarks>
public readonly record struct BetaCalibration(double A, double B, double C)
{
    private const double Clip = 1e-12;
    private const double Ridge = 1e-12;
    private const int MostSteps = 100;

    /// <summary>Fits the map. O(rows) a step, some ten steps.</summary>
    /// <param name="probabilities">From 0 to 1; no NaN.</param>
    /// <param name="positive">Whether each row came true.</param>
    /// <param name="weights">A weight for every row, at least 0; empty for 1 each.</param>
    public static BetaCalibration Fit(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights = default)
    {
        double[] high = new double[probabilities.Length], low = new double[probabilities.Length], targets = new double[probabilities.Length];
        double positives = 0, negatives = 0;
        for (int row = 0; row < high.Length; row++)
        {
            (high[row], low[row]) = Terms(probabilities[row]);
            if (positive[row]) positives += weights.IsEmpty ? 1 : weights[row];
            else negatives += weights.IsEmpty ? 1 : weights[row];
        }

        for (int row = 0; row < targets.Length; row++) targets[row] = positive[row] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
        double start = Math.Log((positives + 1) / (negatives + 1));
        BetaCalibration fit = Newton(high, low, targets, weights, start, true, true);
        if (fit.A < 0) fit = Newton(high, low, targets, weights, start, false, true);
        else if (fit.B < 0) fit = Newton(high, low, targets, weights, start, true, false);
        // With one of them left it can still be below 0: then no rising map helps.
        return fit.A < 0 || fit.B < 0 ? new BetaCalibration(0, 0, start) : fit;
    }

    /// <summary>The probability that a probability becomes.</summary>
    /// <param name="probability">From 0 to 1.</param>
    public double At(double probability)
    {
        (double high, double low) = Terms(probability);
        return PlattScaling.Sigmoid(A * high + B * low + C);
    }

    private static (double High, double Low) Terms(double probability)
    {
        double p = Math.Clamp(probability, Clip, 1 - Clip);
        return (Math.Log(p), -Math.Log(1 - p));
    }

    private static BetaCalibration Newton(double[] high, double[] low, double[] targets, ReadOnlySpan<double> weights, double start, bool withA, bool withB)
    {
        var fit = new BetaCalibration(0, 0, start);
        double loss = fit.Loss(high, low, targets, weights);
        Span<double> gradient = stackalloc double[3], step = stackalloc double[3];
        Span<double> hessian = stackalloc double[9];
        for (int round = 0; round < MostSteps; round++)
        {
            fit.Derive(high, low, targets, weights, gradient, hessian);
            if (!withA) Leave(0, gradient, hessian);
            if (!withB) Leave(1, gradient, hessian);
            gradient.CopyTo(step);
            SymmetricFactor.Of(hessian, 3).Solve(step);
            bool moved = false;
            for (double length = 1; length > 1e-10 && !moved; length /= 2)
            {
                var next = new BetaCalibration(fit.A - length * step[0], fit.B - length * step[1], fit.C - length * step[2]);
                double nextLoss = next.Loss(high, low, targets, weights);
                if (!(nextLoss < loss)) continue;
                moved = loss - nextLoss > 1e-15 * Math.Abs(loss);
                (fit, loss) = (next, nextLoss);
                break;
            }

            if (!moved) break;
        }

        return fit;
    }

    private void Derive(double[] high, double[] low, double[] targets, ReadOnlySpan<double> weights, Span<double> gradient, Span<double> hessian)
    {
        gradient.Clear();
        hessian.Clear();
        Span<double> terms = stackalloc double[3];
        terms[2] = 1;
        for (int row = 0; row < high.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row], p = PlattScaling.Sigmoid(A * high[row] + B * low[row] + C), gap = weight * (p - targets[row]), curve = weight * p * (1 - p);
            (terms[0], terms[1]) = (high[row], low[row]);
            for (int i = 0; i < 3; i++)
            {
                gradient[i] += gap * terms[i];
                for (int j = 0; j < 3; j++) hessian[i * 3 + j] += curve * terms[i] * terms[j];
            }
        }

        for (int i = 0; i < 3; i++) hessian[i * 4] += Ridge;
    }

    private static void Leave(int index, Span<double> gradient, Span<double> hessian)
    {
        gradient[index] = 0;
        for (int other = 0; other < 3; other++) hessian[index * 3 + other] = hessian[other * 3 + index] = 0;
        hessian[index * 4] = 1;
    }

    private double Loss(double[] high, double[] low, double[] targets, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int row = 0; row < high.Length; row++)
        {
            double z = A * high[row] + B * low[row] + C;
            sum += (weights.IsEmpty ? 1 : weights[row]) * (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - targets[row] * z);
        }

        return sum;
    }
}
