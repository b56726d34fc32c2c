namespace Mlops.Sdk.Numerics;

/// <summary>How much a value of a number to predict matters for being rare: 0 at the median, 1 from the adjacent value of the box plot on at an end that has values beyond it, between them along a cubic that is flat at both ends (Ribeiro 2011; SMOGN, Branco, Torgo and Ribeiro 2017).</summary>
/// <param name="Low">The least value that is no outlier: within <c>multiple</c> interquartile ranges of the lower quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="High">The greatest value that is no outlier.</param>
/// <param name="AtLow">The relevance at and below <paramref name="Low"/>: 1 when there are values below, otherwise 0.</param>
/// <param name="AtHigh">The relevance at and above <paramref name="High"/>.</param>
public readonly record struct TargetRelevance(double Low, double Median, double High, double AtLow, double AtHigh)
{
    /// <summary>Learns the points from values. O(values).</summary>
    /// <param name="values">Finite values, at least one; NaN does not count.</param>
    /// <param name="multiple">How many interquartile ranges from the quartiles a value may be without being an outlier, above 0.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static TargetRelevance Of(ReadOnlySpan<double> values, double multiple = 1.5)
    {
        if (!(multiple > 0)) throw new ArgumentOutOfRangeException(nameof(multiple), multiple, "The multiple is above 0.");
        double[] known = Descriptive.WithoutMissing(values);
        if (known.Length == 0) throw new ArgumentException("There is no value.", nameof(values));
        double[] quartiles = Quantiles.Of(known, [0.25, 0.5, 0.75]);
        (double lowFence, double highFence) = Fences.Iqr(quartiles[0], quartiles[2], multiple);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        bool below = false, above = false;
        foreach (double value in known)
        {
            if (value < lowFence) below = true;
            else low = Math.Min(low, value);
            if (value > highFence) above = true;
            else high = Math.Max(high, value);
        }

        return new TargetRelevance(low, quartiles[1], high, below ? 1 : 0, above ? 1 : 0);
    }

    /// <summary>The relevance of a value, 0 to 1; 0 for NaN.</summary>
    /// <param name="value">The value.</param>
    public double At(double value) =>
        value < Median ? AtLow * Step(value <= Low ? 1 : (Median - value) / (Median - Low))
        : value > Median ? AtHigh * Step(value >= High ? 1 : (value - Median) / (High - Median))
        : 0;

    // Hermite's cubic from 0 to 1 with slope 0 at both ends.
    private static double Step(double share) => share * share * (3 - 2 * share);
}
