using System.Text.Json;
using Mlops.Sdk.Numerics;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

internal sealed record AutomaticAnomaly(double FalseAlarmRate) : AnomalyRule
{
    private const int Window = 56, LeastForTrend = 20;
    private const double TrendLevel = 1e-4;

    public override string Statement => $"automatic, a false alarm in {Share(FalseAlarmRate)} of periods";

    public override int LeastPeriods => RobustAnomaly.Least;

    internal override int Memory(TimeSpan step) => Math.Max(Window, SeasonalAnomaly.Seasons * MetricPast.SeasonOf(step));

    internal override string Name => "automatic";

    internal override FindingKind Kind => AnomalyFindings.Unusual;

    internal override UsualRange? Expect(MetricPast past, int family)
    {
        double rate = FalseAlarmRate / Math.Max(1, family);
        if (HasTrend(past.Last(Window)) && TrendAnomaly.Of(past.Last(Window), Math.Max(1, past.NaturalSeason), rate) is { } line) return line;
        return past.NaturalSeason is > 0 and var season ? SeasonalAnomaly.Of(past, season, rate) : RobustAnomaly.Of(past.Last(Window), rate);
    }

    // The plain test is cheap and passes few by chance; the other allows for memory.
    private static bool HasTrend(MetricPast past)
    {
        if (past.Count < LeastForTrend) return false;
        double[] values = [.. past.Values];
        return MannKendall.Test(values).PValue < TrendLevel && MannKendall.TestCorrelated(values).PValue < TrendLevel;
    }

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteNumber("false_alarm_rate", FalseAlarmRate);
}
