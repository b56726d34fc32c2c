using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What makes a segment. A name of a column stands for its values.</summary>
public abstract record SegmentBy
{
    private protected SegmentBy(ValueList<string> columns) => Columns = columns;

    /// <summary>The columns that it looks at.</summary>
    public ValueList<string> Columns { get; }

    /// <summary>Whether segments have an order of their own, as ranges and periods have; others are ordered by their rows.</summary>
    internal abstract bool IsOrdered { get; }

    /// <summary>A segment for each value of a column; rows without one are a segment.</summary>
    /// <param name="column">The column, of any type.</param>
    public static SegmentBy Values(string column) => new ValueSegments([Name(column)]);

    /// <summary>A segment for each pair of values of two columns.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another column.</param>
    /// <exception cref="ArgumentException">They are the same.</exception>
    public static SegmentBy Values(string first, string second) =>
        first == second ? throw new ArgumentException($"Both columns are '{first}'. Name two different ones, or one alone.", nameof(second)) : new ValueSegments([Name(first), Name(second)]);

    /// <summary>Segments of numbers between cut points: up to and with the first, above it up to and with the second, and so on.</summary>
    /// <param name="column">The column of numbers.</param>
    /// <param name="cuts">The cut points, ascending, at least one.</param>
    /// <exception cref="ArgumentException">They are not ascending or not finite, or there is none.</exception>
    public static SegmentBy Ranges(string column, params ReadOnlySpan<double> cuts)
    {
        if (cuts.IsEmpty) throw new ArgumentException("Ranges need at least one cut point.", nameof(cuts));
        for (int i = 0; i < cuts.Length; i++)
            if (!double.IsFinite(cuts[i]) || (i > 0 && !(cuts[i] > cuts[i - 1]))) throw new ArgumentException($"Cut point {i} is {cuts[i]}; cut points are finite and ascend.", nameof(cuts));
        return new RangeSegments(Name(column), new(cuts.ToArray()), 0);
    }

    /// <summary>Segments of about equally many rows by ranges of a number; the cut points are the quantiles of the first rows that come: of up to 65,536 of a source, of all of a table.</summary>
    /// <param name="column">The column of numbers.</param>
    /// <param name="count">How many, 2 to 100.</param>
    public static SegmentBy EqualRanges(string column, int count = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 100);
        return new RangeSegments(Name(column), [], count);
    }

    /// <summary>A segment for each day, week, month or year of a column of timestamps.</summary>
    /// <param name="column">The column.</param>
    /// <param name="period">How long a segment is.</param>
    public static SegmentBy Period(string column, SegmentPeriod period) => new PeriodSegments(Name(column), period);

    /// <summary>The values of a column.</summary>
    /// <param name="column">The column.</param>
    public static implicit operator SegmentBy(string column) => Values(column);

    /// <summary>The values of a column.</summary>
    /// <param name="column">The column.</param>
    public static SegmentBy FromString(string column) => Values(column);

    /// <summary>Makes ready for a table.</summary>
    /// <exception cref="ArgumentException">A column is not there, or its type does not fit.</exception>
    internal abstract SegmentBy Bind(Schema schema, Dataset? first);

    /// <summary>The key of every row; keys sort in the order of the segments where they have one.</summary>
    internal abstract SegmentKey[] KeysOf(Dataset rows);

    /// <summary>Whether a row can have a key.</summary>
    internal abstract bool Makes(SegmentKey key);

    private protected static Field Require(Schema schema, string column, Func<Field, bool> fits, string what)
    {
        if (!schema.Contains(column)) throw new ArgumentException($"There is no column '{column}' to make segments of.{(schema.NearestName(column) is { } near ? $" Did you mean '{near}'?" : "")}", nameof(schema));
        Field field = schema[column];
        return fits(field) ? field : throw new ArgumentException($"'{column}' holds {field.Type} values; {what}", nameof(schema));
    }

    private static string Name(string column) => column ?? throw new ArgumentNullException(nameof(column));
}
