using System.Text.Json;
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

    /// <summary>Its name in JSON, stable for ever.</summary>
    internal abstract string Name { get; }

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
        if (min is { } least && double.IsInfinity(least)) throw new ArgumentException("The least value is not finite. Leave it out for no limit.", nameof(min));
        if (max is { } most && double.IsInfinity(most)) throw new ArgumentException("The greatest value is not finite. Leave it out for no limit.", nameof(max));
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

    /// <summary>Near the line through the periods before (Theil and Sen), in units of the median absolute deviation from it: a metric that grows steadily is usual, and a change of its pace or level is not.</summary>
    /// <remarks>The limits are wider than those of <see cref="RobustZ"/>, since the end of a line is less sure than a median. Times are the periods' dates, so that a gap does not bend the line. Costs the square of the window a period.</remarks>
    /// <param name="threshold">The greatest distance in standard deviations, above 0 and at most 8.</param>
    /// <param name="window">How many of the last periods it learns from, 12 to 366, and at least four seasons.</param>
    /// <param name="period">How many steps a season has, 2 to 91, that is taken out; 1 for none. The slope then is that of Hirsch, Slack and Smith (1982), between periods whole seasons apart.</param>
    public static AnomalyRule Trend(double threshold = 4, int window = 56, int period = 1)
    {
        if (period is < 1 or > 91) throw new ArgumentOutOfRangeException(nameof(period), period, "A season within a trend has 2 to 91 steps; 1 is for none.");
        int least = Math.Max(TrendAnomaly.Least, period > 1 ? PlaceSpread.LeastSeasons * period : 0);
        if (window < least || window > 366) throw new ArgumentOutOfRangeException(nameof(window), window, FormattableString.Invariant($"The window of a line has {least} to 366 periods."));
        return new TrendAnomaly(Threshold(threshold), window, period);
    }

    /// <summary>Near a running mean in units of a running standard deviation, both forgetting what lies long before (Welford's sums with weights that decay). Follows slow changes; one far value among the past widens it, where <see cref="RobustZ"/> does not care.</summary>
    /// <remarks>The limits are those of the prediction interval of Student's t, with as many values as the weights are worth; needs 8 periods.</remarks>
    /// <param name="threshold">The greatest distance in standard deviations of a normal metric, above 0 and at most 8.</param>
    /// <param name="forgetting">The share of its weight that a period loses with each that follows, 0 to 0.2: 0.05 is worth about 39 periods, 0 weighs all alike.</param>
    public static AnomalyRule OnlineNormal(double threshold = 4, double forgetting = 0.05) => forgetting is >= 0 and <= 0.2
        ? new OnlineNormalAnomaly(Threshold(threshold), forgetting)
        : throw new ArgumentOutOfRangeException(nameof(forgetting), forgetting, "Forgetting is a share, 0 to 0.2.");

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

    /// <summary>Writes what is its own.</summary>
    internal abstract void WriteFields(Utf8JsonWriter writer);

    /// <summary>What is usual for the next value; null where there is too little to learn from.</summary>
    /// <param name="past">What came before.</param>
    /// <param name="family">How many series the rule looks at in the period.</param>
    internal abstract UsualRange? Expect(MetricPast past, int family);

    private static double AtLeastZero(double value, string name) => value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "A greatest change is a finite number of 0 or more.");

    private static double Threshold(double threshold) => threshold is > 0 and <= 8 ? threshold : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is above 0 and at most 8 standard deviations.");

    private static int Window(int window) => window >= RobustAnomaly.Least ? window : throw new ArgumentOutOfRangeException(nameof(window), window, $"A window has at least {RobustAnomaly.Least} periods.");

    private static int Season(int period) => period is >= 2 and <= 366 ? period : throw new ArgumentOutOfRangeException(nameof(period), period, "A season has 2 to 366 steps.");
}
