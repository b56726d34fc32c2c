using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What is known of one column when rows count by their weight. Rows without a usable weight are left out.</summary>
public sealed class WeightedColumn
{
    private readonly ColumnProfile _plain;
    private readonly WeightedState _state;

    internal WeightedColumn(ColumnProfile plain, WeightedState state, string weight)
    {
        _plain = plain;
        _state = state;
        Top = [.. TopValues(weight)];
    }

    /// <summary>The name of the column.</summary>
    public string Name => _plain.Name;

    /// <summary>What its values are.</summary>
    public ColumnType Type => _plain.Type;

    /// <summary>The share of the weight in rows that lack a value, 0 to 1.</summary>
    public double MissingShare => _state.TotalWeight > 0 ? _state.MissingWeight / _state.TotalWeight : 0;

    /// <summary>How many equally weighted numbers the finite ones are worth; null for other columns.</summary>
    public double? EffectiveCount => HasNumbers ? Moments.EffectiveCount : null;

    /// <summary>The mean of the finite numbers; null for other columns.</summary>
    public double? Mean => HasNumbers ? Shown(Moments.Mean) : null;

    /// <summary>
    /// The standard deviation for reliability weights, of which only the ratios matter: how many rows of a population a row stands for, or how much it is to be relied on. The divisor of the variance is W - sum of w^2 / W
    /// (W the sum of the weights), which is n - 1 when all are 1. Null for columns without numbers; NaN below two.
    /// </summary>
    public double? StandardDeviation => HasNumbers ? Moments.StandardDeviation : null;

    /// <summary>The standard deviation for frequency weights, which say how often the row occurred: the divisor is W - 1, statsmodels' <c>DescrStatsW(ddof=1)</c>. Null for columns without numbers; NaN up to a weight of 1.</summary>
    public double? FrequencyStandardDeviation => HasNumbers ? Math.Sqrt(Moments.FrequencyVariance) : null;

    /// <summary>The skewness of the weighted population (g1, without a correction for bias); null for columns without numbers.</summary>
    public double? Skewness => HasNumbers ? Moments.Skewness : null;

    /// <summary>The excess kurtosis of the weighted population (g2, without a correction for bias); null for columns without numbers.</summary>
    public double? Kurtosis => HasNumbers ? Moments.Kurtosis : null;

    /// <summary>How far the rank of a quantile may be off, as a share of the weight, with 99 % confidence; 0 where quantiles are exact: up to <see cref="DatasetSummaryOptions.ExactValues"/> numbers.</summary>
    public double QuantileRankBound => HasNumbers ? _state.Quantiles.RankErrorBound() : 0;

    /// <summary>
    /// The heaviest values with their share of the weight of rows with a value, heaviest first, and how much larger the share may be: texts up to 256 bytes.
    /// They obey <see cref="ProfileOptions.Redaction"/> and <see cref="ProfileOptions.MinimumGroup"/>.
    /// </summary>
    public ImmutableArray<WeightedValue> Top { get; }

    internal WeightedMoments Moments => _state.Moments;

    internal ColumnProfile Plain => _plain;

    private bool HasNumbers => _plain.HasNumbers && Moments.Count > 0;

    /// <summary>The number at which the weight below reaches a share of the whole; where it does so exactly, the middle of that number and the next (statsmodels' <c>DescrStatsW.quantile</c>). Null for columns without numbers.</summary>
    /// <param name="probability">The share, 0 to 1.</param>
    public double? Quantile(double probability) => HasNumbers ? _plain.Content.Within(_plain.Summary, _state.Quantiles.Quantile(probability)) is { } value && (probability is > 0 and < 1 || _plain.ShowsNumbers()) ? value : null : null;

    // A mean of one value is that value.
    private double? Shown(double mean) => _plain.Content.Redactor.Mean(Name, mean, _state.Quantiles.Quantile(0), _state.Quantiles.Quantile(1));

    private IEnumerable<WeightedValue> TopValues(string weight)
    {
        double whole = _state.TotalWeight - _state.MissingWeight;
        if (!(whole > 0)) yield break;
        Redactor redactor = _plain.Content.Redactor;
        Dictionary<string, long>? rows = redactor.ShowsAll ? null : _plain.Summary.FrequentValues(WeightedState.MostFollowed).GroupBy(value => value.Text, StringComparer.Ordinal).ToDictionary(texts => texts.Key, texts => texts.Sum(value => value.LowerCount), StringComparer.Ordinal);
        foreach ((string text, double least, double most) in _state.Heaviest(_plain.Options.TopValues))
        {
            long count = rows?.GetValueOrDefault(text) ?? long.MaxValue;
            if (least > 0 && redactor.IsShown(count)) yield return new WeightedValue(redactor.Show(Name, text, count), least / whole, (most - least) / whole) { Weight = redactor.Hides(weight) ? null : least };
        }
    }
}
