namespace Mlops.Sdk;

/// <summary>
/// A sigmoid from scores to probabilities, <c>1 / (1 + exp(-(slope * score + offset)))</c>, by maximum likelihood with Platt's smoothed targets. Newton's method with halving;
/// O(rows) an iteration. Source: Lin, Lin and Weng, A note on Platt's probabilistic outputs for support vector machines, 2007, algorithm 1.
/// </summary>
internal sealed record PlattSigmoid(double Slope, double Offset)
{
    private const int MostIterations = 100;
    private const double Ridge = 1e-12;

    public static PlattSigmoid Fit(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        (double positives, double negatives) = Count(labels, weights);
        double high = (positives + 1) / (positives + 2);
        double low = 1 / (negatives + 2);
        double slope = 0;
        double offset = Math.Log((positives + 1) / (negatives + 1));
        double loss = Loss(scores, labels, weights, high, low, slope, offset);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            (double stepSlope, double stepOffset, double gradient) = Step(scores, labels, weights, high, low, slope, offset);
            if (gradient < 1e-10 * Math.Max(1, positives + negatives))
                break;
            double size = 1;
            double next = Loss(scores, labels, weights, high, low, slope + stepSlope, offset + stepOffset);
            while (!(next < loss) && size > 1e-10)
            {
                size /= 2;
                next = Loss(scores, labels, weights, high, low, slope + (size * stepSlope), offset + (size * stepOffset));
            }

            if (!(next < loss))
                break;
            slope += size * stepSlope;
            offset += size * stepOffset;
            loss = next;
        }

        return new(slope, offset);
    }

    private static (double Positives, double Negatives) Count(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            if (labels[i] > 0)
                positives += weight;
            else
                negatives += weight;
        }

        return (positives, negatives);
    }

    private static double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double high, double low, double slope, double offset)
    {
        double loss = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double value = (slope * scores[i]) + offset;
            double target = labels[i] > 0 ? high : low;
            // log(1 + exp(v)) - t v, written so that exp cannot overflow.
            double one = value > 0 ? ((1 - target) * value) + Math.Log(1 + Math.Exp(-value)) : Math.Log(1 + Math.Exp(value)) - (target * value);
            loss += weights.IsEmpty ? one : weights[i] * one;
        }

        return loss;
    }

    private static (double Slope, double Offset, double Gradient) Step(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double high, double low, double slope, double offset)
    {
        double h11 = Ridge, h22 = Ridge, h12 = 0, g1 = 0, g2 = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            double probability = 1 / (1 + Math.Exp(-((slope * scores[i]) + offset)));
            double curve = weight * probability * (1 - probability);
            double error = weight * (probability - (labels[i] > 0 ? high : low));
            h11 += scores[i] * scores[i] * curve;
            h12 += scores[i] * curve;
            h22 += curve;
            g1 += scores[i] * error;
            g2 += error;
        }

        double determinant = (h11 * h22) - (h12 * h12);
        return (-((h22 * g1) - (h12 * g2)) / determinant, -((h11 * g2) - (h12 * g1)) / determinant, Math.Max(Math.Abs(g1), Math.Abs(g2)));
    }
}
