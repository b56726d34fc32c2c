using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record SeasonalAnomaly(int Period, double Threshold) : AnomalyRule
{
    public const int Seasons = 8;

    public override string Statement => FormattableString.Invariant($"within {Threshold} robust standard deviations of the same place in a season of {Period:N0}");

    public override int LeastPeriods => Math.Max(RobustAnomaly.Least, Period);

    internal override int Memory(TimeSpan step) => Seasons * Period;

    internal override string Name => "seasonal";

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
        return PlaceSpread.Of(transform.Values, places, place, rate) is var (center, reach) ? transform.Around(center, reach, rate) : BeyondAll(transform, rate);
    }

    // Too few to know a season: what lies further outside all that was seen than that lies apart is unusual in any.
    private static UsualRange BeyondAll(MetricTransform transform, double rate)
    {
        double low = transform.Values.Min(), high = transform.Values.Max();
        return transform.Around((low + high) / 2, 1.5 * (high - low), rate);
    }

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteNumber("period", Period);
        writer.WriteNumber("threshold", Threshold);
    }
}
