using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Reads the text of a row filter: OR of AND of NOT of comparisons, with parentheses. The tokens are those of <see cref="RunFilter.Parse"/>.</summary>
internal sealed class RowFilterParser
{
    private const int Deepest = 50, MostComparisons = 1000, MostValues = 10_000;
    private readonly string _text;
    private readonly List<FilterToken> _tokens;
    private int _at, _depth, _comparisons;

    private RowFilterParser(string text) => (_text, _tokens) = (text, FilterLexer.Read(text));

    private FilterToken Next => _tokens[_at];

    public static RowFilter Parse(string text)
    {
        var parser = new RowFilterParser(text);
        RowFilter filter = parser.Or();
        return parser.Next.Kind == FilterTokenKind.End ? filter : throw parser.Error("AND, OR or the end is expected here.");
    }

    private RowFilter Or()
    {
        List<RowFilter> any = [And()];
        while (Take("OR")) any.Add(And());
        return any.Count == 1 ? any[0] : new RowAny([.. any]);
    }

    private RowFilter And()
    {
        List<RowFilter> all = [Not()];
        while (Take("AND")) all.Add(Not());
        return all.Count == 1 ? all[0] : new RowAll([.. all]);
    }

    private RowFilter Not()
    {
        if (++_depth > Deepest) throw Error($"The filter is nested deeper than {Deepest} levels.");
        RowFilter filter;
        if (Take("NOT")) filter = new RowNot(Not());
        else if (Take("("))
        {
            filter = Or();
            Require(")");
        }
        else if (Next.Is("TRUE") || Next.Is("FALSE"))
        {
            filter = Next.Is("TRUE") ? new RowAll([]) : new RowAny([]);
            _at++;
        }
        else filter = Comparison();
        _depth--;
        return filter;
    }

    private RowFilter Comparison()
    {
        if (++_comparisons > MostComparisons) throw Error($"The filter has more than {MostComparisons} comparisons; write many values of one column as IN (...).");
        string column = Column();
        if (Take("IS"))
        {
            bool not = Take("NOT");
            Require("NULL");
            return not ? new RowNot(new RowMissing(column)) : new RowMissing(column);
        }

        bool negated = Take("NOT");
        if (Take("IN")) return Negated(negated, new RowMembership(column, Values()));
        foreach (string like in (string[])["LIKE", "ILIKE"])
            if (Take(like)) return Negated(negated, new RowLike(column, Text(), IgnoreCase: like == "ILIKE"));
        if (negated) throw Error("IN, LIKE or ILIKE is expected after NOT.");
        RowComparisonSign sign = Next.Kind != FilterTokenKind.Sign ? throw Expected() : Next.Text switch
        {
            "=" or "==" => RowComparisonSign.Equal,
            "!=" or "<>" => RowComparisonSign.NotEqual,
            "<" => RowComparisonSign.Below,
            "<=" => RowComparisonSign.AtMost,
            ">" => RowComparisonSign.Above,
            ">=" => RowComparisonSign.AtLeast,
            _ => throw Expected(),
        };
        _at++;
        return new RowComparison(column, sign, Value());

        ArgumentException Expected() => Error("A comparison is expected here: = != > >= < <= IN LIKE ILIKE IS NULL.");
    }

    private static RowFilter Negated(bool negated, RowFilter filter) => negated ? new RowNot(filter) : filter;

    private string Column()
    {
        FilterToken token = Next;
        if (token.Kind is not (FilterTokenKind.Word or FilterTokenKind.Name)) throw Error("The name of a column is expected here; one with other characters than letters, digits and _ - / : is written in back-ticks.");
        _at++;
        return token.Text;
    }

    private ValueList<RowValue> Values()
    {
        Require("(");
        List<RowValue> values = [Value()];
        while (Take(","))
        {
            values.Add(Value());
            if (values.Count > MostValues) throw Error($"IN takes at most {MostValues} values.");
        }

        Require(")");
        return [.. values];
    }

    private RowValue Value()
    {
        FilterToken token = Next;
        RowValue? value = token switch
        {
            { Kind: FilterTokenKind.Text } => RowValue.OfText(token.Text),
            { Kind: FilterTokenKind.Number } when IsNumber(token.Text) => RowValue.OfDigits(token.Text),
            _ when token.Is("inf") => RowValue.OfDigits("inf"),
            _ when token.Is("TRUE") => RowValue.OfFlag(true),
            _ when token.Is("FALSE") => RowValue.OfFlag(false),
            _ when token.Is("PRINCIPAL") => RowValue.Reader,
            _ => null,
        };
        if (value is null) throw Error("A value is expected here: a text in quotes, a number, TRUE, FALSE or PRINCIPAL.");
        _at++;
        return value;
    }

    private static bool IsNumber(string text) =>
        text.TrimStart('-', '+').Equals("inf", StringComparison.OrdinalIgnoreCase)
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value));

    private string Text()
    {
        FilterToken token = Next;
        if (token.Kind != FilterTokenKind.Text) throw Error("A text in quotes is expected here.");
        _at++;
        return token.Text;
    }

    private bool Take(string word)
    {
        if (!Next.Is(word)) return false;
        _at++;
        return true;
    }

    private void Require(string word)
    {
        if (!Take(word)) throw Error($"'{word}' is expected here.");
    }

    private ArgumentException Error(string message) => FilterText.Error(_text, Next.Position, message);
}
