using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What is known of one column: a view of its summary.</summary>
public sealed partial class ColumnProfile
{
    private readonly ColumnSummary _summary;
    private readonly ProfileOptions _options;
    private readonly ColumnContent _content;

    internal ColumnProfile(ColumnSummary summary, ProfileOptions options, ColumnContent content, ImmutableArray<ColumnMetricValue> metrics)
    {
        _summary = summary;
        _options = options;
        _content = content;
        Metrics = metrics;
    }

    /// <summary>The name of the column.</summary>
    public string Name => _summary.Name;

    /// <summary>What its values are.</summary>
    public ColumnType Type => _summary.Type;

    /// <summary>What it is for.</summary>
    public ColumnRole Role => _summary.Role;

    /// <summary>The number of rows.</summary>
    public long Rows => _summary.RowCount;

    /// <summary>How many rows are missing.</summary>
    public long Missing => _summary.MissingCount;

    /// <summary>The share of the rows that is missing, 0 to 1.</summary>
    public double MissingShare => Rows == 0 ? 0 : (double)Missing / Rows;

    /// <summary>How many different values there are; an estimate where <see cref="DistinctBound"/> is above 0.</summary>
    public double Distinct => _summary.DistinctCount;

    /// <summary>How far <see cref="Distinct"/> may be off with 99.7 % confidence (three standard errors); 0 where it is exact.</summary>
    public double DistinctBound => _summary.IsDistinctExact ? 0 : 3 * _summary.DistinctStandardError * _summary.DistinctCount;

    /// <summary>What the texts or categories hold; null for other columns, and in a profile of <see cref="ProfileDetail.Standard"/>.</summary>
    public TextProfile? Text => _content.Text;

    /// <summary>All that was found of personal data in this column.</summary>
    public ImmutableArray<PiiFact> Pii => _content.Pii;

    /// <summary>The kinds of personal data in at least <see cref="TextOptions.PiiShare"/> of the values.</summary>
    public PiiKind PiiKinds => Pii.Where(fact => fact.Share >= _options.Texts.PiiShare).Aggregate(PiiKind.None, (kinds, fact) => kinds | fact.Kind);

    /// <summary>The mean of the finite numbers; null for other columns.</summary>
    public double? Mean => HasNumbers ? _content.Mean(_summary) : null;

    /// <summary>The standard deviation (n - 1); null for other columns.</summary>
    public double? StandardDeviation => HasNumbers ? _summary.Numbers.StandardDeviation : null;

    /// <summary>The skewness, corrected for bias (G1); null for other columns.</summary>
    public double? Skewness => HasNumbers ? _summary.Numbers.Skewness : null;

    /// <summary>The excess kurtosis, corrected for bias (G2); null for other columns.</summary>
    public double? Kurtosis => HasNumbers ? _summary.Numbers.Kurtosis : null;

    /// <summary>The least number; null for other columns and where <see cref="ProfileOptions.Redaction"/> hides it.</summary>
    public double? Min => HasNumbers ? _content.Extreme<double>(_summary.Quantile(0)) : null;

    /// <summary>The greatest number; null for other columns and where <see cref="ProfileOptions.Redaction"/> hides it.</summary>
    public double? Max => HasNumbers ? _content.Extreme<double>(_summary.Quantile(1)) : null;

    /// <summary>How many rows are 0.</summary>
    public long Zeros => _summary.ZeroCount;

    /// <summary>How many rows are infinite, either way.</summary>
    public long Infinite => _summary.PositiveInfinityCount + _summary.NegativeInfinityCount;

    /// <summary>The first moment, for timestamps.</summary>
    public DateTime? Earliest => _content.Extreme(_summary.Earliest);

    /// <summary>The last moment, for timestamps.</summary>
    public DateTime? Latest => _content.Extreme(_summary.Latest);

    /// <summary>How far the rank of a quantile may be off, as a share of the rows, with 99 % confidence; 0 where quantiles are exact.</summary>
    public double QuantileRankBound => HasNumbers ? _summary.RankErrorBound() : 0;

    /// <summary>The most frequent values, with the least number of rows that they have for certain; those of at least <see cref="ProfileOptions.MinimumGroup"/> rows, masked or hashed where <see cref="ProfileOptions.Redaction"/> hides them.</summary>
    public ImmutableArray<(string Value, long Count)> Top => [.. _content.Shown(_summary.FrequentValues(_options.TopValues))];

    internal ColumnSummary Summary => _summary;

    internal ColumnContent Content => _content;

    internal ProfileOptions Options => _options;

    internal long Present => _summary.PresentCount;

    internal bool HasNumbers => Type is ColumnType.Number or ColumnType.Integer or ColumnType.Flag && _summary.Numbers.Count > 0;

    /// <summary>Numbers of your own (<see cref="ProfileOptions.Metrics"/>) about this column, those left out that may not be shown.</summary>
    public ImmutableArray<ColumnMetricValue> Metrics { get; }

    /// <summary>The number of a metric of your own; null where it is not there or not defined.</summary>
    /// <param name="name">The name of the metric, such as <c>shop.weekend_share</c>.</param>
    public double? Metric(string name) => Metrics.FirstOrDefault(metric => metric.Name == name)?.Value;

    /// <summary>The value below which a share of the numbers lies (linear between order statistics); null for columns without numbers.</summary>
    /// <param name="probability">From 0 to 1.</param>
    public double? Quantile(double probability) => HasNumbers ? _content.Within(_summary, _summary.Quantile(probability)) : null;

    /// <summary>Bins of equal width between the least and the greatest finite number, and how many rows fall into each; null for columns without a spread of numbers.</summary>
    public (double[] Edges, double[] Counts)? Histogram()
    {
        double low = _summary.Numbers.Min, high = _summary.Numbers.Max;
        if (!HasNumbers || Type == ColumnType.Flag || !double.IsFinite(low) || !double.IsFinite(high) || !(high > low) || !double.IsFinite(high - low) || !_content.Widen(ref low, ref high)) return null;
        int bins = Type == ColumnType.Integer ? (int)Math.Min(_options.HistogramBins, high - low + 1) : _options.HistogramBins;
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + (high - low) * i / bins)];
        var counts = new double[bins];
        double below = 0, all = _summary.Numbers.Count + Infinite;
        for (int i = 0; i < bins; i++)
        {
            double rank = _summary.Rank(i == bins - 1 ? high : Math.BitDecrement(edges[i + 1]));
            counts[i] = Math.Max(0, Math.Round((rank - below) * all));
            below = rank;
        }

        return (edges, counts);
    }
}
