using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record MedianFill : ImputeMethod
{
    internal override string Name => "median";

    internal override bool IsForNumbers => true;

    internal override double Number(Span<double> finite, Span<double> weights) => WeightedMedian.OfInPlace(finite, weights);
}

internal sealed record MeanFill : ImputeMethod
{
    internal override string Name => "mean";

    internal override bool IsForNumbers => true;

    // A sum of the largest numbers is not finite; the median always is.
    internal override double Number(Span<double> finite, Span<double> weights)
    {
        double total = weights.IsEmpty ? finite.Length : OrderedSums.Sum(weights);
        if (total == 0) return WeightedMedian.OfInPlace(finite, []);
        double mean = weights.IsEmpty ? Moments.Of(finite).Mean : OrderedSums.Dot(finite, weights) / total;
        return double.IsFinite(mean) ? mean : WeightedMedian.OfInPlace(finite, weights);
    }
}

internal sealed record NumberFill(double Value) : ImputeMethod
{
    public double Value { get; init; } = double.IsFinite(Value) ? Value : throw new ArgumentOutOfRangeException(nameof(Value), Value, "A constant to fill with is finite.");

    internal override string Name => "constant";

    internal override bool IsForNumbers => true;

    internal override double Number(Span<double> finite, Span<double> weights) => Value;
}
