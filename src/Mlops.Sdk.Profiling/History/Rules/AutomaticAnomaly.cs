using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

internal sealed record AutomaticAnomaly(double FalseAlarmRate) : AnomalyRule
{
    private const int Window = 56;

    public override string Statement => $"automatic, a false alarm in {Share(FalseAlarmRate)} of periods";

    public override int LeastPeriods => RobustAnomaly.Least;

    internal override int Memory(TimeSpan step) => Math.Max(Window, SeasonalAnomaly.Seasons * MetricPast.SeasonOf(step));

    internal override FindingKind Kind => AnomalyFindings.Unusual;

    internal override UsualRange? Expect(MetricPast past, int family)
    {
        double rate = FalseAlarmRate / Math.Max(1, family);
        return past.NaturalSeason is > 0 and var season ? SeasonalAnomaly.Of(past, season, rate) : RobustAnomaly.Of(past.Last(Window), rate);
    }
}
