using System.Diagnostics;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What a <see cref="DatasetSummary"/> knows of one column. Missing rows are counted and enter nothing else; NaN that are values are counted and enter nothing else.</summary>
/// <remarks>One writer at a time; once nothing is added any more, it may be read from many threads.</remarks>
[DebuggerDisplay("{Name} {Type}, {RowCount} rows, {MissingCount} missing")]
public sealed partial class ColumnSummary
{
    private readonly ColumnValues _values;
    private readonly TimeState? _time;
    private long[]? _digits;

    internal ColumnSummary(Field field, DatasetSummaryOptions options)
    {
        Name = field.Name;
        Type = field.Type;
        Role = field.Role;
        _values = ColumnValues.Of(field, options);
        _time = Type == ColumnType.Timestamp ? new TimeState() : null;
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>What the values are.</summary>
    public ColumnType Type { get; }

    /// <summary>What the column is for.</summary>
    public ColumnRole Role { get; }

    /// <summary>The number of rows.</summary>
    public long RowCount { get; private set; }

    /// <summary>How many rows are missing.</summary>
    public long MissingCount { get; private set; }

    /// <summary>How many rows are not missing.</summary>
    public long PresentCount => RowCount - MissingCount;

    /// <summary>How many values are NaN, missing rows not counted.</summary>
    public long NaNCount { get; private set; }

    /// <summary>How many values are positive infinity.</summary>
    public long PositiveInfinityCount { get; private set; }

    /// <summary>How many values are negative infinity.</summary>
    public long NegativeInfinityCount { get; private set; }

    /// <summary>How many numbers are zero (flags: false; texts and categories: the empty text).</summary>
    public long ZeroCount { get; private set; }

    /// <summary>How many numbers are below zero.</summary>
    public long NegativeCount { get; private set; }

    /// <summary>How many finite numbers are whole; integers all are.</summary>
    public long WholeCount { get; private set; }

    /// <summary>How many texts or categories are nothing but white space, empty ones not counted.</summary>
    public long BlankCount { get; private set; }

    /// <summary>Count, mean, higher moments, least and greatest of the finite numbers; empty for columns that are not numeric. Integers beyond 2^53 are rounded.</summary>
    public Moments Numbers { get; private set; } = new();

    /// <summary>The lengths of texts in Unicode code points; empty for other columns.</summary>
    public Moments TextLengths { get; private set; } = new();

    /// <summary>The least integer, or the ticks of the earliest timestamp, exact to 64 bits; null for other columns and without values.</summary>
    public long? LeastInteger { get; private set; }

    /// <summary>The greatest integer, or the ticks of the latest timestamp, exact to 64 bits; null for other columns and without values.</summary>
    public long? GreatestInteger { get; private set; }

    /// <summary>The earliest timestamp; null for other columns and without values.</summary>
    public DateTime? Earliest => Type == ColumnType.Timestamp && LeastInteger is { } ticks ? new DateTime(ticks) : null;

    /// <summary>The latest timestamp; null for other columns and without values.</summary>
    public DateTime? Latest => Type == ColumnType.Timestamp && GreatestInteger is { } ticks ? new DateTime(ticks) : null;

    /// <summary>How many different values there are, NaN not counted.</summary>
    public double DistinctCount => Math.Min(_values.Distinct, _values.Count);

    /// <summary>Whether <see cref="DistinctCount"/> is exact.</summary>
    public bool IsDistinctExact => _values.IsDistinctExact;

    /// <summary>The relative standard error of <see cref="DistinctCount"/>; zero while exact.</summary>
    public double DistinctStandardError => _values.DistinctStandardError;

    /// <summary>Whether quantiles and ranks are exact.</summary>
    public bool AreQuantilesExact => _values.AreQuantilesExact;

    /// <summary>Whether the counts of frequent values are exact, and so every value is among them.</summary>
    public bool AreCountsExact => _values.AreCountsExact;

    /// <summary>A quantile of the numbers, infinities included (timestamps: of their ticks), by linear interpolation (Hyndman-Fan type 7); NaN without values.</summary>
    /// <param name="probability">The share of the values below, 0 to 1.</param>
    public double Quantile(double probability) => _values.Quantile(probability);

    /// <summary>The share of the numbers that are at most a value; NaN without values.</summary>
    /// <param name="value">Any number (timestamps: ticks).</param>
    public double Rank(double value) => _values.Rank(value);

    /// <summary>A bound on the error of <see cref="Rank"/> at any one value; zero while exact.</summary>
    /// <param name="confidence">The probability with which it holds, below 1.</param>
    public double RankErrorBound(double confidence = 0.99) => _values.RankErrorBound(confidence);

    /// <summary>The numbers that are kept, ascending, and for each how much weight lies up to and with it: the empirical distribution, exact while quantiles are.</summary>
    public (double[] Values, long[] CumulativeWeights) ToCumulative() => _values.ToCumulative();

    /// <summary>The values with the highest counts, highest first, equal counts in the order of the values.</summary>
    /// <remarks>Texts of more than 256 bytes are not followed. Where counts are not exact they are bounded within about 0.2 % of the rows, by the default options.</remarks>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<FrequentValue> FrequentValues(int most = 10) => _values.Top(most);
}
