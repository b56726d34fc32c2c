namespace Mlops.Sdk;

/// <summary>Adds rules about one column, as <see cref="Rule"/> has them.</summary>
public sealed class ColumnRules : RuleBuilder<ColumnRules>
{
    private readonly string _column;

    internal ColumnRules(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        _column = column;
    }

    /// <inheritdoc cref="Rule.HasColumn"/>
    public ColumnRules Exists() => Add(Rule.HasColumn(_column));

    /// <inheritdoc cref="Rule.HasType"/>
    public ColumnRules HasType(params IEnumerable<ColumnType> types) => Add(Rule.HasType(_column, types));

    /// <inheritdoc cref="Rule.IsConvertible"/>
    public ColumnRules IsConvertible(ColumnType type) => Add(Rule.IsConvertible(_column, type));

    /// <inheritdoc cref="Rule.IsPresent"/>
    public ColumnRules IsPresent() => Add(Rule.IsPresent(_column));

    /// <inheritdoc cref="Rule.IsMissing"/>
    public ColumnRules IsMissing() => Add(Rule.IsMissing(_column));

    /// <inheritdoc cref="Rule.IsFinite"/>
    public ColumnRules IsFinite(bool allowNaN = false, bool allowInfinite = false) => Add(Rule.IsFinite(_column, allowNaN, allowInfinite));

    /// <summary>The number lies between two others, both inclusive.</summary>
    /// <param name="min">The least number.</param>
    /// <param name="max">The greatest number.</param>
    public ColumnRules Between(double min, double max) => Add(Rule.InRange(_column, min, max));

    /// <inheritdoc cref="Rule.InRange"/>
    public ColumnRules InRange(double? min = null, double? max = null, bool minExclusive = false, bool maxExclusive = false, double tolerance = 0) =>
        Add(Rule.InRange(_column, min, max, minExclusive, maxExclusive, tolerance));

    /// <summary>The number is 0 or more.</summary>
    public ColumnRules IsNotNegative() => Add(Rule.InRange(_column, min: 0));

    /// <inheritdoc cref="Rule.InSet(string, IEnumerable{string})"/>
    public ColumnRules InSet(params IEnumerable<string> values) => Add(Rule.InSet(_column, values));

    /// <inheritdoc cref="Rule.InSet(string, IEnumerable{double})"/>
    public ColumnRules InSet(params IEnumerable<double> values) => Add(Rule.InSet(_column, values));

    /// <inheritdoc cref="Rule.NotInSet(string, IEnumerable{string})"/>
    public ColumnRules NotInSet(params IEnumerable<string> values) => Add(Rule.NotInSet(_column, values));

    /// <inheritdoc cref="Rule.NotInSet(string, IEnumerable{double})"/>
    public ColumnRules NotInSet(params IEnumerable<double> values) => Add(Rule.NotInSet(_column, values));

    /// <inheritdoc cref="Rule.InReference"/>
    public ColumnRules InReference(string reference) => Add(Rule.InReference(_column, reference));

    /// <inheritdoc cref="Rule.Matches"/>
    public ColumnRules Matches(string pattern, bool ignoreCase = false) => Add(Rule.Matches(_column, pattern, ignoreCase));

    /// <inheritdoc cref="Rule.DoesNotMatch"/>
    public ColumnRules DoesNotMatch(string pattern, bool ignoreCase = false) => Add(Rule.DoesNotMatch(_column, pattern, ignoreCase));

    /// <inheritdoc cref="Rule.IsA"/>
    public ColumnRules IsA(SemanticType type) => Add(Rule.IsA(_column, type));

    /// <inheritdoc cref="Rule.HasLength"/>
    public ColumnRules HasLength(int min, int? max = null) => Add(Rule.HasLength(_column, min, max));

    /// <inheritdoc cref="Rule.InTimeRange"/>
    public ColumnRules InTimeRange(DateTime? min = null, DateTime? max = null) => Add(Rule.InTimeRange(_column, min, max));

    /// <inheritdoc cref="Rule.NotInFuture"/>
    public ColumnRules NotInFuture(TimeSpan tolerance = default) => Add(Rule.NotInFuture(_column, tolerance));

    /// <inheritdoc cref="Rule.IsFresh"/>
    public ColumnRules IsFresh(TimeSpan maxAge) => Add(Rule.IsFresh(_column, maxAge));

    /// <inheritdoc cref="Rule.IsUnique"/>
    public ColumnRules IsUnique() => Add(Rule.IsUnique(_column));

    /// <inheritdoc cref="Rule.IsIncreasing"/>
    public ColumnRules IsIncreasing(bool strict = false) => Add(Rule.IsIncreasing(_column, strict));

    /// <inheritdoc cref="Rule.IsDecreasing"/>
    public ColumnRules IsDecreasing(bool strict = false) => Add(Rule.IsDecreasing(_column, strict));

    /// <inheritdoc cref="Rule.Mean"/>
    public ColumnRules Mean(double? min = null, double? max = null, double tolerance = 0) => Add(Rule.Mean(_column, min, max, tolerance));

    /// <inheritdoc cref="Rule.StandardDeviation"/>
    public ColumnRules StandardDeviation(double? min = null, double? max = null, double tolerance = 0) => Add(Rule.StandardDeviation(_column, min, max, tolerance));

    /// <inheritdoc cref="Rule.Sum"/>
    public ColumnRules Sum(double? min = null, double? max = null, double tolerance = 0) => Add(Rule.Sum(_column, min, max, tolerance));

    /// <inheritdoc cref="Rule.Minimum"/>
    public ColumnRules Minimum(double? min = null, double? max = null, double tolerance = 0) => Add(Rule.Minimum(_column, min, max, tolerance));

    /// <inheritdoc cref="Rule.Maximum"/>
    public ColumnRules Maximum(double? min = null, double? max = null, double tolerance = 0) => Add(Rule.Maximum(_column, min, max, tolerance));

    /// <inheritdoc cref="Rule.Quantile"/>
    public ColumnRules Quantile(double probability, double? min = null, double? max = null) => Add(Rule.Quantile(_column, probability, min, max));

    /// <inheritdoc cref="Rule.PresentCount"/>
    public ColumnRules PresentCount(long min, long? max = null) => Add(Rule.PresentCount(_column, min, max));

    /// <inheritdoc cref="Rule.MeanLength"/>
    public ColumnRules MeanLength(double? min = null, double? max = null) => Add(Rule.MeanLength(_column, min, max));

    /// <inheritdoc cref="Rule.DistinctCount"/>
    public ColumnRules DistinctCount(double? min = null, double? max = null) => Add(Rule.DistinctCount(_column, min, max));

    /// <inheritdoc cref="Rule.DistinctShare"/>
    public ColumnRules DistinctShare(double? min = null, double? max = null) => Add(Rule.DistinctShare(_column, min, max));

    /// <inheritdoc cref="Rule.Distance"/>
    public ColumnRules Distance(DistributionMeasure measure, double max) => Add(Rule.Distance(_column, measure, max));

    /// <inheritdoc cref="Rule.ContainsAll"/>
    public ColumnRules ContainsAll(params IEnumerable<string> values) => Add(Rule.ContainsAll(_column, values));

    /// <inheritdoc cref="Rule.ShareOf"/>
    public ColumnRules ShareOf(string value, double? min = null, double? max = null) => Add(Rule.ShareOf(_column, value, min, max));

    /// <summary>A condition of your own on the row. It lives in this process only: a set with it cannot be written as JSON.</summary>
    /// <param name="name">The name of the rule.</param>
    /// <param name="holds">Whether a row keeps the rule.</param>
    public ColumnRules Satisfies(string name, Func<DataRow, bool> holds) => Add(Rule.Satisfies(name, holds, _column));
}
