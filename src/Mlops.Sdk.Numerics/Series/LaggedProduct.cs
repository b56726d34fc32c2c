namespace Mlops.Sdk.Numerics;

/// <summary>Sums of products of a series with its past.</summary>
internal static class LaggedProduct
{
    /// <summary>The sum of x[t] x[t - lag] over all t that have both; NaN anywhere gives NaN.</summary>
    public static double AtLag(ReadOnlySpan<double> x, int lag) => lag >= x.Length ? 0 : OrderedSums.Dot(x[lag..], x[..^lag]);
}
