using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads the text of a filter: OR of AND of NOT of comparisons, with parentheses.</summary>
internal sealed class FilterParser
{
    private const int Deepest = 50, MostComparisons = 300, MostValues = 10_000;
    private readonly string _text;
    private readonly List<FilterToken> _tokens;
    private int _at, _depth, _comparisons;

    private FilterParser(string text) => (_text, _tokens) = (text, FilterLexer.Read(text));

    private FilterToken Next => _tokens[_at];

    public static RunFilter ParseFilter(string text)
    {
        var parser = new FilterParser(text);
        if (parser.Next.Kind == FilterTokenKind.End) return RunFilter.All();
        RunFilter filter = parser.Or();
        return parser.Next.Kind == FilterTokenKind.End ? filter : throw parser.Error("AND, OR or the end is expected here.");
    }

    public static RunOrder ParseOrder(string text)
    {
        var parser = new FilterParser(text);
        FilterField field = parser.Field();
        bool descending = parser.Take("DESC");
        if (!descending) parser.Take("ASC");
        if (parser.Next.Kind != FilterTokenKind.End) throw parser.Error("ASC, DESC or the end is expected here.");
        return field switch
        {
            { Kind: FilterFieldKind.Metric } => new MetricOrder(field.Key, descending, field.Aggregate),
            { Kind: FilterFieldKind.Start } => descending ? RunOrder.Newest : RunOrder.Oldest,
            _ => throw FilterText.Error(text, 0, "Runs are ordered by a metric (metrics.NAME, min(metrics.NAME), max(metrics.NAME)) or by start_time."),
        };
    }

    private RunFilter Or()
    {
        List<RunFilter> any = [And()];
        while (Take("OR")) any.Add(And());
        return any.Count == 1 ? any[0] : RunFilter.Any([.. any]);
    }

    private RunFilter And()
    {
        List<RunFilter> all = [Not()];
        while (Take("AND")) all.Add(Not());
        return all.Count == 1 ? all[0] : RunFilter.All([.. all]);
    }

    private RunFilter Not()
    {
        if (++_depth > Deepest) throw Error($"The filter is nested deeper than {Deepest} levels.");
        RunFilter filter;
        if (Take("NOT")) filter = RunFilter.Not(Not());
        else if (Take("("))
        {
            filter = Or();
            Require(")");
        }
        else filter = Comparison();
        _depth--;
        return filter;
    }

    private RunFilter Comparison()
    {
        Count();
        int position = Next.Position;
        FilterField field = Field();
        if (Take("IS"))
        {
            bool not = Take("NOT");
            Require("NULL");
            return not ? field.Exists() : RunFilter.Not(field.Exists());
        }

        FilterToken sign = Next;
        bool negated = Take("NOT");
        if (Take("IN")) return Negated(negated, field, field.IsNumber ? RunFilter.Any([.. Numbers().Select(value => Compare(field, "=", value))]) : field.Among([.. Texts(field)]));
        foreach (string like in (string[])["LIKE", "ILIKE"])
        {
            if (!Take(like)) continue;
            if (field.IsNumber) throw FilterText.Error(_text, sign.Position, $"{like} compares texts, and {field} is a number.");
            return Negated(negated, field, field.Like(TextValue(field), ignoreCase: like == "ILIKE"));
        }

        if (negated) throw Error("IN, LIKE or ILIKE is expected after NOT.");
        if (sign.Text is not (">" or ">=" or "<" or "<=" or "=" or "==" or "!=" or "<>")) throw Error($"A comparison is expected after {field}: = != > >= < <= IN LIKE ILIKE IS NULL.");
        _at++;
        if (field.IsNumber) return Compare(field, sign.Text, Number(field));
        if (field.IsTime) return field.CompareTime(sign.Text, Time());
        return sign.Text switch
        {
            "=" or "==" => field.Among([TextValue(field)]),
            "!=" or "<>" => Negated(true, field, field.Among([TextValue(field)])),
            _ => throw FilterText.Error(_text, sign.Position, $"{field} is a text: = != IN LIKE ILIKE and IS NULL compare it."),
        };

        RunFilter Compare(FilterField of, string with, double value) => of.CompareNumber(with, value) ?? throw FilterText.Error(_text, position, $"{with} does not compare numbers.");
    }

    // What is denied of a value asks for a value: a run without one meets neither = nor !=.
    private static RunFilter Negated(bool negated, FilterField field, RunFilter filter) => negated ? RunFilter.All(field.Exists(), RunFilter.Not(filter)) : filter;

    private FilterField Field(bool isInside = false)
    {
        FilterToken first = Next;
        if (!isInside && first.Kind == FilterTokenKind.Word && _tokens[_at + 1].Is("(") && FilterField.AggregateOf(first.Text) is MetricAggregate aggregate)
        {
            _at += 2;
            FilterField inner = Field(isInside: true);
            if (inner.Kind != FilterFieldKind.Metric) throw FilterText.Error(_text, first.Position, $"{first.Text}(...) is asked of a metric.");
            Require(")");
            return inner with { Aggregate = aggregate };
        }

        if (first.Kind is not (FilterTokenKind.Word or FilterTokenKind.Name)) throw Error("The name of a field is expected here, such as metrics.auc, params.rate, tags.team, status, start_time.");
        _at++;
        if (first.Kind == FilterTokenKind.Word && Next.Is(".") && FilterField.EntityOf(first.Text) is FilterFieldKind entity)
        {
            _at++;
            return FilterField.Of(entity, Key()) ?? throw FilterText.Error(_text, first.Position, FilterField.Unknown(_tokens[_at - 1].Text));
        }

        return FilterField.Of(FilterFieldKind.Attribute, first.Text) ?? throw FilterText.Error(_text, first.Position, FilterField.Unknown(first.Text));
    }

    /// <summary>The rest of a dotted name, or one in back-ticks or double quotes.</summary>
    private string Key()
    {
        FilterToken token = Next;
        if (token.Kind is FilterTokenKind.Name or FilterTokenKind.Text)
        {
            _at++;
            return token.Text;
        }

        int end = token.Position;
        while (Next.Kind is FilterTokenKind.Word or FilterTokenKind.Number || Next.Is("."))
        {
            if (Next.Position != end) break;
            end = Next.Position + Next.Text.Length;
            _at++;
        }

        return end > token.Position ? _text[token.Position..end] : throw Error("A name is expected after the dot.");
    }

    private void Count()
    {
        if (++_comparisons > MostComparisons) throw Error($"The filter has more than {MostComparisons} comparisons; write many values of one name as IN (...), of which each number counts as one.");
    }

    // Numbers are compared one by one, texts as a set.
    private List<double> Numbers() => List(() =>
    {
        Count();
        return Number(null);
    });

    private List<string> Texts(FilterField field) => List(() => TextValue(field));

    private List<T> List<T>(Func<T> read)
    {
        Require("(");
        List<T> values = [read()];
        while (Take(","))
        {
            values.Add(read());
            if (values.Count > MostValues) throw Error($"IN takes at most {MostValues} values.");
        }

        Require(")");
        return values;
    }

    private double Number(FilterField? field)
    {
        FilterToken token = Next;
        bool isInfinity = token.Text.TrimStart('-', '+').ToUpperInvariant() is "INF" or "INFINITY";
        double value = isInfinity ? (token.Text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity) : 0;
        bool isNumber = isInfinity || (token.Kind == FilterTokenKind.Number && double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value));
        if (token.Is("NaN")) throw Error($"Nothing compares with NaN. Write {field?.ToString() ?? "the field"} IS NULL for runs that have no other value.");
        if (!isNumber) throw Error(token.Kind == FilterTokenKind.Text ? "A number is expected here, without quotes." : "A number is expected here.");
        _at++;
        return value;
    }

    private DateTimeOffset Time()
    {
        FilterToken token = Next;
        if (token.Kind == FilterTokenKind.Number && long.TryParse(token.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds is > -62_000_000_000_000 and < 100_000_000_000_000)
        {
            _at++;
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        if (token.Kind != FilterTokenKind.Text || !DateTimeOffset.TryParse(token.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) || time.Year is 1 or 9999)
            throw Error("A time is expected here: '2026-11-30', '2026-11-30T17:00:00Z', or milliseconds since 1970.");
        _at++;
        return time;
    }

    private string TextValue(FilterField field)
    {
        FilterToken token = Next;
        if (token.Kind != FilterTokenKind.Text) throw Error($"A text in quotes is expected here, for {field} is a text.");
        _at++;
        return field.Normalized(token.Text) ?? throw FilterText.Error(_text, token.Position, $"There is no status \"{token.Text}\". They are: {string.Join(", ", Enum.GetNames<RunStatus>())}.");
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
