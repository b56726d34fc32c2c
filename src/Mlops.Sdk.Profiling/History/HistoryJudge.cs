using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Judges periods of one key by all rules.</summary>
internal static class HistoryJudge
{
    private const int PeriodsToMiss = 3, PeriodsToLearn = 120;
    private const double GapFactor = 1.5, StepSlack = 0.1;

    public static AnomalyReport Judge(string key, ImmutableArray<ProfilePeriod> periods, AnomalyOptions options, CancellationToken cancellationToken)
    {
        periods = [.. periods.Where(period => options.To is not { } to || period.Period <= to)];
        DateTime from = options.From ?? (periods.Length == 0 ? default : periods[^1].Period);
        ImmutableArray<ProfileMetricSeries> all = Series(key, periods);
        TimeSpan step = StepOf(periods);
        Dictionary<string, Dictionary<DateTime, double>> spreads = all.Where(series => series is { Metric: "column.std", Column: not null })
            .ToDictionary(series => series.Column!, series => series.Periods.Zip(series.Values).ToDictionary(point => point.First, point => point.Second), StringComparer.Ordinal);

        // What lies long before the judged periods teaches no rule any more.
        int first = Math.Max(0, FirstAt(periods, from) - Math.Max(PeriodsToLearn, 2 * options.Rules.Max(rule => rule.Memory(step))));
        DateTime since = periods.Length == 0 ? default : periods[first].Period;
        var judged = new List<SeriesJudgement>();
        foreach (AnomalyRule rule in options.Rules)
        {
            ProfileMetricSeries[] looked = [.. all.Where(series => rule.LooksAt(series.Metric, series.Column)).Select(series => series.Since(since)).OfType<ProfileMetricSeries>()];
            var results = new SeriesJudgement[looked.Length];
            Parallel.For(0, looked.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                results[i] = SeriesJudgement.Of(looked[i], rule, looked[i].Column is { } column ? spreads.GetValueOrDefault(column) : null, step, looked.Length, options.AcceptAfter));
            judged.AddRange(results);
        }

        ImmutableArray<MetricAnomaly> anomalies = [.. judged.SelectMany(one => Anomalies(one, from)).OrderBy(anomaly => anomaly.Period)];
        Finding[] findings = [.. anomalies.Select(AnomalyFindings.Of), .. Others(periods, from, step, judged, all)];
        return new AnomalyReport(key, periods, from, [.. judged], anomalies, options.Accepted.Apply(findings, periods.Length == 0 ? from : periods[^1].Period));
    }

    /// <summary>Every metric over the periods that have it.</summary>
    public static ImmutableArray<ProfileMetricSeries> Series(string key, ImmutableArray<ProfilePeriod> periods) =>
    [
        .. periods.SelectMany(period => period.Metrics.Select(metric => (period.Period, metric)))
            .GroupBy(point => (point.metric.Name, point.metric.Column))
            .Select(group => new ProfileMetricSeries(group.Key.Name, group.Key.Column, key, group.Select(point => (point.Period, point.metric.Value, point.metric.Noise)))),
    ];

    private static IEnumerable<MetricAnomaly> Anomalies(SeriesJudgement one, DateTime from)
    {
        for (int i = 0; i < one.IsAnomalous.Length; i++)
            if (one.IsAnomalous[i] && one.Series.Periods[i] >= from && one.Usual[i] is var (low, expected, high))
                yield return new MetricAnomaly(one.Series.Periods[i], one.Series.Metric, one.Series.Column, one.Series.Values[i], low, expected, high, one.Rule);
    }

    private static IEnumerable<Finding> Others(ImmutableArray<ProfilePeriod> periods, DateTime from, TimeSpan step, List<SeriesJudgement> judged, ImmutableArray<ProfileMetricSeries> all)
    {
        int first = FirstAt(periods, from);
        for (int i = Math.Max(first, PeriodsToMiss); i < periods.Length; i++)
            foreach (Finding finding in Absent(periods, i, all)) yield return finding;
        for (int i = Math.Max(first, 1); i < periods.Length; i++)
            if (step > TimeSpan.Zero && periods[i].Period - periods[i - 1].Period > GapFactor * step) yield return AnomalyFindings.OfGap(periods[i].Period, periods[i - 1].Period, step);
        SeriesJudgement[] undecided = [.. judged.Where(one => Enumerable.Range(0, one.Usual.Length).Any(i => one.Series.Periods[i] >= from && one.Usual[i] is null))];
        if (undecided.Length > 0) yield return AnomalyFindings.OfTooFew(undecided, judged.Count, first);
    }

    // What all of the last periods had and this one has not.
    private static IEnumerable<Finding> Absent(ImmutableArray<ProfilePeriod> periods, int at, ImmutableArray<ProfileMetricSeries> all)
    {
        DateTime period = periods[at].Period, since = periods[at - PeriodsToMiss].Period;
        return all.Where(series => Has(series, since, period) == PeriodsToMiss && series.Periods.BinarySearch(period) < 0).GroupBy(series => series.Column).Select(group => AnomalyFindings.OfAbsent(period, group.Key, [.. group.Select(series => series.Metric)]));
    }

    private static int Has(ProfileMetricSeries series, DateTime since, DateTime before) => series.FirstAt(before) - series.FirstAt(since);

    private static int FirstAt(ImmutableArray<ProfilePeriod> periods, DateTime from) => Enumerable.Range(0, periods.Length).FirstOrDefault(i => periods[i].Period >= from, periods.Length);

    private static TimeSpan StepOf(ImmutableArray<ProfilePeriod> periods)
    {
        if (periods.Length < 2) return TimeSpan.Zero;
        double[] gaps = [.. periods.Zip(periods.Skip(1), (a, b) => (double)(b.Period - a.Period).Ticks)];
        var step = TimeSpan.FromTicks((long)Quantiles.Of(gaps, 0.5, QuantileMethod.InvertedCdf));

        // Runs that begin some minutes earlier or later are a day apart all the same.
        foreach (TimeSpan usual in (ReadOnlySpan<TimeSpan>)[TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(7)])
            if (Math.Abs((step - usual).Ticks) <= StepSlack * usual.Ticks) return usual;
        return step;
    }
}
