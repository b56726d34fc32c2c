namespace Mlops.Sdk;

/// <summary>How strange a class would be for a row: the larger, the less likely it is in the set.</summary>
internal static class ConformalScores
{
    /// <summary>Whether a method is for numbers and not for classes; <see cref="ConformalMethod.Auto"/> is for neither.</summary>
    public static bool AreOfNumbers(ConformalMethod method) => method is ConformalMethod.AbsoluteResidual or ConformalMethod.NormalizedResidual or ConformalMethod.QuantileRegression;

    /// <summary>The score of one class.</summary>
    /// <param name="method">Least ambiguous or adaptive.</param>
    /// <param name="probabilities">Of all classes.</param>
    /// <param name="index">The class.</param>
    /// <param name="uniform">The chance of the row, 0 to below 1.</param>
    public static double Of(ConformalMethod method, ReadOnlySpan<double> probabilities, int index, double uniform)
    {
        double own = probabilities[index];
        if (method == ConformalMethod.LeastAmbiguous) return 1 - own;
        double before = 0;
        for (int other = 0; other < probabilities.Length; other++)
            if (probabilities[other] > own || (probabilities[other] == own && other > index)) before += probabilities[other];
        return before + uniform * own;
    }

    public static int MostProbable(ReadOnlySpan<double> probabilities)
    {
        int best = 0;
        for (int index = 1; index < probabilities.Length; index++)
            if (probabilities[index] >= probabilities[best]) best = index;
        return best;
    }
}
