using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Validation;

/// <summary>Generated tables, and rules that fit them.</summary>
internal static class AnyRules
{
    private static readonly string[] s_numeric = ["number", "number_masked", "number_constant", "integer", "integer_small", "flag", "flag_missing", "number_empty", "integer_empty"];
    private static readonly string[] s_texts = ["category", "text", "category_empty", "text_empty"];
    private static readonly string[] s_all = [.. s_numeric, .. s_texts, "timestamp"];

    public static Gen<Dataset> Data { get; } =
        from seed in Gen.ULong[0, 100_000]
        from rows in Gen.Frequency((15, Gen.Int[0, 200]), (1, Gen.Const(9000)))
        select DatasetGenerator.Create(seed, rows, new() { HostileNames = false, Extremes = seed % 2 == 0 });

    public static Gen<Rule> RowRule { get; } = Gen.Frequency((6, Simple()), (1, Gen.Select(Simple(), Simple(), Rule.When)), (1, Gen.Select(Simple(), Simple(), (a, b) => Rule.AnyOf(a, b))));

    public static Gen<Rule> TableRule { get; } = Gen.OneOf(
        from column in One(s_all) from type in One(Enum.GetValues<ColumnType>()) select Rule.HasType(column, type),
        from columns in One(s_all).Array[1, 3] select Rule.IsUnique(columns),
        from column in One([.. s_numeric, "timestamp"]) from strict in Gen.Bool select Rule.IsIncreasing(column, strict),
        from column in One([.. s_numeric, "timestamp"]) from strict in Gen.Bool select Rule.IsDecreasing(column, strict),
        from column in One(s_numeric) from min in Gen.Double[-9, 9] from least in Gen.Bool select least ? Rule.Minimum(column, min) : Rule.Maximum(column, min),
        from column in One(s_texts) from values in One("", "amber", "a1", "z").Array[1, 3] select Rule.ContainsAll(column, values),
        from column in One(s_numeric) from value in Gen.Int[0, 1] select Rule.ContainsAll(column, value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        from max in Gen.Double[1, 3] select Rule.RowCountRatio(max: max),
        from column in One(s_numeric) from a in Gen.Double[-9, 9] from b in Gen.Double[0, 9] from tolerance in Gen.Double[0, 1] select Rule.Mean(column, a, a + b, tolerance),
        from column in One(s_numeric) from max in Gen.Double[0, 20] select Rule.StandardDeviation(column, max: max),
        from column in One(s_numeric) from p in Gen.Double[0.01, 0.99] from a in Gen.Double[-9, 9] select Rule.Quantile(column, p, a - 1, a + 1),
        from column in One(s_all) from min in Gen.Int[0, 200] from more in Gen.Int[0, 50] select Rule.PresentCount(column, min, min + more),
        from column in One(s_texts) from measure in One(DistributionMeasure.LInfinity, DistributionMeasure.AbsoluteDifference) from max in Gen.Double[0, 1] select Rule.Distance(column, measure, max),
        from column in One(s_texts) from max in Gen.Double[0, 9] select Rule.MeanLength(column, max: max),
        from column in One(s_all) from max in Gen.Int[1, 100] select Rule.DistinctCount(column, max: max),
        from column in One(s_texts) from value in One("", "amber", "a1") from max in Gen.Double[0, 1] select Rule.ShareOf(column, value, max: max),
        from a in One("number", "integer") from min in Gen.Double[-1, 1] select Rule.Correlation(a, "integer_small", min: min),
        from min in Gen.Int[0, 100] from more in Gen.Int[0, 100] select Rule.RowCount(min, min + more),
        from ordered in Gen.Bool select Rule.ColumnsAre(s_all, ordered));

    /// <summary>Rules of every kind with severities, shares and words.</summary>
    public static Gen<DataRules> Set { get; } = Gen.Select(
        Gen.OneOf(RowRule, TableRule), One(Enum.GetValues<Severity>()), One(1, 0.9, 1 / 3.0), One<string?>(null, "why \"so\" <b>", "İı"), One<bool?>(null, true, false), One<string[]>([], ["train"], ["serve", "train"]),
        (rule, severity, mostly, words, aside, environments) => rule with
        {
            Severity = severity, Mostly = rule.IsRowRule ? mostly : 1, Description = words, Owner = words, SetAside = aside, Environments = new(environments),
        }).Array[0, 12].Select(rules => new DataRules(rules));

    private static Gen<T> One<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    private static Gen<Rule> Simple() => Gen.OneOf(
        from column in One(s_all) select Rule.IsPresent(column),
        from column in One(s_all) select Rule.IsMissing(column),
        from total in One(0, 1, 12.5) select Rule.SumsTo(["flag", "integer_small"], total, 1),
        from columns in One(s_all).Array[2, 14].Where(all => all.Distinct().Count() > 1) from least in Gen.Int[0, 13] from more in Gen.Int[0, 13] select ValuesOf(columns, least, more),
        from column in One(s_numeric) from nan in Gen.Bool select Rule.IsFinite(column, allowNaN: nan),
        from column in One(s_numeric) from a in Gen.OneOf(Gen.Double[-20, 20], One(0, 1, 3.5, 9.2233720368547758e18, 1e300)) from b in Gen.Double[0.1, 20] from open in Gen.Bool from tolerance in One(0, 0.5)
        select Rule.InRange(column, a, a + Math.Max(b, Math.Abs(a) / 100), open, !open, tolerance),
        from column in One(s_numeric) from values in Gen.OneOf(Gen.Int[-3, 3].Array[1, 4], Gen.Int[-500, 500].Array[20, 30]) from not in Gen.Bool
        select NumbersOf(column, values, not),
        from column in One(s_texts) from values in One("", "amber", "green", "a1", "日本語 🎉 e\u0301", "=1+17").Array[1, 4] from not in Gen.Bool select not ? Rule.NotInSet(column, values) : Rule.InSet(column, values),
        from column in One(s_texts) from pattern in One("[a-z]+", @"a\d{1,2}", ".*1.*", "amber|blue", "") from not in Gen.Bool from ignore in Gen.Bool select not ? Rule.DoesNotMatch(column, pattern, ignore) : Rule.Matches(column, pattern, ignore),
        from column in One(s_texts) from min in Gen.Int[0, 6] from more in Gen.Int[0, 6] select Rule.HasLength(column, min, min + more),
        from minutes in Gen.Int[0, 100_000] select Rule.InTimeRange("timestamp", max: new DateTime(2020, 1, 1).AddMinutes(minutes)),
        from left in One("number", "integer", "flag") from right in One("number_masked", "integer_small", "flag_missing") from comparison in One(Enum.GetValues<Comparison>()) select Rule.Compare(left, comparison, right),
        from comparison in One(Comparison.Equal, Comparison.NotEqual) select Rule.Compare("category", comparison, "text"),
        from total in One("number", "integer_small") from tolerance in One(0, 2.5) select Rule.SumsTo(["flag", "integer"], total, tolerance));

    private static Rule ValuesOf(string[] columns, int least, int more)
    {
        int count = columns.Distinct().Count(), min = least % (count + 1), max = min + (more % (count + 1 - min));
        return Rule.ValueCount(columns, min == 0 && max == count ? 1 : min, max);
    }

    private static Rule NumbersOf(string column, int[] values, bool not)
    {
        // A flag has two values only; a set of others does not fit it.
        IEnumerable<string> texts = values.Select(value => (column.StartsWith("flag", StringComparison.Ordinal) ? Math.Abs(value) % 2 : value).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (column.StartsWith("flag", StringComparison.Ordinal)) texts = texts.Select(text => text == "1" ? "true" : "false");
        return not ? Rule.NotInSet(column, texts) : Rule.InSet(column, texts);
    }
}
