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
