namespace Mlops.Sdk.Numerics;

/// <summary>Distances of two points. A NaN coordinate gives NaN; no coordinates give zero.</summary>
public static class Distances
{
    /// <summary>The Euclidean distance.</summary>
    /// <param name="first">One point.</param>
    /// <param name="second">The other point, of as many coordinates.</param>
    public static double Euclidean(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => OrderedSums.Distance(first, second);

    /// <summary>The sum of the absolute differences.</summary>
    /// <param name="first">One point.</param>
    /// <param name="second">The other point, of as many coordinates.</param>
    public static double Manhattan(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        RequireSameLength(first, second);
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += Math.Abs(first[i] - second[i]);
        return sum;
    }

    /// <summary>The greatest absolute difference.</summary>
    /// <param name="first">One point.</param>
    /// <param name="second">The other point, of as many coordinates.</param>
    public static double Chebyshev(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        RequireSameLength(first, second);
        double greatest = 0;
        for (int i = 0; i < first.Length; i++)
            greatest = Math.Max(greatest, Math.Abs(first[i] - second[i]));
        return greatest;
    }

    private static void RequireSameLength(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"Points need as many coordinates; there are {first.Length} and {second.Length}.", nameof(second));
    }
}
