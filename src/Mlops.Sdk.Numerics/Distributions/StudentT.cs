using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>P(T &lt;= t).</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">More than zero, not necessarily whole.</param>
    public static double Cumulative(double t, double degreesOfFreedom) => Survival(-t, degreesOfFreedom);

    /// <summary>P(T > t), to full relative precision in the upper tail.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">More than zero, not necessarily whole.</param>
    public static double Survival(double t, double degreesOfFreedom)
    {
        Tail.RequirePositive(degreesOfFreedom);
        if (double.IsNaN(t) || double.IsInfinity(t))
            return double.IsNaN(t) ? double.NaN : t > 0 ? 0 : 1;
        double tail = 0.5 * SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>The quantile: the t with P(T &lt;= t) = p.</summary>
    /// <param name="p">A probability; 0 and 1 give the infinities.</param>
    /// <param name="degreesOfFreedom">More than zero, not necessarily whole.</param>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        Tail.Require(p);
        Tail.RequirePositive(degreesOfFreedom);
        if (p is 0 or 1)
            return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        return p <= 0.5
            ? -Tail.Solve(t => p - Survival(t, degreesOfFreedom), 0, 2)
            : Tail.Solve(t => 1 - p - Survival(t, degreesOfFreedom), 0, 2);
    }
}
