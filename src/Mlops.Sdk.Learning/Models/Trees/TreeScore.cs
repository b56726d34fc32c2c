namespace Mlops.Sdk;

/// <summary>The last step from a sum of leaves to a score, shared by every scorer so that they agree to the bit.</summary>
internal static class TreeScore
{
    /// <summary>Divides by <paramref name="divisor"/> and rounds, in the precision of the native learners where asked.</summary>
    public static double Finish(double sum, int divisor, bool singlePrecision)
    {
        if (singlePrecision)
            return divisor > 1 ? (float)sum / divisor : (float)sum;
        return divisor > 1 ? sum / divisor : sum;
    }
}
