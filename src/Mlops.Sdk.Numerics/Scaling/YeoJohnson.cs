namespace Mlops.Sdk.Numerics;

/// <summary>The power transformation of Yeo and Johnson (2000), which makes a skewed sample of any sign more like a normal one.</summary>
/// <remarks>((1 + x)^λ - 1) / λ from 0 on, its logarithm for λ = 0; and -((1 - x)^(2 - λ) - 1) / (2 - λ) below, -log(1 - x) for λ = 2. Rises with x for every λ; λ = 1 changes nothing.</remarks>
public static class YeoJohnson
{
    // The power of a number of the sample stays a double.
    private const double GreatestExponent = 600, WidestLambda = 1e7, Tolerance = 1e-9, EdgeShare = 1e-3;

    /// <summary>Of one number; NaN stays NaN.</summary>
    /// <param name="x">The number.</param>
    /// <param name="lambda">The power.</param>
    public static double Of(double x, double lambda) => lambda == 1 ? x : x < 0 ? -Power(SignedLog.LogOnePlus(-x), 2 - lambda) : Power(SignedLog.LogOnePlus(x), lambda);

    /// <summary>Of every number.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="lambda">The power.</param>
    /// <param name="results">As many as values; may be the same memory.</param>
    /// <exception cref="ArgumentException">There are not as many results as values.</exception>
    public static void Apply(ReadOnlySpan<double> values, double lambda, Span<double> results)
    {
        if (results.Length != values.Length) throw new ArgumentException($"There are {values.Length} values and {results.Length} results.", nameof(results));
        for (int i = 0; i < values.Length; i++) results[i] = Of(values[i], lambda);
    }

    /// <summary>The λ of greatest likelihood, as <c>scipy.stats.yeojohnson_normmax</c> finds it; 1 for a constant and without numbers.</summary>
    /// <remarks>By parabolas and golden sections (Brent 1973) to about eight digits: some twenty passes over the numbers. Infinite numbers and NaN are skipped.</remarks>
    /// <param name="values">The numbers.</param>
    /// <param name="weights">One weight for each, finite and at least 0; without any all count the same.</param>
    /// <param name="cancellationToken">Honoured between passes.</param>
    public static double Lambda(ReadOnlySpan<double> values, ReadOnlySpan<double> weights = default, CancellationToken cancellationToken = default)
    {
        var sample = new YeoJohnsonSample(values, weights);
        if (sample.IsConstant) return 1;
        double Loss(double lambda)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return -sample.LogLikelihood(lambda);
        }

        double widest = Math.Min(WidestLambda, Math.Max(4, GreatestExponent / sample.GreatestLog)), low = -2, high = 4;
        int way = 0;
        while (true)
        {
            double best = Minimum.Find(Loss, low, high, Tolerance), edge = EdgeShare * (high - low);

            // At an end the least may lie beyond it.
            if (best - low < edge && low > -widest && way <= 0) (low, high, way) = (Math.Max(-widest, 4 * low), low + 1, -1);
            else if (high - best < edge && high < widest && way >= 0) (low, high, way) = (high - 1, Math.Min(widest, 4 * high), 1);
            else return double.IsNaN(Loss(best)) ? 1 : best;
        }
    }

    /// <summary>The log-likelihood of λ but for what does not depend on it: of a normal sample after the transformation, with the variance that suits it best. As <c>scipy.stats.yeojohnson_llf</c>.</summary>
    /// <param name="values">The numbers; NaN and infinite ones are skipped.</param>
    /// <param name="lambda">The power.</param>
    /// <param name="weights">One weight for each, finite and at least 0; without any all count the same.</param>
    public static double LogLikelihood(ReadOnlySpan<double> values, double lambda, ReadOnlySpan<double> weights = default) => new YeoJohnsonSample(values, weights).LogLikelihood(lambda);

    // ((1 + x)^k - 1) / k of the logarithm of 1 + x.
    internal static double Power(double log, double k)
    {
        if (k == 0) return log;
        double t = k * log;
        if (Math.Abs(t) < YeoJohnsonSample.Small) return log * YeoJohnsonSample.Series(t);
        return (Math.Exp(t) - 1) / k;
    }
}
