using System.Collections.Frozen;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Makes rules of the known kinds out of JSON; nothing else is ever made.</summary>
internal static class RuleReader
{
    private const int MostNested = 8;

    private static readonly FrozenDictionary<string, Func<RuleFields, int, Rule>> s_kinds = new Dictionary<string, Func<RuleFields, int, Rule>>(StringComparer.Ordinal)
    {
        ["is_present"] = (fields, _) => Rule.IsPresent(fields.Text("column")),
        ["is_missing"] = (fields, _) => Rule.IsMissing(fields.Text("column")),
        ["value_count"] = (fields, _) => Rule.ValueCount(fields.Texts("columns"), fields.Count("min") ?? 0, fields.Count("max")),
        ["is_finite"] = (fields, _) => Rule.IsFinite(fields.Text("column"), fields.Flag("allow_nan"), fields.Flag("allow_infinite")),
        ["in_range"] = (fields, _) => Rule.InRange(fields.Text("column"), fields.Number("min"), fields.Number("max"), fields.Flag("min_exclusive"), fields.Flag("max_exclusive"), fields.Number("tolerance") ?? 0),
        ["in_set"] = (fields, _) => Rule.InSet(fields.Text("column"), fields.Texts("values")),
        ["not_in_set"] = (fields, _) => Rule.NotInSet(fields.Text("column"), fields.Texts("values")),
        ["in_reference"] = (fields, _) => Rule.InReference(fields.Text("column"), fields.Text("reference")),
        ["matches"] = (fields, _) => Rule.Matches(fields.Text("column"), fields.Text("pattern"), fields.Flag("ignore_case")),
        ["does_not_match"] = (fields, _) => Rule.DoesNotMatch(fields.Text("column"), fields.Text("pattern"), fields.Flag("ignore_case")),
        ["is_a"] = (fields, _) => Rule.IsA(fields.Text("column"), fields.Choice<SemanticType>("type")),
        ["text_length"] = (fields, _) => Rule.HasLength(fields.Text("column"), fields.Count("min") ?? 0, fields.Count("max")),
        ["is_convertible"] = (fields, _) => Rule.IsConvertible(fields.Text("column"), fields.Choice<ColumnType>("type")),
        ["in_time_range"] = (fields, _) => Rule.InTimeRange(fields.Text("column"), fields.Moment("min"), fields.Moment("max")),
        ["not_in_future"] = (fields, _) => Rule.NotInFuture(fields.Text("column"), fields.Span("tolerance") ?? TimeSpan.Zero),
        ["is_fresh"] = (fields, _) => Rule.IsFresh(fields.Text("column"), fields.Span("max_age") ?? throw fields.Error("has no 'max_age'")),
        ["compare"] = (fields, _) => Rule.Compare(fields.Text("left"), fields.Choice<Comparison>("comparison"), fields.Text("right"), fields.Number("tolerance") ?? 0),
        ["sums_to"] = (fields, _) => fields.IsNumber("total")
            ? Rule.SumsTo(fields.Texts("addends"), fields.Number("total") ?? 0, fields.Number("tolerance") ?? 0)
            : Rule.SumsTo(fields.Texts("addends"), fields.Text("total"), fields.Number("tolerance") ?? 0),
        ["when"] = (fields, depth) => Rule.When(Inner(fields, "condition", depth), Inner(fields, "then", depth)),
        ["any_of"] = (fields, depth) => Rule.AnyOf(InnerList(fields, "rules", depth)),
        ["has_column"] = (fields, _) => Rule.HasColumn(fields.Text("column")),
        ["has_type"] = (fields, _) => Rule.HasType(fields.Text("column"), fields.Texts("types").Select(type => fields.ChoiceOf<ColumnType>("types", type))),
        ["columns_are"] = (fields, _) => Rule.ColumnsAre(fields.Texts("columns"), fields.Flag("ordered")),
        ["row_count"] = (fields, _) => Rule.RowCount(fields.Whole("min") ?? 0, fields.Whole("max")),
        ["row_count_ratio"] = (fields, _) => Rule.RowCountRatio(fields.Number("min"), fields.Number("max")),
        ["present_count"] = (fields, _) => Rule.PresentCount(fields.Text("column"), fields.Whole("min") ?? 0, fields.Whole("max")),
        ["is_unique"] = (fields, _) => Rule.IsUnique(fields.Texts("columns")),
        ["is_increasing"] = (fields, _) => Rule.IsIncreasing(fields.Text("column"), fields.Flag("strict")),
        ["is_decreasing"] = (fields, _) => Rule.IsDecreasing(fields.Text("column"), fields.Flag("strict")),
        ["mean"] = (fields, _) => Rule.Mean(fields.Text("column"), fields.Number("min"), fields.Number("max"), fields.Number("tolerance") ?? 0),
        ["standard_deviation"] = (fields, _) => Rule.StandardDeviation(fields.Text("column"), fields.Number("min"), fields.Number("max"), fields.Number("tolerance") ?? 0),
        ["sum"] = (fields, _) => Rule.Sum(fields.Text("column"), fields.Number("min"), fields.Number("max"), fields.Number("tolerance") ?? 0),
        ["minimum"] = (fields, _) => Rule.Minimum(fields.Text("column"), fields.Number("min"), fields.Number("max"), fields.Number("tolerance") ?? 0),
        ["maximum"] = (fields, _) => Rule.Maximum(fields.Text("column"), fields.Number("min"), fields.Number("max"), fields.Number("tolerance") ?? 0),
        ["quantile"] = (fields, _) => Rule.Quantile(fields.Text("column"), fields.Number("probability") ?? throw fields.Error("has no 'probability'"), fields.Number("min"), fields.Number("max")),
        ["mean_length"] = (fields, _) => Rule.MeanLength(fields.Text("column"), fields.Number("min"), fields.Number("max")),
        ["distinct_count"] = (fields, _) => Rule.DistinctCount(fields.Text("column"), fields.Number("min"), fields.Number("max")),
        ["distinct_share"] = (fields, _) => Rule.DistinctShare(fields.Text("column"), fields.Number("min"), fields.Number("max")),
        ["contains_all"] = (fields, _) => Rule.ContainsAll(fields.Text("column"), fields.Texts("values")),
        ["share_of"] = (fields, _) => Rule.ShareOf(fields.Text("column"), fields.Text("value"), fields.Number("min"), fields.Number("max")),
        ["distance"] = (fields, _) => Rule.Distance(fields.Text("column"), fields.Choice<DistributionMeasure>("measure"), fields.Number("max") ?? throw fields.Error("has no 'max'")),
        ["correlation"] = (fields, _) => Rule.Correlation(fields.Text("first"), fields.Text("second"), fields.Number("min"), fields.Number("max")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Kinds => s_kinds.Keys.Order(StringComparer.Ordinal);

    public static Rule Read(JsonElement element, string place) => Read(element, place, 0);

    private static Rule Read(JsonElement element, string place, int depth)
    {
        if (depth > MostNested) throw new MlopsException("MLO3102", $"{place} lies more than {MostNested} rules deep. Correct the JSON of the rules.");
        var fields = new RuleFields(element, place);
        string kind = fields.Text("kind");
        if (kind == CustomRule.KindName)
            throw fields.Error("is a condition of a program, which JSON cannot hold; add it in code with Rule.Satisfies");
        if (!s_kinds.TryGetValue(kind, out Func<RuleFields, int, Rule>? make))
            throw fields.Error($"has the unknown kind '{(kind.Length > 60 ? kind[..60] + "..." : kind)}'{(NearestNames.Find(kind, Kinds) is { } near ? $"; did you mean '{near}'?" : $"; known: {string.Join(", ", Kinds)}")}");
        try
        {
            Rule rule = make(fields, depth + 1);
            if (depth == 0) rule = Common(rule, fields);
            fields.ThrowIfLeft();
            return rule;
        }
        catch (ArgumentException error)
        {
            throw fields.Error($"of kind '{kind}' cannot be used: {RuleJson.Problem(error)}");
        }
    }

    private static Rule Common(Rule rule, RuleFields fields)
    {
        if (fields.TextOrNull("name") is { } name) rule = rule with { Name = name };
        return rule with
        {
            Mostly = fields.Number("mostly") ?? 1,
            Severity = fields.ChoiceOrNull<Severity>("severity") ?? Severity.Error,
            Environments = new(fields.TextsOrNone("environments")),
            SetAside = fields.FlagOrNull("set_aside"),
            Description = fields.TextOrNull("description"),
            Owner = fields.TextOrNull("owner"),
        };
    }

    private static Rule Inner(RuleFields fields, string name, int depth) => Read(fields.Element(name), $"{fields.Place}.{name}", depth);

    private static IEnumerable<Rule> InnerList(RuleFields fields, string name, int depth)
    {
        JsonElement list = fields.Element(name);
        if (list.ValueKind != JsonValueKind.Array) throw fields.Error($"has '{name}', which should be a list of rules");
        return [.. list.EnumerateArray().Select((item, i) => Read(item, FormattableString.Invariant($"{fields.Place}.{name}[{i}]"), depth))];
    }
}
