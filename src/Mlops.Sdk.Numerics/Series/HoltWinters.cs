namespace Mlops.Sdk.Numerics;

/// <summary>Additive exponential smoothing with a trend and a season (Holt 1957, Winters 1960).</summary>
/// <remarks>A NaN is a missing step: it is forecast, and changes nothing but the place in the season.</remarks>
public sealed class HoltWinters
{
    private static readonly double[] s_levels = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];
    private static readonly double[] s_trends = [0, 0.02, 0.1, 0.3];
    private static readonly double[] s_seasons = [0, 0.05, 0.15, 0.4];

    private HoltWinters(double levelWeight, double trendWeight, double seasonWeight, HoltWintersState state, double[] errors)
    {
        LevelWeight = levelWeight;
        TrendWeight = trendWeight;
        SeasonWeight = seasonWeight;
        State = state;
        Errors = errors;
    }

    /// <summary>The weight of a new value in the level (alpha), 0 to 1.</summary>
    public double LevelWeight { get; }

    /// <summary>The weight of a new change in the trend (beta), 0 to 1; 0 keeps the trend that was set at the start.</summary>
    public double TrendWeight { get; }

    /// <summary>The weight of a new value in the season (gamma), 0 to 1 less alpha.</summary>
    public double SeasonWeight { get; }

    /// <summary>What is known after the last value.</summary>
    public HoltWintersState State { get; }

    /// <summary>For every value, how far it lay from the forecast of the step before; NaN where it was missing.</summary>
    public IReadOnlyList<double> Errors { get; }

    /// <summary>Runs over a series with given weights, from a given start.</summary>
    /// <param name="values">The series, in order, at equal steps.</param>
    /// <param name="start">What is known before the first value.</param>
    /// <param name="levelWeight">Alpha.</param>
    /// <param name="trendWeight">Beta: l_t = a (y - s) + (1 - a)(l + b), b_t = beta (l_t - l_{t-1}) + (1 - beta) b.</param>
    /// <param name="seasonWeight">Gamma: s_t = gamma (y - l - b) + (1 - gamma) s.</param>
    public static HoltWinters Run(ReadOnlySpan<double> values, HoltWintersState start, double levelWeight, double trendWeight, double seasonWeight)
    {
        ArgumentNullException.ThrowIfNull(start);
        double level = start.Level, trend = start.Trend;
        double[] seasons = [.. start.Seasons], errors = new double[values.Length];
        for (int t = 0; t < values.Length; t++)
        {
            int place = seasons.Length == 0 ? 0 : t % seasons.Length;
            double season = seasons.Length == 0 ? 0 : seasons[place], value = values[t], ahead = level + trend;
            errors[t] = value - ahead - season;
            double next = double.IsNaN(value) ? ahead : (levelWeight * (value - season)) + ((1 - levelWeight) * ahead);
            if (!double.IsNaN(value))
            {
                if (seasons.Length > 0) seasons[place] = (seasonWeight * (value - ahead)) + ((1 - seasonWeight) * season);
                trend = (trendWeight * (next - level)) + ((1 - trendWeight) * trend);
            }

            level = next;
        }

        double[] coming = [.. Enumerable.Range(0, seasons.Length).Select(i => seasons[(errors.Length + i) % seasons.Length])];
        return new HoltWinters(levelWeight, trendWeight, seasonWeight, new HoltWintersState(level, trend, coming), errors);
    }

    /// <summary>Chooses the weights with the least sum of squared one-step errors, after the first period, on a grid that is refined by halving.</summary>
    /// <param name="values">The series; at least two periods.</param>
    /// <param name="period">The length of the season in steps; 1 for none.</param>
    /// <param name="withTrend">Whether the level may have a trend.</param>
    /// <returns>Null for fewer than two periods (or 4 values), and when a value is infinite or all of a place in the period are missing.</returns>
    public static HoltWinters? Fit(ReadOnlySpan<double> values, int period, bool withTrend = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        if (values.Length < Math.Max(4, 2 * period) || Start(values, period, withTrend) is not { } start) return null;
        HoltWinters? best = null;
        foreach (double level in s_levels)
        {
            foreach (double trend in withTrend ? s_trends : [0])
            {
                foreach (double season in period > 1 ? s_seasons : [0]) best = Better(best, values, start, period, level, trend, season);
            }
        }

        for (double reach = 0.5; reach > 0.05; reach /= 2)
        {
            HoltWinters center = best!;
            foreach (double factor in (ReadOnlySpan<double>)[1 - reach, 1 + reach])
            {
                best = Better(best, values, start, period, center.LevelWeight * factor, center.TrendWeight, center.SeasonWeight);
                if (center.TrendWeight > 0) best = Better(best, values, start, period, center.LevelWeight, center.TrendWeight * factor, center.SeasonWeight);
                if (center.SeasonWeight > 0) best = Better(best, values, start, period, center.LevelWeight, center.TrendWeight, center.SeasonWeight * factor);
            }
        }

        return best;
    }

    private static HoltWinters Better(HoltWinters? known, ReadOnlySpan<double> values, HoltWintersState start, int period, double level, double trend, double season)
    {
        HoltWinters fit = Run(values, start, Math.Min(level, 1), Math.Min(trend, 1), Math.Min(season, 1));
        return known is null || fit.Squares(period) < known.Squares(period) ? fit : known;
    }

    private double Squares(int from)
    {
        double sum = 0;
        for (int t = from; t < Errors.Count; t++)
            if (!double.IsNaN(Errors[t])) sum += Errors[t] * Errors[t];
        return sum;
    }

    // The first two periods give the level and the trend; the places of the first half of the series, at least two periods, the season.
    private static HoltWintersState? Start(ReadOnlySpan<double> values, int period, bool withTrend)
    {
        double first = SeriesShape.MeanOf(values[..Math.Max(period, 2)]), second = SeriesShape.MeanOf(values.Slice(Math.Max(period, 2), Math.Max(period, 2)));
        double trend = withTrend && !double.IsNaN(second) ? (second - first) / Math.Max(period, 2) : 0;
        double level = first - (trend * (Math.Max(period, 2) + 1) / 2);
        if (!double.IsFinite(level) || !double.IsFinite(trend)) return null;
        if (period == 1) return new HoltWintersState(level, trend, []);
        int used = Math.Max(2, values.Length / period / 2) * period;
        double slope = (SeriesShape.MeanOf(values.Slice(used - period, period)) - SeriesShape.MeanOf(values[..period])) / (used - period);
        var sums = new double[period];
        var counts = new int[period];
        for (int cycle = 0; cycle < used; cycle += period)
        {
            double mean = SeriesShape.MeanOf(values.Slice(cycle, period));
            for (int place = 0; place < period; place++)
            {
                double off = values[cycle + place] - mean - ((double.IsNaN(slope) ? 0 : slope) * (place - ((period - 1) / 2.0)));
                if (double.IsNaN(off)) continue;
                sums[place] += off;
                counts[place]++;
            }
        }

        double[] seasons = [.. sums.Select((sum, place) => sum / counts[place])];
        return SeriesShape.IsFinite(seasons) ? new HoltWintersState(level, trend, seasons) : null;
    }
}
