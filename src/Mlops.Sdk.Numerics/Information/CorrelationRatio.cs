namespace Mlops.Sdk.Numerics;

/// <summary>The correlation ratio of a number on categories, with what it rests on.</summary>
public static class CorrelationRatio
{
    /// <summary>Eta: the square root of the share of the variance of a number that lies between categories, with the complete pairs and the categories that occur in them.</summary>
    /// <param name="codes">The categories; below zero is missing.</param>
    /// <param name="values">The numbers, as many; NaN is left out.</param>
    /// <returns>NaN for a constant or no pairs.</returns>
    public static (double Eta, long Rows, int Groups) Of(ReadOnlySpan<int> codes, ReadOnlySpan<double> values)
    {
        (double between, double within, int groups, int count) = GroupTests.SumsOfSquares(codes, values);
        return (between + within > 0 ? Math.Sqrt(between / (between + within)) : double.NaN, count, groups);
    }
}
