namespace Mlops.Sdk;

/// <summary>One metric over all periods, with what a rule finds usual in each.</summary>
internal sealed class SeriesJudgement
{
    private SeriesJudgement(ProfileMetricSeries series, AnomalyRule rule, UsualRange?[] usual, bool[] anomalous)
    {
        Series = series;
        Rule = rule;
        Usual = usual;
        IsAnomalous = anomalous;
    }

    public ProfileMetricSeries Series { get; }

    public AnomalyRule Rule { get; }

    /// <summary>What was usual at each period; null where too little came before.</summary>
    public UsualRange?[] Usual { get; }

    public bool[] IsAnomalous { get; }

    /// <summary>Judges period after period, each by those before it.</summary>
    /// <param name="series">The metric.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="spreads">The standard deviation of the column by period, where it is known.</param>
    /// <param name="step">How far periods usually lie apart.</param>
    /// <param name="family">How many series the rule looks at.</param>
    /// <param name="acceptAfter">After how many anomalies in a row they are the new usual.</param>
    public static SeriesJudgement Of(ProfileMetricSeries series, AnomalyRule rule, IReadOnlyDictionary<DateTime, double>? spreads, TimeSpan step, int family, int acceptAfter)
    {
        int count = series.Values.Length;
        var usual = new UsualRange?[count];
        var anomalous = new bool[count];
        var periods = new List<DateTime>(count);
        var values = new List<double>(count);
        var noises = new List<double>(count);
        int streak = 0;
        bool high = false;
        MetricKind? kind = ProfileMetrics.Find(series.Metric);
        double spread = double.NaN;
        for (int i = 0; i < count; i++)
        {
            double value = series.Values[i];
            usual[i] = rule.Expect(new MetricPast(kind, periods, values, noises, series.Periods[i], series.Noises[i], spread, step), family);
            anomalous[i] = usual[i] is { } range && !range.Holds(value);
            if (spreads is not null && spreads.TryGetValue(series.Periods[i], out double now)) spread = now;
            if (!anomalous[i])
            {
                streak = 0;
                periods.Add(series.Periods[i]);
                values.Add(value);
                noises.Add(series.Noises[i]);
                continue;
            }

            bool above = value > usual[i]!.Value.High;
            streak = streak > 0 && above == high ? streak + 1 : 1;
            high = above;
            if (streak < acceptAfter) continue;
            Range streaked = (i - streak + 1)..(i + 1);
            (periods, values, noises) = ([.. series.Periods[streaked]], [.. series.Values[streaked]], [.. series.Noises[streaked]]);
            streak = 0;
        }

        return new SeriesJudgement(series, rule, usual, anomalous);
    }
}
