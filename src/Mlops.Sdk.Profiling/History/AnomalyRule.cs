using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What is usual for a metric, learnt from the periods before: a value outside of it is an anomaly. Periods that a rule found anomalous teach it nothing, unless so many follow each other that they are the new usual (<see cref="AnomalyOptions.AcceptAfter"/>).</summary>
/// <remarks>A rule without <see cref="Metrics"/> looks at all metrics that a profile gives but extremes and the number of findings (<see cref="MetricKind.IsJudged"/>), and at your own.</remarks>
public abstract record AnomalyRule
{
    private protected AnomalyRule()
    {
    }

    /// <summary>The metrics it looks at, by name.</summary>
    /// <value>Empty: all that are judged.</value>
    public ValueList<string> Metrics { get; init; } = [];

    /// <summary>The columns it looks at.</summary>
    /// <value>Empty: all, and the table.</value>
    public ValueList<string> Columns { get; init; } = [];

    /// <summary>How much an anomaly matters.</summary>
    /// <value>Warning.</value>
    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>The rule in a few words, such as <c>change of at most 0.05</c>.</summary>
    public abstract string Statement { get; }

    /// <summary>The kind of finding it makes.</summary>
    internal abstract FindingKind Kind { get; }

    /// <summary>How many periods it needs to have learnt from before it says anything.</summary>
    [JsonIgnore]
    public abstract int LeastPeriods { get; }

    /// <summary>How many periods back it looks.</summary>
    /// <param name="step">How far periods lie apart.</param>
    internal virtual int Memory(TimeSpan step) => 1;

    /// <summary>At most so far from the last period that was not anomalous, in the unit of the metric.</summary>
    /// <param name="absolute">The greatest change, up or down; at least 0.</param>
    public static AnomalyRule Change(double absolute) => new ChangeAnomaly(AtLeastZero(absolute, nameof(absolute)));

    /// <summary>At most so far from the last period that was not anomalous, as a share of its value. After a value of 0 any other is too far.</summary>
    /// <param name="relative">The greatest change as a share: 0.5 lets a value halve, or grow by half; at least 0.</param>
    public static AnomalyRule Rate(double relative) => new RateAnomaly(AtLeastZero(relative, nameof(relative)));

    /// <summary>Between two limits, whatever came before.</summary>
    /// <param name="min">The least value; null for no limit.</param>
    /// <param name="max">The greatest value; null for no limit.</param>
    public static AnomalyRule Range(double? min = null, double? max = null)
    {
        if (min is null && max is null) throw new ArgumentException("A range has a least or a greatest value, or both.", nameof(min));
        if (!((min ?? double.NegativeInfinity) <= (max ?? double.PositiveInfinity))) throw new ArgumentException(FormattableString.Invariant($"The least value {min} is above the greatest {max}, or one of them is NaN."), nameof(min));
        return new RangeAnomaly(min, max);
    }

    /// <summary>Near the median of the periods before, in units of their median absolute deviation.</summary>
    /// <remarks>The threshold is in standard deviations of a normal metric, and holds for few periods too: it is widened by what a median and a deviation of so few are off by (<see cref="Numerics.RobustPrediction"/>).</remarks>
    /// <param name="threshold">The greatest distance in standard deviations, above 0 and at most 8; 4 is passed by one normal value in 16,000.</param>
    /// <param name="window">How many of the last periods it learns from, at least 8.</param>
    public static AnomalyRule RobustZ(double threshold = 4, int window = 56) => new RobustAnomaly(Threshold(threshold), Window(window));

    /// <summary>Near the median of the same place in the season, such as the same weekday, in units of the median distance of the others from theirs.</summary>
    /// <remarks>Learns from the last eight seasons, and needs four; before that a value is anomalous when it lies further outside all that came before than those lie apart. Places are counted by the period's date, so that a gap does not shift them.</remarks>
    /// <param name="period">How many steps a season has, 2 to 366: 7 for days of the week.</param>
    /// <param name="threshold">The greatest distance in standard deviations, above 0 and at most 8.</param>
    public static AnomalyRule Seasonal(int period = 7, double threshold = 4) => new SeasonalAnomaly(Season(period), Threshold(threshold));

    /// <summary>The default: like <see cref="Seasonal"/> by the day of the week for days and by the hour of the day for hours, else like <see cref="RobustZ"/>, with the threshold that keeps the rate of false alarms of one period.</summary>
    /// <remarks>Distances that do not matter (<see cref="MetricKind.MinimumChange"/>), or that the draw of the rows explains (<see cref="ProfileMetric.Noise"/>), are no anomalies.</remarks>
    /// <param name="falseAlarmRate">The chance that a usual period has any false alarm, over all metrics and columns together; above 0 and below 1. It is shared out evenly among them.</param>
    public static AnomalyRule Automatic(double falseAlarmRate = 0.01) => falseAlarmRate is > 0 and < 1
        ? new AutomaticAnomaly(falseAlarmRate)
        : throw new ArgumentOutOfRangeException(nameof(falseAlarmRate), falseAlarmRate, "A rate lies above 0 and below 1.");

    /// <summary>The same rule for some metrics and columns only.</summary>
    /// <param name="metric">The metric, such as <c>column.missing_share</c>.</param>
    /// <param name="columns">The columns; none for all.</param>
    public AnomalyRule On(string metric, params IEnumerable<string> columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(metric);
        return this with { Metrics = [metric], Columns = new(columns) };
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Statement;

    /// <summary>Whether it looks at a series.</summary>
    internal bool LooksAt(string metric, string? column) =>
        (Metrics.Count == 0 ? ProfileMetrics.Find(metric) is not { IsJudged: false } : Metrics.Contains(metric, StringComparer.Ordinal)) && (Columns.Count == 0 || (column is not null && Columns.Contains(column, StringComparer.Ordinal)));

    /// <summary>What is usual for the next value; null where there is too little to learn from.</summary>
    /// <param name="past">What came before.</param>
    /// <param name="family">How many series the rule looks at in the period.</param>
    internal abstract UsualRange? Expect(MetricPast past, int family);

    private static double AtLeastZero(double value, string name) => value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "A greatest change is 0 or more.");

    private static double Threshold(double threshold) => threshold is > 0 and <= 8 ? threshold : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is above 0 and at most 8 standard deviations.");

    private static int Window(int window) => window >= RobustAnomaly.Least ? window : throw new ArgumentOutOfRangeException(nameof(window), window, $"A window has at least {RobustAnomaly.Least} periods.");

    private static int Season(int period) => period is >= 2 and <= 366 ? period : throw new ArgumentOutOfRangeException(nameof(period), period, "A season has 2 to 366 steps.");
}
