namespace Mlops.Sdk.Numerics;

/// <summary>The periodogram of a series relative to its background: how far any frequency stands out.</summary>
internal sealed class SpectralLines
{
    private readonly double[] _white;
    private readonly double[] _ratios;
    private readonly int _length;
    private readonly SpectralBackground? _background;

    /// <summary>Looks at a series of mean 0.</summary>
    public SpectralLines(double[] rest)
    {
        Rest = rest;
        double squares = OrderedSums.SumOfSquares(rest), memory = squares > 0 ? LaggedProduct.AtLag(rest, 1) / squares : 0;

        // Most of the memory is taken out before the transform, so that a steep spectrum does not leak over a flat one.
        var white = new double[rest.Length - 1];
        for (int t = 0; t < white.Length; t++) white[t] = rest[t + 1] - (memory * rest[t]);
        _white = SeriesShape.Centered(white);
        _length = FourierTransform.PowerOfTwo(2 * _white.Length);
        double[] ordinates = Periodogram.Ordinates(_white, _length);
        _background = SpectralBackground.Fit(ordinates, _length, _white.Length);
        _ratios = ordinates;
        for (int k = 0; k < ordinates.Length; k++) _ratios[k] = _background is null ? 0 : ordinates[k] / _background.At((k + 1.0) / _length);
    }

    /// <summary>The series.</summary>
    public double[] Rest { get; }

    /// <summary>The frequency that stands out most among those with enough cycles, and the probability of so strong a line anywhere in noise (Baluev 2008, eq. 6, for the greatest ordinate of a continuous periodogram).</summary>
    public (double Frequency, double PValue) StrongestLine(double leastCycles)
    {
        int first = (int)Math.Ceiling(leastCycles * _length / _white.Length), best = first;
        for (int k = first; k <= _ratios.Length; k++)
            if (_ratios[k - 1] > _ratios[best - 1]) best = k;
        if (first > _ratios.Length) return (0.5, 1);
        double height = _ratios[best - 1], width = _white.Length * (0.5 - (leastCycles / _white.Length));
        double tail = width * Math.Sqrt(Math.Max(height, 1)) * Math.Exp(-height);
        return ((double)best / _length, Math.Clamp(1 - Math.Exp(-tail), 0, 1));
    }

    /// <summary>The probability of so much power in all harmonics of a period together; those that belong to a period found before are left out.</summary>
    public double HarmonicPValue(int period, List<SeasonalPeriod> found)
    {
        double sum = 0, freedom = 0;
        for (int harmonic = 1; 2 * harmonic <= period; harmonic++)
        {
            if (_background is null || found.Exists(known => (long)harmonic * known.Period % period == 0)) continue;
            double frequency = (double)harmonic / period;
            bool last = 2 * harmonic == period;
            sum += Periodogram.At(_white, frequency) / _background.At(frequency) * (last ? 1 : 2);
            freedom += last ? 1 : 2;
        }

        return freedom == 0 ? 1 : ChiSquared.Survival(sum, freedom);
    }
}
