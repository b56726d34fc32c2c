using System.Data;

namespace Mlops.Sdk.Profiling.Tests.Validation;

public sealed class DataRulesTests
{
    private static readonly DataRules s_rules = DataRules.Empty
        .Column("age", age => age.IsPresent().Mostly(0.9).Between(0, 120))
        .Column("id", id => id.IsUnique())
        .Column("label", label => label.IsPresent().Environments("train"))
        .Column("city", city => city.InSet("Bern", "Rome").Severity(Severity.Warning));

    private static Dataset People => new(
        new IntegerColumn("id", new long[] { 1, 2, 3, 3, 5 }),
        new NumberColumn("age", new[] { 30, -1, double.NaN, 50, 8887 }),
        CategoryColumn.FromValues("city", ["Bern", "Rome", "Bern", "<b>Oslo</b>", null]),
        CategoryColumn.FromValues("label", ["a", "b", null, "a", "b"]));

    [Fact]
    public void Edit_SameKindOfRule_TakesThePlace_AndOtherSeverityStandsBeside()
    {
        DataRules edited = s_rules.Column("age", age => age.Between(0, 100)).Column("age", age => age.Between(0, 90).Severity(Severity.Warning));
        Assert.Equal(["'age' is between 0 and 90", "'age' is between 0 and 100"], edited.Rules.Where(rule => rule.Kind == "in_range").OrderBy(rule => rule.Severity).Select(rule => rule.Statement));
        Assert.Equal(s_rules.Rules.Length + 1, edited.Rules.Length);
        Assert.Equal(s_rules.Rules.Length - 2, s_rules.Without("age").Rules.Length);
        Assert.DoesNotContain(s_rules.In("serve").Rules, rule => rule.Columns.Contains("label"));
    }

    [Fact]
    public void Validate_SeveritiesSharesAndEnvironments_AreRespected()
    {
        ValidationReport report = s_rules.Validate(People);
        Assert.False(report.Passed);
        Assert.Equal(["in_range(age)", "is_present(age)", "is_unique(id)", "is_present(label)", "in_set(city)"], report.Failures.Select(failure => failure.Rule.Name));
        Assert.Equal((5, 1, 0.2), (report["is_present(age)"].CheckedRows, report["is_present(age)"].FailingRows, report["is_present(age)"].FailingShare));
        Assert.Equal([new RowExample(1, "-1"), new RowExample(4, "8887")], report["in_range(age)"].Examples);
        Assert.Equal([new RowExample(3, "3")], report["is_unique(id)"].Examples);
        Assert.True(s_rules.Without("age").Without("id").Validate(People, new() { Environment = "serve" }).Passed);
        Assert.True(s_rules.Column("age", age => age.IsPresent().Mostly(0.8)).Validate(People)["is_present(age)"].Outcome == RuleOutcome.Passed);
        DataRulesException error = Assert.Throws<DataRulesException>(report.ThrowIfFailed);
        Assert.Equal(("MLO3101", report), (error.Code, error.Report));
    }

    [Fact]
    public void Report_WithoutValues_ShowsNone_AndEscapesWhatItShows()
    {
        ValidationReport shown = s_rules.Validate(People), hidden = s_rules.Validate(People, new() { ShowValues = false });
        Assert.Contains("&lt;b&gt;Oslo", shown.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Oslo", shown.ToHtml(), StringComparison.Ordinal);
        foreach (string text in (string[])[hidden.ToHtml(), hidden.ToJson(), hidden.ToText(), hidden.ToMarkdown()])
        {
            Assert.DoesNotContain("Oslo", text, StringComparison.Ordinal);
            Assert.DoesNotContain("8887", text, StringComparison.Ordinal);
        }

        Assert.Contains("\"failing\": 2", hidden.ToJson().Replace("\"failing\":2", "\"failing\": 2", StringComparison.Ordinal), StringComparison.Ordinal);
        Dataset aside = s_rules.Split(People, new() { ShowValues = false, SetAsideFrom = Severity.Warning }).Quarantined;
        Assert.All(Enumerable.Range(0, aside.RowCount), row => Assert.DoesNotContain("8887", aside["reason"].GetText(row), StringComparison.Ordinal));
    }

    [Fact]
    public void Split_SetsRowsAsideWithReasons()
    {
        (Dataset accepted, Dataset quarantined) = s_rules.Split(People);
        Assert.Equal([1.0], accepted["id"].ToNumbers().ToArray());
        Assert.Equal([1L, 2, 3, 4], ((IntegerColumn)quarantined["row_number"]).Values.ToArray());
        Assert.Equal(["in_range(age)", "is_present(label)", "is_unique(id)", "in_range(age)"], Enumerable.Range(0, 4).Select(quarantined["failed_rules"].GetText));
        Assert.Equal("not so: 'age' is between 0 and 120; it is -1", quarantined["reason"].GetText(0));
        Assert.All((string[])["row_number", "failed_rules", "reason"], name => Assert.Equal(ColumnRole.Ignored, quarantined.Schema[name].Role));
        SplitRows none = s_rules.Split(People.Slice(0, 1));
        Assert.Equal((1, 0), (none.Accepted.RowCount, none.Quarantined.RowCount));
        Assert.Equal(quarantined.Schema.Select(field => field.Name), none.Quarantined.Schema.Select(field => field.Name));
        Assert.Equal(5, s_rules.Column("absent", absent => absent.IsPresent()).Split(People).Quarantined.RowCount);
        Assert.True(s_rules.Split(People.With(new IntegerColumn("reason", new long[5]))).Quarantined.Schema.Contains("reason_2"));
    }

    [Fact]
    public void Split_ToleratedRows_StayUnlessTheRuleSaysSo()
    {
        DataRules rules = DataRules.Empty.Column("age", age => age.Between(0, 120).Mostly(0.5));
        Assert.Equal(5, rules.Split(People).Accepted.RowCount);
        Assert.Equal("VAL031", Assert.Single(rules.Validate(People).Findings).Code);
        Assert.Equal(3, DataRules.Empty.Column("age", age => age.Between(0, 120).Mostly(0.5).SetAside()).Split(People).Accepted.RowCount);
        Assert.Equal(5, DataRules.Empty.Column("age", age => age.Between(0, 120).SetAside(false)).Split(People).Accepted.RowCount);
    }

    [Fact]
    public void WithRules_StreamsAcceptedRows_AndHandsOnTheOthers()
    {
        Dataset data = new(new IntegerColumn("x", Enumerable.Range(0, 1000).Select(i => (long)i).ToArray()));
        var quarantined = new List<Dataset>();
        ValidationReport? report = null;
        DataSource clean = data.AsSource().WithRules(DataRules.Empty.Column("x", x => x.InRange(max: 899)), quarantined.Add, done => report = done);
        Assert.Equal([.. Enumerable.Repeat(100, 9)], clean.ReadBatches(100).Select(batch => batch.RowCount));
        Dataset aside = Assert.Single(quarantined);
        Assert.Equal(900, ((IntegerColumn)aside["row_number"]).Values[0]);
        Assert.Equal(100, report!.Results[0].FailingRows);
        Assert.Equal(900, data.AsSource().WithRules(DataRules.Empty.Column("x", x => x.InRange(max: 899))).ToDataset().RowCount);
        DataRules unique = DataRules.Empty.Column("x", x => x.IsUnique());
        data = new(new IntegerColumn("x", Enumerable.Range(0, 1000).Select(i => (long)(i * 7919 % 1000)).ToArray()));
        Assert.Equal("MLO3106", Assert.Throws<MlopsException>(() => data.AsSource().WithRules(unique, options: new() { UniqueKeys = 100 }).ToDataset()).Code);
    }

    [Fact]
    public void Unique_MoreKeysThanAreHeld_IsExactByFurtherPasses()
    {
        // Rising up to row 4321, and mixed up from the first row on.
        Dataset data = new(new IntegerColumn("x", Enumerable.Range(0, 5000).Select(i => (long)(i == 4321 ? 17 : i)).ToArray()), new IntegerColumn("y", Enumerable.Range(0, 5000).Select(i => (long)((i == 4321 ? 17 : i) * 7919 % 5000)).ToArray()));
        DataRules rules = DataRules.Empty.Column("x", x => x.IsUnique().DistinctCount(4999, 4999)).Column("y", y => y.IsUnique().DistinctCount(4999, 4999));
        ValidationReport report = rules.Validate(data, new() { UniqueKeys = 1000, MaxPasses = 64 });
        foreach (string column in (string[])["x", "y"])
        {
            Assert.Equal((1, RuleOutcome.Failed), (report[$"is_unique({column})"].FailingRows, report[$"is_unique({column})"].Outcome));
            Assert.Equal(4321, Assert.Single(report[$"is_unique({column})"].Examples).Row);
            Assert.Equal((4999, RuleOutcome.Passed), (report[$"distinct_count({column})"].Observed, report[$"distinct_count({column})"].Outcome));
        }
    }

    [Fact]
    public void Unique_MoreKeysThanPassesAllow_IsUndecidedAndNotPassed()
    {
        var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add("x", typeof(long));
        for (long i = 0; i < 5000; i++) table.Rows.Add(i * 7919 % 5000);
        DataRules rules = DataRules.Empty.Column("x", x => x.IsUnique().DistinctCount(max: 100).DistinctCount(min: 10).Severity(Severity.Warning));
        using DataTableReader once = table.CreateDataReader();
        ValidationReport report = rules.Validate(DataSource.FromReader(once), new() { UniqueKeys = 1000 });
        Assert.False(report.Passed);
        Assert.Equal((RuleOutcome.Undecided, "VAL030"), (report["is_unique(x)"].Outcome, report["is_unique(x)"].Code));
        Assert.Equal(RuleOutcome.Failed, report.Results.Single(result => result.Rule is DistinctRule { Max: 100 }).Outcome);
        Assert.Equal(RuleOutcome.Passed, report.Results.Single(result => result.Rule is DistinctRule { Min: 10 }).Outcome);
        Assert.Equal(RuleOutcome.Undecided, rules.Validate(ToDataset(table), new() { UniqueKeys = 1000, MaxPasses = 2 })["is_unique(x)"].Outcome);
    }

    [Fact]
    public void Unique_ValuesThatRise_NeedOnePass_HoweverMany()
    {
        Dataset rising = new(new IntegerColumn("x", Enumerable.Range(0, 20_000).Select(i => 3L * i).ToArray()));
        DataRules rules = DataRules.Empty.Column("x", x => x.IsUnique().DistinctCount(20_000, 20_000));
        Assert.True(rules.Validate(rising, new() { UniqueKeys = 16, MaxPasses = 1 }).Passed);
        DataValidator first = new(rules, rising.Schema, new() { UniqueKeys = 16 }), second = new(rules, rising.Schema, new() { UniqueKeys = 16 });
        first.Add(rising.Slice(0, 9000));
        second.Add(rising.Slice(9000, 11_000));
        first.Merge(second);
        Assert.True(first.ToReport().Passed);
        Dataset late = rising.Append(rising.Slice(5, 1));
        Assert.Equal(RuleOutcome.Undecided, rules.Validate(late, new() { UniqueKeys = 16, MaxPasses = 64 })["is_unique(x)"].Outcome);
        Assert.Equal(1, rules.Validate(late, new() { UniqueKeys = 1000, MaxPasses = 64 })["is_unique(x)"].FailingRows);
    }

    [Fact]
    public void Validate_ThreadsAndCulture_ChangeNothing()
    {
        Dataset data = DatasetGenerator.Create(5, 20_000, new() { HostileNames = false });
        DataRules rules = DataRules.Empty.Column("number", x => x.Between(-5, 5).Mean(-1, 1).IsUnique()).Column("category", x => x.InSet("amber", "blue")).Column("text", x => x.Matches("[a-z0-9]*")).Row(row => row.Less("number", "integer"));
        string one = rules.Validate(data, context: new() { MaxThreads = 1 }).ToJson();
        Assert.Equal(one, rules.Validate(data, context: new() { MaxThreads = 4 }).ToJson());
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("tr-TR");
            Assert.Equal(one, rules.Validate(data).ToJson());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Validate_NoRows_NoColumns_NoRules_AreDefined()
    {
        Assert.True(DataRules.Empty.Validate(Dataset.Empty).Passed);
        Assert.True(s_rules.Validate(People.Slice(0, 0)).Passed);
        Assert.False(s_rules.Validate(Dataset.Empty).Passed);
        Assert.Equal(0, s_rules.Split(People.Slice(0, 0)).Quarantined.RowCount);
        Assert.Throws<OperationCanceledException>(() => s_rules.Validate(People, cancellationToken: new CancellationToken(true)));
    }

    private static Dataset ToDataset(DataTable table)
    {
        using DataTableReader reader = table.CreateDataReader();
        return DataSource.FromReader(reader).ToDataset();
    }
}
