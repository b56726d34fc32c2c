using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads the text of a filter on runs, and of an order of runs.</summary>
internal sealed class FilterParser : FilterGrammar<RunFilter, FilterField>
{
    private FilterParser(string text)
        : base(text, mostComparisons: 300, "write many values of one name as IN (...), of which each number counts as one.")
    {
    }

    public static RunFilter ParseFilter(string text)
    {
        var parser = new FilterParser(text);
        return parser.IsAtEnd ? RunFilter.All() : parser.Whole();
    }

    public static RunOrder ParseOrder(string text)
    {
        var parser = new FilterParser(text);
        FilterField field = parser.Field();
        bool descending = parser.Take("DESC");
        if (!descending) parser.Take("ASC");
        if (!parser.IsAtEnd) throw parser.Error("ASC, DESC or the end is expected here.");
        return field switch
        {
            { Kind: FilterFieldKind.Metric } => new MetricOrder(field.Key, descending, field.Aggregate),
            { Kind: FilterFieldKind.Start } => descending ? RunOrder.Newest : RunOrder.Oldest,
            _ => throw parser.Error(0, "Runs are ordered by a metric (metrics.NAME, min(metrics.NAME), max(metrics.NAME)) or by start_time."),
        };
    }

    protected override RunFilter Any(List<RunFilter> filters) => RunFilter.Any([.. filters]);

    protected override RunFilter All(List<RunFilter> filters) => RunFilter.All([.. filters]);

    protected override RunFilter Not(RunFilter filter) => RunFilter.Not(filter);

    // What is denied of a value asks for a value: a run without one meets neither = nor !=.
    protected override RunFilter Denied(FilterField field, RunFilter filter) => RunFilter.All(field.Exists(), RunFilter.Not(filter));

    protected override RunFilter Exists(FilterField field) => field.Exists();

    protected override RunFilter Missing(FilterField field) => RunFilter.Not(field.Exists());

    protected override FilterField Field() => Field(isInside: false);

    // Numbers are compared one by one, texts as a set.
    protected override RunFilter In(FilterField field) => field.IsNumber
        ? RunFilter.Any([.. List(() =>
        {
            Count();
            return field.CompareNumber("=", Value(field));
        })])
        : field.Among([.. List(() => TextOf(field))]);

    protected override RunFilter Like(FilterField field, FilterToken word, bool ignoreCase) => field.IsNumber
        ? throw Error(word.Position, $"{word.Text} compares texts, and {field} is a number.")
        : field.Like(TextOf(field), ignoreCase);

    protected override RunFilter Compare(FilterField field, FilterToken sign)
    {
        if (field.IsNumber) return field.CompareNumber(sign.Text, Value(field));
        if (field.IsTime) return field.CompareTime(sign.Text, Time());
        return sign.Text switch
        {
            "=" => field.Among([TextOf(field)]),
            "!=" => Denied(field, field.Among([TextOf(field)])),
            _ => throw Error(sign.Position, $"{field} is a text: = != IN LIKE ILIKE and IS NULL compare it."),
        };
    }

    private FilterField Field(bool isInside)
    {
        FilterToken first = Next;
        if (!isInside && first.Kind == FilterTokenKind.Word && Following.Is("(") && FilterField.AggregateOf(first.Text) is MetricAggregate aggregate)
        {
            Take();
            Require("(");
            FilterField inner = Field(isInside: true);
            if (inner.Kind != FilterFieldKind.Metric) throw Error(first.Position, $"{first.Text}(...) is asked of a metric.");
            Require(")");
            return inner with { Aggregate = aggregate };
        }

        if (first.Kind is not (FilterTokenKind.Word or FilterTokenKind.Name)) throw Error("The name of a field is expected here, such as metrics.auc, params.rate, tags.team, status, start_time.");
        Take();
        FilterFieldKind entity = FilterFieldKind.Attribute;
        string key = first.Text;
        if (first.Kind == FilterTokenKind.Word && Next.Is(".") && FilterField.EntityOf(first.Text) is FilterFieldKind named)
        {
            Take();
            (entity, key) = (named, Key());
        }

        return FilterField.Of(entity, key) ?? throw Error(first.Position, FilterField.Unknown(key));
    }

    /// <summary>The rest of a dotted name, or one in back-ticks or double quotes.</summary>
    private string Key()
    {
        FilterToken token = Next;
        if (token.Kind is FilterTokenKind.Name or FilterTokenKind.Text) return Take().Text;
        int end = token.Position;
        while ((Next.Kind is FilterTokenKind.Word or FilterTokenKind.Number || Next.Is(".")) && Next.Position == end) end += Take().Text.Length;
        return end > token.Position ? Source[token.Position..end] : throw Error("A name is expected after the dot.");
    }

    private double Value(FilterField field)
    {
        if (Number() is not double value)
        {
            throw Error(
                Next.Is("NaN") ? $"Nothing compares with NaN. Write {field} IS NULL for runs that have no other value."
                : Next.Kind == FilterTokenKind.Text ? "A number is expected here, without quotes." : "A number is expected here.");
        }

        Take();
        return value;
    }

    private DateTimeOffset Time()
    {
        FilterToken token = Next;
        if (token.Kind == FilterTokenKind.Number && long.TryParse(token.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds is > -62_000_000_000_000 and < 100_000_000_000_000)
        {
            Take();
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        if (token.Kind != FilterTokenKind.Text || !DateTimeOffset.TryParse(token.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) || time.Year is 1 or 9999)
            throw Error("A time is expected here: '2026-11-30', '2026-11-30T17:00:00Z', or milliseconds since 1970.");
        Take();
        return time;
    }

    private string TextOf(FilterField field)
    {
        FilterToken token = TakeText($"A text in quotes is expected here, for {field} is a text.");
        return field.Normalized(token.Text) ?? throw Error(token.Position, $"There is no status \"{token.Text}\". They are: {string.Join(", ", Enum.GetNames<RunStatus>())}.");
    }
}
