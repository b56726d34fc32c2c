using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Basic statistics of a span in one call. NaN is missing and is skipped; a span with no number gives NaN, or zero for a count.</summary>
public static class Descriptive
{
    /// <summary>How many values are NaN.</summary>
    /// <param name="values">The values.</param>
    public static int CountMissing(ReadOnlySpan<double> values)
    {
        int missing = 0;
        foreach (double value in values)
            missing += double.IsNaN(value) ? 1 : 0;
        return missing;
    }

    /// <summary>The mean.</summary>
    /// <param name="values">The values.</param>
    public static double Mean(ReadOnlySpan<double> values) => Moments.Of(values).Mean;

    /// <summary>The sample variance (divisor n - 1).</summary>
    /// <param name="values">The values.</param>
    public static double Variance(ReadOnlySpan<double> values) => Moments.Of(values).Variance;

    /// <summary>The sample standard deviation (divisor n - 1).</summary>
    /// <param name="values">The values.</param>
    public static double StandardDeviation(ReadOnlySpan<double> values) => Moments.Of(values).StandardDeviation;

    /// <summary>The least and the greatest number.</summary>
    /// <param name="values">The values.</param>
    public static (double Min, double Max) Range(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return (double.NaN, double.NaN);
        double min = TensorPrimitives.MinNumber(values);
        return double.IsNaN(min) ? (double.NaN, double.NaN) : (min, TensorPrimitives.MaxNumber(values));
    }

    /// <summary>The values without the NaN, in order, in a new array.</summary>
    /// <param name="values">The values.</param>
    public static double[] WithoutMissing(ReadOnlySpan<double> values)
    {
        double[] kept = new double[values.Length - CountMissing(values)];
        int next = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                kept[next++] = value;
        }

        return kept;
    }
}
