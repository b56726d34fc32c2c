namespace Mlops.Sdk.Numerics;

/// <summary>What each row's probabilities cost against the class that came true.</summary>
public static class ProbabilityLoss
{
    /// <summary>Probabilities are kept this far from 0 and 1 before the logarithm is taken, so that one row costs at most 34.54.</summary>
    public const double Clip = 1e-15;

    /// <summary>The logarithmic loss of every row: minus the natural logarithm of the probability of the actual class, clipped to [1e-15, 1 - 1e-15]. O(rows).</summary>
    /// <param name="probabilities">Row by row, as many a row as there are classes; no NaN.</param>
    /// <param name="actual">Class codes from 0.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="losses">Receives one loss a row.</param>
    public static void Log(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> actual, int classes, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++)
            losses[row] = Math.Clamp(probabilities[row * classes + actual[row]], Clip, 1 - Clip);
        Span<double> own = losses[..actual.Length];
        ElementMath.Log(own, own);
        System.Numerics.Tensors.TensorPrimitives.Negate(own, own);
    }

    /// <summary>The Brier loss of every row. Two classes: the squared difference of the probability of the last class and its truth, 0 to 1. More: the sum of the squared differences over the classes, 0 to 2. O(rows times classes).</summary>
    /// <inheritdoc cref="Log"/>
    public static void Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> actual, int classes, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++)
        {
            ReadOnlySpan<double> own = probabilities.Slice(row * classes, classes);
            if (classes == 2)
            {
                double difference = own[1] - actual[row];
                losses[row] = difference * difference;
                continue;
            }

            double sum = 0;
            for (int index = 0; index < classes; index++)
            {
                double difference = own[index] - (index == actual[row] ? 1 : 0);
                sum += difference * difference;
            }

            losses[row] = sum;
        }
    }
}
