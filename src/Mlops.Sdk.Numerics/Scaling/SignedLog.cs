namespace Mlops.Sdk.Numerics;

/// <summary>The logarithm of 1 + |x| with the sign of x: log(1 + x) from 0 on, and its mirror image below, so that every number has one.</summary>
public static class SignedLog
{
    /// <summary>Of one number; NaN stays NaN, infinite stays infinite.</summary>
    /// <param name="x">The number.</param>
    public static double Of(double x) => x < 0 ? -LogOnePlus(-x) : LogOnePlus(x);

    /// <summary>Of every number.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="results">As many as values; may be the same memory.</param>
    /// <exception cref="ArgumentException">There are not as many results as values.</exception>
    public static void Apply(ReadOnlySpan<double> values, Span<double> results)
    {
        if (results.Length != values.Length) throw new ArgumentException($"There are {values.Length} values and {results.Length} results.", nameof(results));
        for (int i = 0; i < values.Length; i++) results[i] = Of(values[i]);
    }

    /// <summary>log(1 + x) to the last digits for small x too: what is lost in 1 + x is added again.</summary>
    internal static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : Math.Log(u) + ((x - (u - 1)) / u);
    }
}
