using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>The chi-squared distribution.</summary>
public static class ChiSquared
{
    /// <summary>P(X &lt;= x).</summary>
    /// <param name="x">Any number.</param>
    /// <param name="degreesOfFreedom">More than zero, not necessarily whole.</param>
    public static double Cumulative(double x, double degreesOfFreedom)
    {
        Tail.RequirePositive(degreesOfFreedom);
        return double.IsNaN(x) ? double.NaN : x <= 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : SpecialFunctions.GammaLowerRegularized(degreesOfFreedom / 2, x / 2);
    }

    /// <summary>P(X > x), to full relative precision in the tail.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="degreesOfFreedom">More than zero, not necessarily whole.</param>
    public static double Survival(double x, double degreesOfFreedom)
    {
        Tail.RequirePositive(degreesOfFreedom);
        if (double.IsNaN(x) || x <= 0)
            return double.IsNaN(x) ? double.NaN : 1;
        return double.IsPositiveInfinity(x) ? 0 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);
    }

    /// <summary>The quantile: the x with P(X &lt;= x) = p.</summary>
    /// <param name="p">A probability.</param>
    /// <param name="degreesOfFreedom">More than zero, not necessarily whole.</param>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        Tail.Require(p);
        Tail.RequirePositive(degreesOfFreedom);
        if (p is 0 or 1)
            return p == 0 ? 0 : double.PositiveInfinity;
        return p < 0.5
            ? Tail.Solve(x => Cumulative(x, degreesOfFreedom) - p, 0, degreesOfFreedom + 1)
            : Tail.Solve(x => 1 - p - Survival(x, degreesOfFreedom), 0, degreesOfFreedom + 1);
    }
}
