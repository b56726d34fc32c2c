using System.Globalization;

namespace Mlops.Sdk;

/// <summary>
/// What the texts of filters have in common: OR of AND of NOT of comparisons, with parentheses, bounded in depth and in number.
/// A grammar that derives from it says what a field is, what it is compared with, and which filter comes of it.
/// </summary>
internal abstract class FilterGrammar<TFilter, TField>(string text, int mostComparisons, string manyValues)
    where TFilter : class
{
    private const int Deepest = 50, MostValues = 10_000;
    private const string Comparisons = "= != > >= < <= IN LIKE ILIKE IS NULL";
    private readonly List<FilterToken> _tokens = FilterLexer.Read(text);
    private int _at, _depth, _comparisons;

    protected string Source => text;

    protected FilterToken Next => _tokens[_at];

    protected FilterToken Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    protected bool IsAtEnd => Next.Kind == FilterTokenKind.End;

    /// <summary>Reads what is compared.</summary>
    protected abstract TField Field();

    protected abstract TFilter Any(List<TFilter> filters);

    protected abstract TFilter All(List<TFilter> filters);

    protected abstract TFilter Not(TFilter filter);

    /// <summary>The filter NOT IN, NOT LIKE or NOT ILIKE of a field.</summary>
    protected abstract TFilter Denied(TField field, TFilter filter);

    protected abstract TFilter Exists(TField field);

    protected abstract TFilter Missing(TField field);

    /// <summary>Reads the values behind IN.</summary>
    protected abstract TFilter In(TField field);

    /// <summary>Reads the pattern behind LIKE or ILIKE.</summary>
    protected abstract TFilter Like(TField field, FilterToken word, bool ignoreCase);

    /// <summary>Reads the value behind a sign, which is one of <c>= != &lt; &lt;= &gt; &gt;=</c>.</summary>
    protected abstract TFilter Compare(TField field, FilterToken sign);

    /// <summary>Reads a condition that is no comparison; null where there is none.</summary>
    protected virtual TFilter? Constant() => null;

    protected TFilter Whole()
    {
        TFilter filter = Or();
        return IsAtEnd ? filter : throw Error("AND, OR or the end is expected here.");
    }

    protected FilterToken Take() => _tokens[_at++];

    protected bool Take(string word)
    {
        if (!Next.Is(word)) return false;
        _at++;
        return true;
    }

    protected void Require(string word)
    {
        if (!Take(word)) throw Error($"'{word}' is expected here.");
    }

    protected FilterToken TakeText(string expected) => Next.Kind == FilterTokenKind.Text ? Take() : throw Error(expected);

    /// <summary>The number that comes next, which is not taken; null where there is none.</summary>
    protected double? Number()
    {
        if (Next.Kind is not (FilterTokenKind.Number or FilterTokenKind.Word)) return null;
        if (Next.Text.TrimStart('-', '+').ToUpperInvariant() is "INF" or "INFINITY") return Next.Text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return Next.Kind == FilterTokenKind.Number && double.TryParse(Next.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) ? value : null;
    }

    protected List<T> List<T>(Func<T> read)
    {
        Require("(");
        List<T> values = [read()];
        while (Take(","))
        {
            if (values.Count == MostValues) throw Error($"IN takes at most {MostValues} values.");
            values.Add(read());
        }

        Require(")");
        return values;
    }

    /// <summary>Counts a comparison.</summary>
    protected void Count()
    {
        if (++_comparisons > mostComparisons) throw Error($"The filter has more than {mostComparisons} comparisons; {manyValues}");
    }

    protected ArgumentException Error(string message) => Error(Next.Position, message);

    protected ArgumentException Error(int position, string message) => FilterText.Error(text, position, message);

    private TFilter Or()
    {
        List<TFilter> any = [And()];
        while (Take("OR")) any.Add(And());
        return any.Count == 1 ? any[0] : Any(any);
    }

    private TFilter And()
    {
        List<TFilter> all = [Term()];
        while (Take("AND")) all.Add(Term());
        return all.Count == 1 ? all[0] : All(all);
    }

    private TFilter Term()
    {
        if (++_depth > Deepest) throw Error($"The filter is nested deeper than {Deepest} levels.");
        TFilter filter;
        if (Take("NOT")) filter = Not(Term());
        else if (Take("("))
        {
            filter = Or();
            Require(")");
        }
        else filter = Constant() ?? Comparison();
        _depth--;
        return filter;
    }

    private TFilter Comparison()
    {
        Count();
        TField field = Field();
        if (Take("IS"))
        {
            bool exists = Take("NOT");
            Require("NULL");
            return exists ? Exists(field) : Missing(field);
        }

        bool isDenied = Take("NOT");
        FilterToken sign = Next;
        TFilter? filter = Take("IN") ? In(field) : Take("LIKE") ? Like(field, sign, ignoreCase: false) : Take("ILIKE") ? Like(field, sign, ignoreCase: true) : null;
        if (filter is not null) return isDenied ? Denied(field, filter) : filter;
        if (isDenied) throw Error("IN, LIKE or ILIKE is expected after NOT.");
        string? compared = sign.Kind != FilterTokenKind.Sign ? null : sign.Text switch
        {
            "=" or "==" => "=",
            "!=" or "<>" => "!=",
            "<" or "<=" or ">" or ">=" => sign.Text,
            _ => null,
        };
        if (compared is null) throw Error($"A comparison is expected after {field}: {Comparisons}.");
        _at++;
        return Compare(field, sign with { Text = compared });
    }
}
