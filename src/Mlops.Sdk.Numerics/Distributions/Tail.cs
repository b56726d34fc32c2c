using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

internal static class Tail
{
    public static void Require(double p, [CallerArgumentExpression(nameof(p))] string? name = null)
    {
        if (!(p >= 0 && p <= 1))
            throw new ArgumentOutOfRangeException(name, p, "A probability lies between 0 and 1.");
    }

    public static void RequirePositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0) || double.IsInfinity(value))
            throw new ArgumentOutOfRangeException(name, value, "Degrees of freedom are finite and above zero.");
    }

    /// <summary>The root of an increasing function at or above <paramref name="low"/>: the bracket doubles until it holds the root, then bisection to the last bit.</summary>
    public static double Solve(Func<double, double> increasing, double low, double high)
    {
        while (increasing(high) < 0 && high < 1e300)
            (low, high) = (high, high * 2);
        while (true)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (increasing(middle) < 0)
                low = middle;
            else
                high = middle;
        }
    }
}
