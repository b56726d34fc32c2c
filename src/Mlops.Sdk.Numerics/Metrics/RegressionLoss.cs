namespace Mlops.Sdk.Numerics;

/// <summary>What each row's predicted number costs against the number that came true.</summary>
public static class RegressionLoss
{
    /// <summary>The distance of predicted and actual. O(rows).</summary>
    public static void Absolute(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> losses)
    {
        System.Numerics.Tensors.TensorPrimitives.Subtract(actual, predicted, losses);
        System.Numerics.Tensors.TensorPrimitives.Abs(losses, losses);
    }

    /// <summary>The distance as a share of the size of the actual number; infinite or NaN where that is 0. O(rows).</summary>
    public static void Percentage(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++) losses[row] = Math.Abs(actual[row] - predicted[row]) / Math.Abs(actual[row]);
    }

    /// <summary>The pinball loss of a quantile: the distance times the probability where the actual number lies above, times its complement where it lies below (Koenker and Bassett 1978). O(rows).</summary>
    public static void Pinball(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, double probability, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++)
        {
            double off = actual[row] - predicted[row];
            losses[row] = off >= 0 ? probability * off : (probability - 1) * off;
        }
    }

    /// <summary>The Poisson deviance, 2 (y ln(y / p) - y + p), for actual numbers of at least 0 and predictions above 0. O(rows).</summary>
    public static void PoissonDeviance(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++)
            losses[row] = 2 * ((actual[row] > 0 ? actual[row] * Math.Log(actual[row] / predicted[row]) : 0) - actual[row] + predicted[row]);
    }

    /// <summary>The gamma deviance, 2 (ln(p / y) + y / p - 1), for actual numbers and predictions above 0. O(rows).</summary>
    public static void GammaDeviance(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++) losses[row] = 2 * (Math.Log(predicted[row] / actual[row]) + actual[row] / predicted[row] - 1);
    }

    /// <summary>The squared difference of ln(1 + y) and ln(1 + p), for numbers of at least 0. O(rows).</summary>
    public static void SquaredLogarithm(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++)
        {
            double off = Math.Log((1 + actual[row]) / (1 + predicted[row]));
            losses[row] = off * off;
        }
    }

    /// <summary>The distance as a share of the mean size of both numbers, 0 to 2; 0 where both are 0. O(rows).</summary>
    public static void SymmetricPercentage(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> losses)
    {
        for (int row = 0; row < actual.Length; row++)
        {
            double size = Math.Abs(actual[row]) + Math.Abs(predicted[row]);
            losses[row] = size > 0 ? 2 * Math.Abs(actual[row] - predicted[row]) / size : 0;
        }
    }
}
