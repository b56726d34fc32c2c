using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class ColumnProfile
{
    /// <summary>The sum of the finite numbers, exact for integers and flags and rounded once to a double; null for other columns, and where the mean may not be shown.</summary>
    public double? Sum => Mean is null ? null : _summary.Sum;

    /// <summary>The variance (n - 1); null for other columns.</summary>
    public double? Variance => HasNumbers ? _summary.Numbers.Variance : null;

    /// <summary>The standard deviation (n - 1) divided by the mean, negative for a negative mean; null for other columns, for flags, and for a mean of 0.</summary>
    public double? CoefficientOfVariation => Type != ColumnType.Flag && StandardDeviation / Mean is { } share && double.IsFinite(share) ? share : null;

    /// <summary>The greatest number less the least; null for other columns, for flags, and where <see cref="ProfileOptions.Redaction"/> hides them.</summary>
    public double? Range => Type != ColumnType.Flag ? Max - Min : null;

    /// <summary>The third quartile less the first; null for other columns, for flags, and where <see cref="ProfileOptions.Redaction"/> hides them. The ranks of both may be off by <see cref="QuantileRankBound"/>.</summary>
    public double? InterquartileRange => Type != ColumnType.Flag && Quantile(0.75) is { } upper && Quantile(0.25) is { } lower ? upper == lower ? 0 : upper - lower : null;

    /// <summary>
    /// The median distance of the numbers from their median, infinities included; not scaled (times 1.4826 it estimates the standard deviation of normal numbers). Null for other columns, for flags, and where <see cref="ProfileOptions.Redaction"/> hides quantiles.
    /// </summary>
    public double? MedianAbsoluteDeviation => HasNumbers && Type != ColumnType.Flag && !double.IsNaN(_summary.MedianAbsoluteDeviation) ? _content.Within(_summary, _summary.MedianAbsoluteDeviation) : null;

    /// <summary>How far <see cref="MedianAbsoluteDeviation"/> may be off with 99 % confidence, in the unit of the column; 0 where it is exact, as up to 200,000 rows.</summary>
    public double MedianAbsoluteDeviationBound => MedianAbsoluteDeviation is null ? 0 : _summary.MedianAbsoluteDeviationBound;

    /// <summary>The probability that two values drawn at random differ (Gini's impurity), 0 for one value; null where the counts of values are not all known.</summary>
    public double? Gini => _summary.Gini;

    /// <summary>The p-value of Pearson's chi-square test that all different values are equally frequent: small where they are not. Null for numbers with fractions and timestamps, below two values, and where the counts of values are not all known.</summary>
    public double? EvennessPValue
    {
        get
        {
            if (Type is ColumnType.Number or ColumnType.Timestamp || Gini is not { } gini || Distinct < 2) return null;

            // The sum of squared counts is n^2 (1 - Gini).
            double statistic = Present * ((Distinct * (1 - gini)) - 1);
            return ChiSquared.Survival(Math.Max(0, statistic), Distinct - 1);
        }
    }

    /// <summary>How many bytes the column takes in memory as a <see cref="Dataset"/>; of categories estimated where not all levels are known. Null in a stored profile of a version that did not count them.</summary>
    public long? MemoryBytes => _summary.MemoryBytes;
}
