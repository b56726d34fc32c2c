using Mlops.Sdk.Numerics;
using System.Reflection;

namespace Mlops.Sdk.Profiling.Tests.Validation;

public sealed class RuleKindTests
{
    private static readonly DateTime s_now = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);
    private static readonly RunContext s_context = new() { Time = new FixedTime(s_now) };

    // A rule, a column that keeps it, a column that breaks it, and the code of the failure.
    public static TheoryData<Rule, Column, Column, string> OneColumn => new()
    {
        { Rule.IsPresent("x"), Numbers(1, 2), Numbers(1, double.NaN), "VAL003" },
        { Rule.IsPresent("x") with { Mostly = 0.5 }, Numbers(1, double.NaN), Numbers(1, double.NaN, double.NaN), "VAL003" },
        { Rule.IsMissing("x"), Numbers(double.NaN), Numbers(1, double.NaN), "VAL023" },
        { Rule.IsA("x", SemanticType.Email), Texts("ada@example.org", null, " bob@example.com "), Texts("ada@example.org", "ada@"), "VAL026" },
        { Rule.IsA("x", SemanticType.Iban), Categories("DE89370400440532013000"), Categories("DE88370400440532013000"), "VAL026" },
        { Rule.IsA("x", SemanticType.Json), Texts("{\"a\": [1]}"), Texts("{\"a\": [1}"), "VAL026" },
        { Rule.IsA("x", SemanticType.DateTime), Texts("2024-02-29", "2024-02-29T10:00:00Z"), Texts("2023-02-29"), "VAL026" },
        { Rule.IsFinite("x"), Masked(1, 2), Masked(1, double.NaN), "VAL008" },
        { Rule.IsFinite("x", allowNaN: true), Masked(1, double.NaN), Masked(1, double.NegativeInfinity), "VAL008" },
        { Rule.IsFinite("x", allowInfinite: true), Masked(1, double.PositiveInfinity), Masked(double.NaN), "VAL008" },
        { Rule.InRange("x", 0, 10), Numbers(0, 10, double.NaN), Numbers(0, 10.000001), "VAL004" },
        { Rule.InRange("x", 0, 10, maxExclusive: true), Numbers(0, 9.9999999), Numbers(10), "VAL004" },
        { Rule.InRange("x", max: 10, tolerance: 0.5), Numbers(10.5, -1e300), Masked(double.NaN), "VAL004" },
        { Rule.InSet("x", "red", "green"), Categories("red", null, "green"), Categories("red", "Red"), "VAL005" },
        { Rule.InSet("x", "red"), Texts("red", null), Texts("red", ""), "VAL005" },
        { Rule.InSet("x", 1, 2.5), Numbers(1, 2.5), Numbers(2), "VAL005" },
        { Rule.InSet("x", "true"), new FlagColumn("x", new[] { true }), new FlagColumn("x", new[] { true, false }), "VAL005" },
        { Rule.InSet("x", "2026-01-31"), Moments(s_now.Date), Moments(s_now), "VAL005" },
        { Rule.InSet("x", Categories("b", "a", null)), Categories("a", "b"), Categories("c"), "VAL005" },
        { Rule.NotInSet("x", -999, -1), Integers(0, 1), Integers(0, -999), "VAL005" },
        { Rule.Matches("x", "[A-Z]{2}[0-9]+"), Texts("AB1", "XY42"), Texts("AB1", "xAB1"), "VAL006" },
        { Rule.Matches("x", "ab|cd"), Categories("ab", "cd"), Categories("abcd"), "VAL006" },
        { Rule.DoesNotMatch("x", @".*\s.*"), Texts("ab"), Texts("a b"), "VAL006" },
        { Rule.HasLength("x", 1, 2), Texts("🎉é", "日"), Texts("abc"), "VAL007" },
        { Rule.IsConvertible("x", ColumnType.Number), Texts("1.5", "-2e3"), Texts("1,5"), "VAL009" },
        { Rule.IsConvertible("x", ColumnType.Integer), Numbers(1, 2, double.NaN), Numbers(1.5), "VAL009" },
        { Rule.IsConvertible("x", ColumnType.Timestamp), Categories("2026-01-31"), Categories("31/01/2026"), "VAL009" },
        { Rule.InTimeRange("x", s_now.AddDays(-1), s_now), Moments(s_now), Moments(s_now.AddTicks(1)), "VAL013" },
        { Rule.NotInFuture("x", TimeSpan.FromMinutes(1)), Moments(s_now.AddMinutes(1)), Moments(s_now.AddMinutes(2)), "VAL013" },
        { Rule.IsFresh("x", TimeSpan.FromDays(1)), Moments(s_now.AddDays(-9), s_now.AddDays(-1)), Moments(s_now.AddDays(-1).AddTicks(-1)), "VAL014" },
        { Rule.HasColumn("x"), Numbers(1), Numbers(1).WithName("y"), "VAL001" },
        { Rule.HasType("x", ColumnType.Number, ColumnType.Integer), Integers(1), Texts("1"), "VAL010" },
        { Rule.ColumnsAre(["x"]), Numbers(1), Numbers(1).WithName("y"), "VAL017" },
        { Rule.RowCount(1, 2), Numbers(1, 2), Numbers(1, 2, 3), "VAL015" },
        { Rule.IsUnique("x"), Numbers(1, 2, double.NaN, double.NaN), Numbers(0, 1, -0.0), "VAL011" },
        { Rule.IsUnique("x") with { Mostly = 0.5 }, Texts("a", "a"), Texts("a", "a", "a"), "VAL011" },
        { Rule.IsIncreasing("x"), Integers(1, 1, 2), Integers(1, 2, 1), "VAL012" },
        { Rule.IsIncreasing("x", strict: true), Moments(s_now, s_now.AddTicks(1)), Moments(s_now, s_now), "VAL012" },
        { Rule.IsDecreasing("x"), Integers(2, 2, 1), Integers(2, 1, 2), "VAL012" },
        { Rule.IsDecreasing("x", strict: true), Numbers(2, double.NaN, 1), Numbers(2, double.NaN, 2), "VAL012" },
        { Rule.Minimum("x", 0, 1), Integers(5, 1), Integers(5, 2), "VAL016" },
        { Rule.Maximum("x", min: 23), Numbers(0, 23), Numbers(0, 22), "VAL016" },
        { Rule.ContainsAll("x", "a", "b"), Categories("b", null, "a", "c"), Categories("a", "a"), "VAL024" },
        { Rule.ContainsAll("x", "a", "€"), Texts("€", "a"), Texts("a", "€ ", null), "VAL024" },
        { Rule.ContainsAll("x", "0", "2.5"), Numbers(-0.0, 2.5, double.NaN), Numbers(2.5, double.NaN), "VAL024" },
        { Rule.ContainsAll("x", "1", "2"), Integers(2, 1), Integers(1, 3), "VAL024" },
        { Rule.ContainsAll("x", "2026-01-31"), Moments(new DateTime(2026, 1, 31)), Moments(s_now), "VAL024" },
        { Rule.ContainsAll("x", "true", "false"), new FlagColumn("x", new[] { true, false }), new FlagColumn("x", new[] { true }), "VAL024" },
        { Rule.Mean("x", 1, 2), Numbers(1, 2, double.NaN), Numbers(3), "VAL016" },
        { Rule.Mean("x", 1, 2, tolerance: 1), Numbers(3), Numbers(double.NaN), "VAL016" },
        { Rule.StandardDeviation("x", max: 1), Numbers(1, 2), Numbers(1, 9), "VAL016" },
        { Rule.Sum("x", 6, 6), Integers(1, 2, 3), Integers(1, 2), "VAL016" },
        { Rule.Quantile("x", 0.5, 2, 3), Numbers(1, 2, 3, 9), Numbers(1, 1, 1, 2), "VAL016" },
        { Rule.Quantile("x", 0.9, max: 5), Numbers([.. Enumerable.Repeat(1.0, 9), 100]), Numbers([.. Enumerable.Repeat(1.0, 8), 100, 100]), "VAL016" },
        { Rule.PresentCount("x", 2, 2), Texts("a", null, "b"), Numbers(1, double.NaN), "VAL016" },
        { Rule.PresentCount("x", 0, 1), Masked(1), Masked(1, double.NaN), "VAL016" },
        { Rule.MeanLength("x", 2, 2.5), Texts("日本語", null, "é"), Texts("abcdef", null), "VAL016" },
        { Rule.MeanLength("x", max: 4), Categories("abc", null, "abcde"), Categories("abcde", "abcde", "abc"), "VAL016" },
        { Rule.DistinctCount("x", 2, 2), Categories("a", "b", "a", null), Categories("a"), "VAL016" },
        { Rule.DistinctShare("x", min: 0.5), Integers(1, 1, 2, 2), Integers(1, 1, 1), "VAL016" },
        { Rule.ShareOf("x", "a", 0.25, 0.5), Categories("a", "b", null), Categories("a", "a", "b"), "VAL016" },
        { Rule.AnyOf(Rule.InSet("x", 1), Rule.InRange("x", min: 10)), Numbers(1, 11), Numbers(5), "VAL019" },
        { Rule.When(Rule.InRange("x", min: 0), Rule.InRange("x", max: 9)), Numbers(-100, 9), Numbers(10), "VAL019" },
        { Rule.Satisfies("even", row => row.Number("x") % 2 == 0, "x"), Numbers(2, 4), Numbers(2, 3), "VAL022" },
    };

    [Theory]
    [MemberData(nameof(OneColumn))]
    public void Rule_KeptAndBroken_IsToldApart(Rule rule, Column kept, Column broken, string code)
    {
        ValidationReport good = new DataRules(rule).Validate(new Dataset(kept), context: s_context), bad = new DataRules(rule).Validate(new Dataset(broken), context: s_context);
        Assert.True(good.Passed, good.Results[0].Message);
        Assert.DoesNotContain(good.Findings, finding => finding.Severity == Severity.Error);
        Assert.False(bad.Passed);
        Finding finding = Assert.Single(bad.Findings);
        Assert.Equal((code, Severity.Error), (finding.Code, finding.Severity));
        Assert.NotEmpty(bad.ToHtml());
    }

    // A rule about two columns a and b, rows that keep it and rows that break it.
    public static TheoryData<Rule, Column, Column, Column, Column, string> TwoColumns => new()
    {
        { Rule.Compare("a", Comparison.Less, "b"), Numbers(1, 2), Integers(2, 3), Numbers(1, 2), Integers(2, 2), "VAL018" },
        { Rule.Compare("a", Comparison.GreaterOrEqual, "b"), Integers(long.MaxValue), Integers(long.MaxValue), Integers(long.MaxValue - 1), Integers(long.MaxValue), "VAL018" },
        { Rule.Compare("a", Comparison.Equal, "b", 0.1), Numbers(1, double.NaN), Numbers(1.05, 7), Numbers(1), Numbers(1.2), "VAL018" },
        { Rule.Compare("a", Comparison.LessOrEqual, "b", 60), Moments(s_now.AddSeconds(60)), Moments(s_now), Moments(s_now.AddSeconds(61)), Moments(s_now), "VAL018" },
        { Rule.Compare("a", Comparison.NotEqual, "b"), Texts("x"), Categories("y"), Texts("x"), Categories("x"), "VAL018" },
        { Rule.SumsTo(["a", "b"], "b"), Numbers(0, 0), Numbers(1, 2), Numbers(1), Numbers(1), "VAL018" },
        { Rule.SumsTo(["a", "b"], 1, 1e-9), Numbers(0.25, 0.1, double.NaN), Numbers(0.75, 0.9, 7), Numbers(0.5), Numbers(0.4), "VAL018" },
        { Rule.When(Rule.InSet("a", "open"), Rule.IsMissing("b")), Categories("open", "closed"), Texts(null, "2024"), Categories("open"), Texts("2024"), "VAL019" },
        { Rule.When(Rule.InSet("a", "US"), Rule.Matches("b", @"\d{5}")), Categories("US", "DE", null), Texts("12345", "x", "y"), Categories("US"), Texts("x"), "VAL019" },
        { Rule.ValueCount(["a", "b"], 1), Texts(null, "x"), Numbers(1, double.NaN), Texts((string?)null), Categories((string?)null), "VAL027" },
        { Rule.ValueCount(["a", "b"], 0, 1), Texts(null, "x"), Numbers(1, double.NaN), Texts("x"), Integers(1), "VAL027" },
        { Rule.ValueCount(["a", "b"], 2), Texts("x"), Masked(double.NaN), Texts("x", "y"), Numbers(1, double.NaN), "VAL027" },
        { Rule.IsUnique("a", "b"), Integers(1, 1, 2), Texts("x", "y", "x"), Integers(1, 1), Texts("x", "x"), "VAL011" },
        { Rule.Correlation("a", "b", min: 0.9), Numbers(1, 2, 3), Integers(2, 4, 6), Numbers(1, 2, 3), Integers(6, 4, 2), "VAL020" },
        { Rule.ColumnsAre(["a", "b"], ordered: true), Numbers(1), Numbers(2), Numbers(1).WithName("z"), Numbers(2), "VAL017" },
    };

    [Theory]
    [MemberData(nameof(TwoColumns))]
    public void Rule_OfTwoColumns_KeptAndBroken_IsToldApart(Rule rule, Column a, Column b, Column brokenA, Column brokenB, string code)
    {
        ValidationReport good = new DataRules(rule).Validate(new Dataset(a.WithName("a"), b.WithName("b")));
        Assert.True(good.Passed, good.Results[0].Message);
        ValidationReport bad = new DataRules(rule).Validate(new Dataset(brokenA.Name == "z" ? brokenA : brokenA.WithName("a"), brokenB.WithName("b")));
        Assert.Equal(code, Assert.Single(bad.Failures).Code);
    }

    [Fact]
    public void EveryKind_HasACase()
    {
        string[] kinds = [.. typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract).Select(type => type.Name)];
        var tried = OneColumn.Select(row => row.Data.Item1.GetType().Name).Concat(TwoColumns.Select(row => row.Data.Item1.GetType().Name)).ToHashSet();
        Assert.Equal(["DistanceRule", "ReferenceRule", "RowCountRatioRule"], kinds.Except(tried).Order());
    }

    [Fact]
    public void InReference_GivenAndNot_IsToldApart()
    {
        var rules = new DataRules(Rule.InReference("x", "countries"));
        var data = new Dataset(Categories("a", "b", null));
        Assert.True(rules.Validate(data, new() { References = new Dictionary<string, Column> { ["countries"] = Texts("b", "a", null) } }).Passed);
        Assert.Equal(1, rules.Validate(data, new() { References = new Dictionary<string, Column> { ["countries"] = Texts("b") } }).Results[0].FailingRows);
        Assert.Equal("VAL021", Assert.Single(rules.Validate(data).Findings).Code);
    }

    [Fact]
    public void RowCountRatio_GivenTheCountBefore_AndNot_IsToldApart()
    {
        var rules = new DataRules(Rule.RowCountRatio(0.8, 1.25));
        var data = new Dataset(Numbers(1, 2, 3, 4));
        Assert.True(rules.Validate(data, new() { PreviousRowCount = 5 }).Passed);
        RuleResult fewer = rules.Validate(data, new() { PreviousRowCount = 6 }).Results[0];
        Assert.Equal((RuleOutcome.Failed, 4 / 6.0, "VAL025"), (fewer.Outcome, fewer.Observed, fewer.Code));
        Assert.False(rules.Validate(data, new() { PreviousRowCount = 0 }).Passed);
        Assert.Contains("PreviousRowCount", Assert.Single(rules.Validate(data).Findings).Message, StringComparison.Ordinal);
        Assert.Contains("rules.Validate", Assert.Single(new RuleGateOptions { Rules = rules }.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Distance_OfEachMeasure_IsThatOfTheCounts_HoweverTheRowsCome()
    {
        long[] before = [40, 30, 30], after = [20, 30, 50];
        Dataset old = Levels(before), now = Levels(after);
        var options = new ValidationOptions { Previous = DatasetSummary.Compute(old) };
        foreach ((DistributionMeasure measure, double expected) in ((DistributionMeasure, double)[])
        [
            (DistributionMeasure.LInfinity, 0.2), (DistributionMeasure.JensenShannon, CountDistance.JensenShannon(before, after)), (DistributionMeasure.Hellinger, CountDistance.Hellinger(before, after)),
            (DistributionMeasure.StabilityIndex, CountDistance.PopulationStabilityIndex(before, after)), (DistributionMeasure.AbsoluteDifference, 0.2),
        ])
        {
            RuleResult broken = Judge(expected - 1e-9), kept = Judge(expected + 1e-9);
            Assert.Equal((RuleOutcome.Failed, RuleOutcome.Passed, "VAL028"), (broken.Outcome, kept.Outcome, broken.Code));
            Assert.Equal(expected, broken.Observed!.Value, 1e-12);

            RuleResult Judge(double max)
            {
                var rules = new DataRules(Rule.Distance("x", measure, max));
                DataValidator first = new(rules, now.Schema, options), second = new(rules, now.Schema, options);
                first.Add(now.Slice(0, 37));
                second.Add(now.Slice(37, 63));
                first.Merge(second);
                RuleResult whole = rules.Validate(now, options).Results[0];
                Assert.Equal((whole.Outcome, whole.Observed), (first.ToReport().Results[0].Outcome, first.ToReport().Results[0].Observed));
                return whole;
            }
        }

        static Dataset Levels(long[] counts) => new(CategoryColumn.FromValues("x", counts.SelectMany((count, level) => Enumerable.Repeat($"level {level}", (int)count))));
    }

    [Fact]
    public void Distance_OfNumbers_AndWhatCannotBeCompared_IsTold()
    {
        Dataset uniform = new(Numbers([.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)])), upper = new(Numbers([.. Enumerable.Range(0, 1000).Select(i => 0.5 + (i / 2000.0))]));
        RuleResult result = Judge(Rule.Distance("x", DistributionMeasure.KolmogorovSmirnov, 0.4), uniform, upper);
        Assert.Equal((RuleOutcome.Failed, 0.5), (result.Outcome, result.Observed!.Value));
        Assert.Equal(RuleOutcome.Passed, Judge(Rule.Distance("x", DistributionMeasure.LInfinity, 0.11), uniform, upper).Outcome);
        Rule distance = Rule.Distance("x", DistributionMeasure.JensenShannon, 0.1);
        Assert.Contains("Previous =", Judge(distance, null, uniform).Message, StringComparison.Ordinal);
        Assert.Contains("There is 'X'", Judge(distance, new(Numbers(1).WithName("X")), uniform).Message, StringComparison.Ordinal);
        Assert.Contains("was Text", Judge(distance, new(Texts("1")), uniform).Message, StringComparison.Ordinal);
        Assert.Contains("table before has no value", Judge(distance, new(Numbers(double.NaN)), uniform).Message, StringComparison.Ordinal);
        Assert.Equal(RuleOutcome.Passed, Judge(distance, new(Numbers(double.NaN)), new(Numbers(double.NaN))).Outcome);
        Assert.Equal("VAL002", Judge(Rule.Distance("x", DistributionMeasure.KolmogorovSmirnov, 0.1), new(Texts("a")), new(Texts("a"))).Code);
        Assert.Equal("VAL002", Judge(Rule.Distance("x", DistributionMeasure.AbsoluteDifference, 0.1), uniform, uniform).Code);
        Assert.True(new DataRules(Rule.RowCountRatio(1, 1)).Validate(uniform, new() { Previous = DatasetSummary.Compute(upper) }).Passed);
        Assert.Contains("rules.Validate", Assert.Single(new RuleGateOptions { Rules = new(distance) }.Problems()), StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => Rule.Distance("x", DistributionMeasure.JensenShannon, double.NaN));

        static RuleResult Judge(Rule rule, Dataset? before, Dataset now) => new DataRules(rule).Validate(now, new() { Previous = before is null ? null : DatasetSummary.Compute(before) }).Results[0];
    }

    [Fact]
    public void HasType_OfAColumnThatAFewValuesMadeText_CountsAndShowsThem()
    {
        Dataset data = Dataset.ParseCsv("age,when\n" + string.Join('\n', Enumerable.Range(0, 99).Select(i => $"{i},2024-01-01")) + "\n30 years,soon\n");
        ValidationReport report = new DataRules(Rule.HasType("age", ColumnType.Integer), Rule.HasType("when", ColumnType.Timestamp)).Validate(data);
        foreach ((string column, string value) in (ReadOnlySpan<(string, string)>)[("age", "30 years"), ("when", "soon")])
        {
            RuleResult result = report[$"has_type({column})"];
            Assert.Equal((RuleOutcome.Failed, "VAL010", 100, 1), (result.Outcome, result.Code, result.CheckedRows, result.FailingRows));
            Assert.Equal([new RowExample(99, value)], result.Examples);
            Assert.DoesNotContain(value, result.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, new DataRules(Rule.HasType("x", ColumnType.Number)).Validate(new Dataset(Texts("1", "2"))).Results[0].FailingRows);
    }

    [Fact]
    public void Pattern_OnAHugeHostileText_IsDecidedInTime_AndNeverPassedUnseen()
    {
        // Would take ages with backtracking; the second is a thousand states for every letter.
        string huge = new string('a', 200_000) + "!";
        var data = new Dataset(Texts(huge, "aaa"));
        foreach (string pattern in (string[])["(a+)+", "(a|aa)+b?", "(.*a){1,30}"])
        {
            ValidationReport report = new DataRules(Rule.Matches("x", pattern), Rule.DoesNotMatch("x", pattern)).Validate(data);
            Assert.Contains(report["matches(x)"].Examples, example => example.Row == 0);
            Assert.Contains(report["does_not_match(x)"].Examples, example => example.Row == 1);
        }
    }

    [Fact]
    public void AbsentColumn_AndTypeThatDoesNotFit_AreFailuresThatNameTheRemedy()
    {
        var data = new Dataset(Texts("a"), Numbers(1).WithName("ammount"));
        ValidationReport report = new DataRules(Rule.InRange("amount", 0, 1), Rule.InRange("x", 0, 1), Rule.Matches("ammount", "a"), Rule.IsFresh("x", TimeSpan.FromDays(1)), Rule.InSet("ammount", "red")).Validate(data);
        Assert.Equal(["VAL001", "VAL002", "VAL002", "VAL002", "VAL002"], report.Failures.Select(failure => failure.Code).Order());
        Assert.Contains("There is 'ammount'", report["in_range(amount)"].Message, StringComparison.Ordinal);
        Assert.Contains("CsvOptions.Types", report["in_range(x)"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongArguments_AreRefusedWhenTheRuleIsMade()
    {
        Assert.Throws<ArgumentException>(() => Rule.InRange("x"));
        Assert.Throws<ArgumentException>(() => Rule.InRange("x", 2, 1));
        Assert.Throws<ArgumentException>(() => Rule.InRange("x", double.NaN));
        Assert.Throws<ArgumentException>(() => Rule.InRange("", 1));
        Assert.Throws<ArgumentException>(() => Rule.Matches("x", "["));
        Assert.Throws<ArgumentException>(() => Rule.Matches("x", "a(?=b)"));
        Assert.Throws<ArgumentException>(() => Rule.Matches("x", new string('a', 10_001)));
        Assert.Throws<ArgumentException>(() => Rule.InSet("x", Array.Empty<string>()));
        Assert.Throws<ArgumentException>(() => Rule.IsConvertible("x", ColumnType.Text));
        Assert.Throws<ArgumentException>(() => Rule.Compare("x", Comparison.Less, "x"));
        Assert.ThrowsAny<ArgumentException>(() => Rule.ValueCount(["x", "x"], 1));
        Assert.ThrowsAny<ArgumentException>(() => Rule.ValueCount(["x", "y"], 3));
        Assert.ThrowsAny<ArgumentException>(() => Rule.ValueCount(["x", "y"], 2, 1));
        Assert.ThrowsAny<ArgumentException>(() => Rule.ValueCount(["x", "y"], 0));
        Assert.ThrowsAny<ArgumentException>(() => Rule.PresentCount("x", 2, 1));
        Assert.Throws<ArgumentException>(() => Rule.MeanLength("x"));
        Assert.Throws<ArgumentException>(() => Rule.RowCount(1) with { Mostly = 0.5 });
        Assert.Throws<ArgumentException>(() => Rule.When(Rule.RowCount(1), Rule.IsPresent("x")));
        Assert.ThrowsAny<ArgumentException>(() => Rule.IsPresent("x") with { Mostly = 0 });
        Assert.ThrowsAny<ArgumentException>(() => Rule.IsFresh("x", TimeSpan.Zero));
        Assert.ThrowsAny<ArgumentException>(() => Rule.Quantile("x", 1, 0));
        Assert.Throws<InvalidOperationException>(() => DataRules.Empty.Column("x", x => x.Mostly(0.5)));
    }

    [Fact]
    public void Satisfies_ThatThrows_NamesTheRuleAndTheRow()
    {
        MlopsException error = Assert.Throws<MlopsException>(() => new DataRules(Rule.Satisfies("mine", row => row.Number("nope") > 0)).Validate(new Dataset(Numbers(1))));
        Assert.Equal("MLO3105", error.Code);
        Assert.Contains("'mine' threw at row 0", error.Message, StringComparison.Ordinal);
    }

    private static NumberColumn Numbers(params double[] values) => new("x", values);

    private static NumberColumn Masked(params double[] values) => new("x", values, default);

    private static IntegerColumn Integers(params long[] values) => new("x", values);

    private static TextColumn Texts(params string?[] values) => TextColumn.FromValues("x", values);

    private static CategoryColumn Categories(params string?[] values) => CategoryColumn.FromValues("x", values);

    private static TimestampColumn Moments(params DateTime[] values) => new("x", Array.ConvertAll(values, value => value.Ticks));

    private sealed class FixedTime(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
