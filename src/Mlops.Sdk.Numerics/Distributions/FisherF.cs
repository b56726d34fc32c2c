using MathNet.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>The F distribution of Fisher and Snedecor.</summary>
public static class FisherF
{
    /// <summary>P(F > f), to full relative precision in the tail.</summary>
    /// <param name="f">Any number.</param>
    /// <param name="numerator">The degrees of freedom above the line, more than zero.</param>
    /// <param name="denominator">The degrees of freedom below the line, more than zero.</param>
    public static double Survival(double f, double numerator, double denominator)
    {
        Tail.RequirePositive(numerator);
        Tail.RequirePositive(denominator);
        if (double.IsNaN(f) || f <= 0)
            return double.IsNaN(f) ? double.NaN : 1;
        return double.IsPositiveInfinity(f) ? 0 : SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, denominator / (denominator + numerator * f));
    }
}
