using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>The density.</summary>
    /// <param name="z">Any number.</param>
    public static double Density(double z) => Math.Exp(-0.5 * z * z) * 0.3989422804014327;

    /// <summary>P(Z &lt;= z), to full relative precision in the lower tail.</summary>
    /// <param name="z">Any number.</param>
    public static double Cumulative(double z) => double.IsNaN(z) ? double.NaN : 0.5 * SpecialFunctions.Erfc(-z * 0.7071067811865476);

    /// <summary>P(Z > z), to full relative precision in the upper tail.</summary>
    /// <param name="z">Any number.</param>
    public static double Survival(double z) => Cumulative(-z);

    /// <summary>The quantile: the z with P(Z &lt;= z) = p.</summary>
    /// <param name="p">A probability; 0 and 1 give the infinities.</param>
    public static double Quantile(double p)
    {
        Tail.Require(p);
        return p > 0.5 ? SqrtTwo * SpecialFunctions.ErfcInv(2 * (1 - p)) : -SqrtTwo * SpecialFunctions.ErfcInv(2 * p);
    }

    private const double SqrtTwo = 1.4142135623730951;
}
