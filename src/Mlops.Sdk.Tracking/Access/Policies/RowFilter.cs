using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Which rows of a dataset may be seen. Conditions are true, false or, where a value is missing or NaN, unknown, as in SQL: a row is shown when the whole is true, so NOT of unknown shows nothing.
/// </summary>
public abstract record RowFilter
{
    private const int Deepest = 50;

    private protected RowFilter()
    {
    }

    /// <summary>Reads a filter: <c>region IN ('EU', 'UK') AND (amount &lt; 1000 OR owner = PRINCIPAL) AND NOT vip = TRUE</c>.</summary>
    /// <remarks>
    /// Columns are words, or any text in back-ticks. Comparisons: <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>[NOT] IN (...)</c>, <c>[NOT] LIKE</c>, <c>[NOT] ILIKE</c> (<c>%</c> any characters, <c>_</c> one), <c>IS [NOT] NULL</c>.
    /// Values: texts in quotes, numbers without, <c>TRUE</c>, <c>FALSE</c>, times as texts (<c>'2026-11-30T17:00:00'</c>), <c>PRINCIPAL</c> for the name of who reads. NOT binds before AND, and AND before OR. Texts are compared by their characters.
    /// </remarks>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text is no filter; the message shows the place.</exception>
    public static RowFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RowFilterParser.Parse(text);
    }

    /// <summary>A column holds one of some texts, as category, text, or time.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">The values.</param>
    public static RowFilter In(string column, params IEnumerable<string> values) => new RowMembership(column, [.. values.Select(RowValue.OfText)]);

    /// <summary>A column of numbers or integers is inside bounds, both inclusive.</summary>
    /// <param name="column">The column.</param>
    /// <param name="min">The least value, or null.</param>
    /// <param name="max">The greatest value, or null.</param>
    public static RowFilter Between(string column, double? min = null, double? max = null)
    {
        List<RowFilter> bounds = [];
        if (min is double least) bounds.Add(new RowComparison(column, RowComparisonSign.AtLeast, RowValue.OfNumber(least)));
        if (max is double most) bounds.Add(new RowComparison(column, RowComparisonSign.AtMost, RowValue.OfNumber(most)));
        return bounds.Count == 1 ? bounds[0] : bounds.Count == 2 ? new RowAll([.. bounds]) : throw new ArgumentException("Give a least value, a greatest one, or both.", nameof(min));
    }

    /// <summary>A column of flags holds a value.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    public static RowFilter Is(string column, bool value) => new RowComparison(column, RowComparisonSign.Equal, RowValue.OfFlag(value));

    /// <summary>A column holds the name of the principal that reads.</summary>
    /// <param name="column">The column.</param>
    public static RowFilter IsPrincipal(string column) => new RowComparison(column, RowComparisonSign.Equal, RowValue.Reader);

    /// <summary>A column is missing.</summary>
    /// <param name="column">The column.</param>
    public static RowFilter IsMissing(string column) => new RowMissing(column);

    /// <summary>Every condition holds; true without any.</summary>
    /// <param name="filters">The conditions.</param>
    /// <exception cref="ArgumentException">The conditions are nested deeper than 50 levels.</exception>
    public static RowFilter All(params RowFilter[] filters) => new RowAll([.. filters]).Bounded();

    /// <summary>At least one condition holds; false without any.</summary>
    /// <param name="filters">The conditions.</param>
    /// <exception cref="ArgumentException">The conditions are nested deeper than 50 levels.</exception>
    public static RowFilter Any(params RowFilter[] filters) => new RowAny([.. filters]).Bounded();

    /// <summary>The condition is false.</summary>
    /// <param name="filter">The condition.</param>
    /// <exception cref="ArgumentException">The condition is nested deeper than 50 levels.</exception>
    public static RowFilter Not(RowFilter filter) => new RowNot(filter ?? throw new ArgumentNullException(nameof(filter))).Bounded();

    /// <summary>For every row 1 (true), 0 (false) or -1 (unknown).</summary>
    /// <param name="data">The rows.</param>
    /// <param name="principal">Who reads.</param>
    /// <exception cref="RowFilterException">A column is not there, or a value is not of its type.</exception>
    internal abstract sbyte[] Judge(Dataset data, string principal);

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public sealed override string ToString() => Write();

    internal abstract string Write();

    /// <summary>How deep its conditions are nested, from 1.</summary>
    internal virtual int Depth => 1;

    private RowFilter Bounded() => Depth <= Deepest ? this : throw new ArgumentException($"The filter is nested deeper than {Deepest} levels. Put what is joined by the same word side by side (RowFilter.All, RowFilter.Any).");

    private protected static Column Find(Dataset data, string column) =>
        data.Schema.Contains(column) ? data[column] : throw new RowFilterException($"there is no column {ErrorText.Show(column)}");

    private protected static string Quoted(string column) => $"`{column.Replace("`", "``", StringComparison.Ordinal)}`";
}
