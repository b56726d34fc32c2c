using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Profiling.Tests.Validation;

public sealed class RuleGateTests
{
    private static readonly DataRules s_rules = DataRules.Empty
        .Column("age", age => age.IsPresent().Between(0, 120))
        .Column("city", city => city.InSet("Bern", "Rome"))
        .Column("label", label => label.IsPresent().InSet("yes", "no"))
        .Table(table => table.RowCount(3));

    private static Dataset Train => new Dataset(
        new IntegerColumn("age", new long[] { 20, 30, 40, 50 }),
        CategoryColumn.FromValues("city", ["Bern", "Rome", "Bern", null]),
        CategoryColumn.FromValues("label", ["yes", "no", "yes", "no"])).WithRole("label", ColumnRole.Label);

    [Fact]
    public void Gate_WithRules_KeepsTheContract()
    {
        DataRules rules = DataRules.Empty
            .Column("income", income => income.IsNotNegative().Mean(min: 0).Severity(Severity.Warning))
            .Column("age", age => age.IsConvertible(ColumnType.Number).Between(0, 120))
            .Column("city", city => city.HasLength(0, 20))
            .Column("seen", seen => seen.NotInFuture().InTimeRange(new DateTime(2000, 1, 1)))
            .Column("id", id => id.IsUnique().Severity(Severity.Warning))
            .Column("label", label => label.IsPresent())
            .Row(row => row.AnyOf(Rule.IsPresent("note"), Rule.IsPresent("age")));
        StepContract.Verify(new RuleGate(new() { Rules = rules }), ContractData.Mixed());
    }

    [Fact]
    public void Fit_DataThatBreaksARule_StopsWithTheReport()
    {
        DataRulesException error = Assert.Throws<DataRulesException>(() => Pipeline.Empty.Require(s_rules).Fit(Train.Slice(0, 2)));
        Assert.Equal("row_count", Assert.Single(error.Report.Failures).Rule.Name);
        Assert.Contains("there are 2", error.Message, StringComparison.Ordinal);
        Assert.True(Pipeline.Empty.Require(s_rules.Table(table => table.RowCount(100).Severity(Severity.Warning)).Remove(rule => rule.Kind == "row_count" && rule.Severity == Severity.Error)).Fit(Train).Reports[0].Findings.Count == 1);
        Assert.Throws<DataRulesException>(() => Pipeline.Empty.Require(s_rules.Column("absent", absent => absent.IsPresent())).Fit(Train));
    }

    [Fact]
    public void Score_RowThatBreaksARule_Stops_AlsoAfterLoading()
    {
        FittedPipeline fitted = Pipeline.Empty.Require(s_rules).Fit(Train);
        using var stream = new MemoryStream();
        fitted.Save(stream);
        stream.Position = 0;
        foreach (FittedPipeline model in (FittedPipeline[])[fitted, FittedPipeline.Load(stream)])
        {
            Assert.Equal(1, model.Transform(Train.Slice(0, 1).Drop("label")).RowCount);
            Assert.Equal(2, model.Transform(Rows((21, "Rome"), (22, null))).RowCount);
            DataRulesException level = Assert.Throws<DataRulesException>(() => model.Transform(Rows((21, "Rome"), (22, "Oslo"))));
            Assert.Equal([new RowExample(1, "Oslo")], level.Report["in_set(city)"].Examples);
            Assert.Throws<DataRulesException>(() => model.Transform(Rows((-1, "Rome"))));
            Assert.Throws<DataRulesException>(() => model.Transform(Rows((null, "Rome"))));
            Assert.Throws<SchemaMismatchException>(() => model.Transform(Train.Drop("city")));
            Assert.Contains("in_set(city)", model.Reports[0].ToText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Score_RulesThatAreNotForServing_AreNotLookedAt()
    {
        DataRules rules = s_rules.Column("age", age => age.Between(0, 120).Environments("train").IsPresent().Mostly(0.9)).Without("age", "in_range").Remove(rule => rule.Kind == "is_present" && rule.Mostly == 1 && rule.Columns[0] == "age");
        FittedPipeline model = Pipeline.Empty.Require(rules).Fit(Train);
        Assert.Equal(["in_set(city)"], ((FittedRuleGate)model.Steps[0]).Rules.Rules.Select(rule => rule.Name));
        Assert.Equal(1, model.Transform(Rows((999, "Rome"))).RowCount);
        FittedPipeline off = Pipeline.Empty.Require(s_rules, new() { CheckScoring = false }).Fit(Train);
        Assert.Equal(1, off.Transform(Rows((999, "Oslo"))).RowCount);
    }

    [Fact]
    public void Gate_WithAConditionOfAProgram_FitsAndScores_AndRefusesToBeSaved()
    {
        FittedPipeline model = Pipeline.Empty.Require(DataRules.Empty.Column("age", age => age.Satisfies("adult", row => row.Number("age") >= 18))).Fit(Train, new() { Observer = new Listener() });
        Assert.Throws<DataRulesException>(() => model.Transform(Rows((17, "Bern"))));
        Assert.Equal("MLO3103", Assert.Throws<MlopsException>(() => model.Save(new MemoryStream())).Code);
        Assert.Throws<ArgumentException>(() => new RuleGate(new() { Rules = new DataRules(Rule.When(Rule.IsPresent("a"), Rule.InReference("a", "b"))) }));
    }

    private static Dataset Rows(params (long? Age, string? City)[] rows) => new(
        new IntegerColumn("age", Array.ConvertAll(rows, row => row.Age ?? 0), MissingMask.Create(rows.Length, row => rows[row].Age is null)),
        CategoryColumn.FromValues("city", rows.Select(row => row.City)));

    private sealed class Listener : IRunObserver
    {
        public void StageStarted(StageStarted stage) => Assert.Contains("adult", stage.OptionsJson, StringComparison.Ordinal);

        public void StageCompleted(StageCompleted stage)
        {
        }

        public void MetricLogged(string path, string name, double value, long step)
        {
        }
    }
}
