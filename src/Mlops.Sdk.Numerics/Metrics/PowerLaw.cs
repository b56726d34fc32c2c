namespace Mlops.Sdk.Numerics;

/// <summary>How a score goes with the number of rows learnt from: <c>limit + scale * rows^-rate</c> (Cortes et al. 1994; Hestness et al. 2017 measured rates of 0.07 to 0.5 on large data).</summary>
/// <param name="Limit">What it comes to with any number of rows.</param>
/// <param name="Scale">How far it is from that at one row; below 0 for a score that rises.</param>
/// <param name="Rate">How fast it comes there, above 0.</param>
public readonly record struct PowerLaw(double Limit, double Scale, double Rate)
{
    private const double Slowest = 0.05;
    private const double Fastest = 2;
    private const int Steps = 118;

    /// <summary>The value at a number of rows.</summary>
    /// <param name="rows">Above 0.</param>
    public double At(double rows) => Limit + Scale * Math.Pow(rows, -Rate);

    /// <summary>The number of rows at which a value is reached; infinite beyond the limit.</summary>
    /// <param name="value">The value.</param>
    public double RowsFor(double value)
    {
        double share = (value - Limit) / Scale;
        return share > 0 ? Math.Pow(share, -1 / Rate) : double.PositiveInfinity;
    }

    /// <summary>Fits the law by least squares: for each rate of a grid from 0.05 to 2 the limit and the scale have a solution; the best rate stands. A limit beyond what the score can reach is set to that. O(points times 118).</summary>
    /// <param name="rows">Numbers of rows, above 0; at least three different ones.</param>
    /// <param name="values">The score at each.</param>
    /// <param name="weights">How sure each is, above 0; empty for alike.</param>
    /// <param name="least">The least value of the score.</param>
    /// <param name="most">The largest.</param>
    public static PowerLaw Fit(ReadOnlySpan<double> rows, ReadOnlySpan<double> values, ReadOnlySpan<double> weights = default, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        if (rows.Length != values.Length) throw new ArgumentException($"There are {rows.Length} numbers of rows for {values.Length} values.", nameof(values));
        PowerLaw best = default;
        double loss = double.PositiveInfinity;
        for (int step = 0; step < Steps; step++)
        {
            double rate = Slowest * Math.Pow(Fastest / Slowest, step / (Steps - 1.0));
            PowerLaw law = OfRate(rows, values, weights, rate, least, most);
            double own = 0;
            for (int i = 0; i < rows.Length; i++)
            {
                double off = values[i] - law.At(rows[i]);
                own += (weights.IsEmpty ? 1 : weights[i]) * off * off;
            }

            if (!(own < loss)) continue;
            (best, loss) = (law, own);
        }

        return best;
    }

    private static PowerLaw OfRate(ReadOnlySpan<double> rows, ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double rate, double least, double most)
    {
        double all = 0, x = 0, y = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            all += weight;
            x += weight * Math.Pow(rows[i], -rate);
            y += weight * values[i];
        }

        (x, y) = (x / all, y / all);
        double spread = 0, together = 0, square = 0, cross = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i], own = Math.Pow(rows[i], -rate);
            spread += weight * (own - x) * (own - x);
            together += weight * (own - x) * (values[i] - y);
            square += weight * own * own;
            cross += weight * own * values[i];
        }

        double scale = spread > 0 ? together / spread : 0, limit = y - scale * x, kept = Math.Clamp(limit, least, most);
        if (kept == limit || !(square > 0)) return new PowerLaw(limit, scale, rate);
        // With the limit given, the scale alone is fitted.
        return new PowerLaw(kept, (cross - kept * x * all) / square, rate);
    }
}
