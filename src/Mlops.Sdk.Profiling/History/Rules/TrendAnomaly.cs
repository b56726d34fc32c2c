using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

internal sealed record TrendAnomaly(double Threshold, int Window, int Period) : AnomalyRule
{
    /// <summary>Fewer periods make no line.</summary>
    public const int Least = 12;

    private const int MostSlotsAPeriod = 8;

    public override string Statement => FormattableString.Invariant($"within {Threshold} robust standard deviations of the line through {Window:N0} periods{(Period > 1 ? FormattableString.Invariant($" with a season of {Period:N0}") : "")}");

    public override int LeastPeriods => Math.Max(Least, PlaceSpread.LeastSeasons * (Period > 1 ? Period : 0));

    internal override string Name => "trend";

    internal override int Memory(TimeSpan step) => Window;

    internal override FindingKind Kind => AnomalyFindings.Unusual;

    internal override UsualRange? Expect(MetricPast past, int family) => Of(past.Last(Window), Period, 2 * Normal.Survival(Threshold));

    /// <summary>What is usual with all but a given probability.</summary>
    public static UsualRange? Of(MetricPast past, int season, double rate)
    {
        if (past.Count < Least) return null;
        var transform = new MetricTransform(past);
        (int[] slots, int next) = Slots(past);
        double slope = Slope(transform.Values, slots, season);
        if (!double.IsFinite(slope)) return null;
        double[] rest = [.. transform.Values.Select((value, i) => value - (slope * slots[i]))];
        (double Center, double Reach)? usual = season > 1
            ? PlaceSpread.Of(rest, [.. slots.Select(slot => slot % season)], next % season, rate)
            : Quantiles.Median(rest) is var center ? (center, RobustLimits.Of(rest.Length - 1, rate) * Quantiles.MedianAbsoluteDeviation(rest)) : null;
        return usual is var (middle, reach) ? transform.Around(middle + (slope * next), reach * Lever(slots, next), rate) : null;
    }

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteNumber("threshold", Threshold);
        writer.WriteNumber("window", Window);
        if (Period > 1) writer.WriteNumber("period", Period);
    }

    private static double Slope(double[] values, int[] slots, int season)
    {
        var line = new double[slots[^1] + 1];
        Array.Fill(line, double.NaN);
        for (int i = 0; i < slots.Length; i++) line[slots[i]] = values[i];
        return season > 1 ? TheilSen.SeasonalSlope(line, season) : TheilSen.Slope(line);
    }

    // By date, so that a gap does not bend the line; by number where periods are not of one length.
    private static (int[] Slots, int Next) Slots(MetricPast past)
    {
        if (past.Step > TimeSpan.Zero)
        {
            double[] places = [.. past.Periods.Append(past.Period).Select(period => Math.Round((double)(period - past.Periods[0]).Ticks / past.Step.Ticks))];
            if (places[^1] <= MostSlotsAPeriod * past.Count && Enumerable.Range(1, places.Length - 1).All(i => places[i] > places[i - 1])) return ([.. places.SkipLast(1).Select(place => (int)place)], (int)places[^1]);
        }

        return ([.. Enumerable.Range(0, past.Count)], past.Count);
    }

    // The end of a line is less sure than its middle: as the variance of a prediction by least squares grows. The last factor covers what the robust line adds;
    // history-calibration --rule trend (benchmarks/Mlops.Sdk.Evaluation) measures the rate of false alarms.
    private static double Lever(int[] slots, int next)
    {
        double n = slots.Length, mean = slots.Average(), spread = slots.Sum(slot => (slot - mean) * (slot - mean));
        return Math.Sqrt((1 + (1 / n) + ((next - mean) * (next - mean) / spread)) / (1 + (1 / n))) * (1 + (0.9 / n));
    }
}
