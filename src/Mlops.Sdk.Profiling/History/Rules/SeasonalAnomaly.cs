using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record SeasonalAnomaly(int Period, double Threshold) : AnomalyRule
{
    public const int Seasons = 8;

    private const int LeastSeasons = 4;

    public override string Statement => FormattableString.Invariant($"within {Threshold} robust standard deviations of the same place in a season of {Period:N0}");

    public override int LeastPeriods => Math.Max(RobustAnomaly.Least, Period);

    internal override int Memory(TimeSpan step) => Seasons * Period;

    internal override FindingKind Kind => AnomalyFindings.Unusual;

    internal override UsualRange? Expect(MetricPast past, int family) => Of(past, Period, 2 * Normal.Survival(Threshold));

    /// <summary>What is usual with all but a given probability.</summary>
    public static UsualRange? Of(MetricPast past, int season, double rate)
    {
        past = past.Last(Seasons * season);
        if (past.Count < Math.Max(RobustAnomaly.Least, season)) return null;
        var transform = new MetricTransform(past);
        int[] places = past.Step > TimeSpan.Zero ? [.. past.Periods.Select(period => past.PlaceOf(period, season))] : [];
        int place = places.Length == 0 ? -1 : past.PlaceOf(past.Period, season);
        double[] same = [.. transform.Values.Where((_, i) => places.Length > 0 && places[i] == place)];
        if (same.Length < LeastSeasons) return BeyondAll(transform, rate);
        double[] distances = Distances(transform.Values, places);

        // The distances lean on each other: those of a place that has k values are worth k - 1.
        int worth = Math.Max(RobustPrediction.LeastCount, distances.Length - (distances.Length / same.Length));
        return transform.Around(Quantiles.Median(same), RobustLimits.Of(worth, rate) * Quantiles.Median(distances), rate);
    }

    // How far each value lies from the median of the others at its place: what a new one will, too.
    private static double[] Distances(double[] values, int[] places)
    {
        var distances = new List<double>(values.Length);
        foreach (IGrouping<int, double> group in values.Zip(places).GroupBy(one => one.Second, one => one.First))
        {
            double[] same = [.. group.Order()];
            for (int i = 0; same.Length > 1 && i < same.Length; i++)
            {
                // Without the one at i, those above it stand one place further down.
                double Other(int at) => same[at < i ? at : at + 1];
                int others = same.Length - 1;
                distances.Add(Math.Abs(same[i] - (0.5 * (Other((others - 1) / 2) + Other(others / 2)))));
            }
        }

        return [.. distances];
    }

    // Too few to know a season: what lies further outside all that was seen than that lies apart is unusual in any.
    private static UsualRange BeyondAll(MetricTransform transform, double rate)
    {
        double low = transform.Values.Min(), high = transform.Values.Max();
        return transform.Around((low + high) / 2, 1.5 * (high - low), rate);
    }
}
