namespace Mlops.Sdk.Numerics;

/// <summary>Makes all probabilities of a row more or less sure by one number: each to the power of 1 / temperature, brought to a sum of 1 (Guo et al. 2017). The most probable class stays the most probable.</summary>
/// <param name="Temperature">Above 1 for a model that was too sure, below 1 for one that was not sure enough.</param>
public readonly record struct TemperatureScaling(double Temperature)
{
    private const double Clip = 1e-12;
    private const double Widest = 6.9;

    /// <summary>The temperature of least log loss, between 0.001 and 1000. The loss is convex in 1 / temperature, so that a golden section finds it. O(rows times classes) a step, some fifty steps.</summary>
    /// <param name="probabilities">Row by row, as many a row as there are classes; no NaN.</param>
    /// <param name="actual">Class codes from 0.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">A weight for every row, at least 0; empty for 1 each.</param>
    public static TemperatureScaling Fit(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> actual, int classes, ReadOnlySpan<double> weights = default)
    {
        var logits = new double[probabilities.Length];
        for (int i = 0; i < logits.Length; i++) logits[i] = Math.Log(Math.Clamp(probabilities[i], Clip, 1));
        const double golden = 0.6180339887498949;
        double low = -Widest, high = Widest, a = high - golden * (high - low), b = low + golden * (high - low);
        double atA = Loss(logits, actual, classes, weights, Math.Exp(a)), atB = Loss(logits, actual, classes, weights, Math.Exp(b));
        while (high - low > 1e-10)
        {
            if (atA <= atB)
            {
                (high, b, atB) = (b, a, atA);
                atA = Loss(logits, actual, classes, weights, Math.Exp(a = high - golden * (high - low)));
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                atB = Loss(logits, actual, classes, weights, Math.Exp(b = low + golden * (high - low)));
            }
        }

        return new TemperatureScaling(Math.Exp(-(low + high) / 2));
    }

    /// <summary>Changes the probabilities of one row in place.</summary>
    /// <param name="row">As many as there are classes.</param>
    public void Apply(Span<double> row)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (ref double p in row)
        {
            p = Math.Log(Math.Clamp(p, Clip, 1)) / Temperature;
            most = Math.Max(most, p);
        }

        foreach (ref double p in row) sum += p = Math.Exp(p - most);
        foreach (ref double p in row) p /= sum;
    }

    private static double Loss(double[] logits, ReadOnlySpan<int> actual, int classes, ReadOnlySpan<double> weights, double inverse)
    {
        double total = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            ReadOnlySpan<double> own = logits.AsSpan(row * classes, classes);
            double most = inverse * System.Numerics.Tensors.TensorPrimitives.Max(own), sum = 0;
            foreach (double logit in own) sum += Math.Exp(inverse * logit - most);
            total += (weights.IsEmpty ? 1 : weights[row]) * (Math.Log(sum) + most - inverse * own[actual[row]]);
        }

        return total;
    }
}
