namespace Mlops.Sdk.Numerics;

/// <summary>Looks for periods that a series repeats itself with, against noise that may itself have a memory.</summary>
/// <remarks>
/// The periodogram is compared with the spectrum of an autoregression that is fitted to it after its peaks were cut off. Known periods (a day, a week) are tested by the sum over all their harmonics, any other period by a single line;
/// what was found is taken out before the next look, so that neither harmonics nor leakage are told as periods of their own. A series that is not stationary around a line is differenced first.
/// Measured at a rate of 1 %: it finds something in about 1 % (0.3 to 2.5 %) of white noise, autoregressions and moving averages of low order, random walks and random walks with noise of 50 to 4,000 values.
/// O(n log n + n times the harmonics of the known periods).
/// </remarks>
public static class Seasonality
{
    private const int LeastValues = 16;
    private const double LeastCycles = 3;

    /// <summary>The periods found: first known ones from short to long, then others by their strength.</summary>
    /// <param name="values">The series, in order, at equal steps; NaN is filled on a straight line.</param>
    /// <param name="known">Periods in steps that the calendar suggests; those below 2 or of which there are not 3 in the series are passed over.</param>
    /// <param name="falseAlarmRate">The probability of finding any period where there is none.</param>
    /// <param name="most">How many periods at most.</param>
    public static IReadOnlyList<SeasonalPeriod> Find(ReadOnlySpan<double> values, ReadOnlySpan<int> known, double falseAlarmRate = 0.01, int most = 4)
    {
        if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) throw new ArgumentOutOfRangeException(nameof(falseAlarmRate), falseAlarmRate, "A rate lies between 0 and 1.");
        double[] series = values.ToArray();
        SeriesShape.Interpolate(series);
        if (series.Length < LeastValues || !SeriesShape.IsFinite(series) || SeriesShape.IsConstant(series)) return [];
        if (Kpss.Test(series, DeterministicTerms.Linear).PValue <= 0.05) series = SeriesShape.Differences(series);
        series = SeriesShape.Detrended(series);
        double cycles = LeastCycles, length = series.Length;
        int[] periods = [.. known.ToArray().Where(period => period >= 2 && period * cycles <= length).Distinct().Order()];
        var found = new List<SeasonalPeriod>();
        var lines = new SpectralLines(series);
        foreach (int period in periods.TakeWhile(_ => found.Count < most))
        {
            double p = lines.HarmonicPValue(period, found);
            if (Math.Min(1, 2 * p * periods.Length) <= falseAlarmRate) Accept(period, Math.Min(1, 2 * p * periods.Length));
        }

        while (found.Count < most && lines.StrongestLine(LeastCycles) is var (frequency, chance) && (periods.Length > 0 ? 2 : 1) * chance <= falseAlarmRate)
        {
            int period = PeriodOf(lines.Rest, frequency, periods);
            if (period < 2 || found.Exists(one => one.Period == period)) break;
            Accept(period, (periods.Length > 0 ? 2 : 1) * chance);
        }

        return found;

        void Accept(int period, double p)
        {
            double autocorrelation = Autocorrelation.Of(lines.Rest, period)[period];
            (double[] rest, double strength) = WithoutSeason(lines.Rest, period);
            found.Add(new SeasonalPeriod(period, p, strength, autocorrelation));
            lines = new SpectralLines(rest);
        }
    }

    // A known period near the line, else the whole number of steps near it, or near a multiple of it, at which the series is most like itself.
    private static int PeriodOf(double[] series, double frequency, int[] known)
    {
        int reach = (int)Math.Min(series.Length / LeastCycles, Math.Ceiling(4.5 / frequency));
        double[] correlation = Autocorrelation.Of(series, reach);
        int best = 0;
        for (int multiple = 1; multiple <= 4; multiple++)
        {
            double center = multiple / frequency, slack = Math.Max(0.5, center / (frequency * series.Length) * 0.5);
            if (multiple == 1 && Array.Find(known, period => Math.Abs(period - center) <= slack) is var calendar and > 0) return calendar;
            int peak = 0;
            for (int period = Math.Max(2, (int)Math.Ceiling(center - slack)); period <= center + slack && period <= reach; period++)
                if (peak == 0 || correlation[period] > correlation[peak]) peak = period;
            if (peak > 0 && (best == 0 || correlation[peak] > correlation[best] + 0.1)) best = peak;
        }

        return best;
    }

    private static (double[] Remainder, double Strength) WithoutSeason(double[] series, int period)
    {
        double[] means = SeriesShape.SeasonMeans(series, period);
        var rest = new double[series.Length];
        for (int t = 0; t < series.Length; t++) rest[t] = series[t] - means[t % period];
        double before = OrderedSums.SumOfSquares(series) / (series.Length - 1), after = OrderedSums.SumOfSquares(rest) / Math.Max(1, series.Length - period);
        return (rest, before > 0 ? Math.Clamp(1 - (after / before), 0, 1) : 0);
    }
}
