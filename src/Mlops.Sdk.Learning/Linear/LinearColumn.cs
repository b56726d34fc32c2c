using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column of the design of a linear model: the numbers of a feature, or whether a row has one of its levels or no value.</summary>
internal sealed class LinearColumn
{
    private LinearColumn(int feature, int level, double[] values, double center, double scale, double low, double high) =>
        (Feature, Level, Values, Center, Scale, Low, High) = (feature, level, values, center, scale, low, high);

    public const int Number = -1, Missing = -2;

    /// <summary>The index of the feature.</summary>
    public int Feature { get; }

    /// <summary>The cell of the level, <see cref="Number"/> or <see cref="Missing"/>.</summary>
    public int Level { get; }

    /// <summary>Standardised: mean 0 and standard deviation 1 by weight.</summary>
    public double[] Values { get; }

    public double Center { get; }

    public double Scale { get; }

    /// <summary>The least weight allowed.</summary>
    public double Low { get; }

    /// <summary>The greatest weight allowed.</summary>
    public double High { get; }

    /// <summary>Standardises values in place; null when they do not vary.</summary>
    public static LinearColumn? Of(int feature, int level, double[] values, double[] weights, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        double total = OrderedSums.Sum(weights);
        double largest = values.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(values));
        if (!(largest > 0)) return null;
        TensorPrimitives.Divide<double>(values, largest, values);
        double center = OrderedSums.Dot(values, weights) / total;
        TensorPrimitives.Subtract<double>(values, center, values);
        double square = 0;
        for (int row = 0; row < values.Length; row++) square += weights[row] * values[row] * values[row];
        double scale = Math.Sqrt(square / total);
        if (!(scale > 1e-12)) return null;
        TensorPrimitives.Divide<double>(values, scale, values);
        return new LinearColumn(feature, level, values, center * largest, scale * largest, low, high);
    }
}
