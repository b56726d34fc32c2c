using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests.ModelTests;

public sealed class ModelTestSuiteTests
{
    private static readonly Dataset Data = People(800);
    private static readonly FittedPipeline Model = Pipeline.Empty.TrainBoosting(new() { TreeCount = 20, LeafCount = 8, Increasing = ["income"] }).Fit(Data);

    private static readonly ModelTestSuite Suite = new(
        ModelTest.Invariant("unused", tolerance: 0.3),
        ModelTest.Rises("income"),
        ModelTest.Noise(0.001, 0.05),
        ModelTest.Missing(0.4),
        ModelTest.Reaches(Metric.Auc, 0.7),
        ModelTest.ReachesInEvery("city", Metric.Auc, 0.6),
        ModelTest.Latency(TimeSpan.FromMinutes(1), calls: 20),
        ModelTest.Size(10_000_000));

    public static TheoryData<string> Names => [.. Suite.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Suite_AsATheory_ModelPasses(string name) => Suite[name].Run(Model, Data).ThrowIfFailed();

    [Fact]
    public void Run_ModelThatFails_FindingsTellWhatToDo()
    {
        ModelTestSuite strict = new(
            ModelTest.Invariant("city", tolerance: 1e-9),
            ModelTest.Falls("income"),
            ModelTest.Noise(2, 0.01),
            ModelTest.Missing(1e-6),
            ModelTest.Reaches(Metric.Auc, 0.9999),
            ModelTest.ReachesInEvery("city", Metric.Auc, 0.9999),
            ModelTest.Latency(TimeSpan.FromTicks(1), calls: 20),
            ModelTest.Size(10));
        ModelTestReport report = strict.Run(Model, Data);
        Assert.False(report.Passed);
        Assert.Equal(["MTEST001", "MTEST002", "MTEST003", "MTEST004", "MTEST005", "MTEST006", "MTEST007", "MTEST008"], report.Findings.Select(finding => finding.Code));
        Assert.All(report.Findings, finding => Assert.True(finding.Severity == Severity.Error && finding.Value is not null));
        Assert.NotEmpty(report.Results[0].FailedRows);
        Assert.Equal("MLO2120", Assert.Throws<MlopsException>(report.Results[1].ThrowIfFailed).Code);
        Assert.InRange(report.ToString().Split('\n').Length, 8, 50);
        using JsonDocument json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(8, json.RootElement.GetProperty("data").GetProperty("tests").GetArrayLength());
        Assert.Equal("Rows", json.RootElement.GetProperty("data").GetProperty("tests")[0].GetProperty("spread").GetProperty("counted").GetString());
    }

    [Fact]
    public void Run_Report_DrawsWhatWasMeasuredBesideTheLimits()
    {
        ModelTestReport report = Suite.Run(Model, Data);
        Chart[] charts = [.. report.Content.Sections.SelectMany(section => section.Blocks).OfType<ReportRow>().SelectMany(row => row.Blocks).OfType<ReportFigure>().Select(figure => figure.Chart)];
        HistogramChart rises = charts.OfType<HistogramChart>().Single(chart => chart.Title == "rises with income");
        Assert.Equal(Data.RowCount, rises.Series[0].Values.Sum());
        BarChart cities = charts.OfType<BarChart>().Single(chart => chart.Title.EndsWith("for every city", StringComparison.Ordinal));
        Assert.Equal(0.6, Assert.Single(cities.References).Value);
        ModelTestParts parts = report.Results[5].Parts!;
        Assert.Equal(report.Results[5].Measured, parts.Items[0].Value);
        Assert.Equal(parts.Items.Select(part => part.Value), parts.Items.Select(part => part.Value).Order());
        Dataset city = Data.Filter(row => $"city is {row.Text("city")}" == parts.Items[1].Name);
        Assert.Equal(Metric.Auc.Compute(Model.Score(city), city).Value, parts.Items[1].Value);
        BarChart missing = charts.OfType<BarChart>().Single(chart => chart.Title == "stands missing columns");
        Assert.Equal(Model.InputSchema.Count, missing.Categories.Count);
        Assert.Equal(report.Results[3].Measured, missing.Series[0].Values[0]);
    }

    [Fact]
    public void Invariant_ColumnThatIsNotUsed_MovesNothing()
    {
        Dataset few = Data.Select("income", "y");
        FittedPipeline model = Pipeline.Empty.TrainBoosting(new() { TreeCount = 5 }).Fit(few);
        ModelTestResult result = ModelTest.Invariant("shuffled names", data => data.With(CategoryColumn.FromValues("city", Enumerable.Repeat("x", data.RowCount))), 0).Run(model, Data);
        Assert.True(result.Passed && result.Measured == 0);
    }

    [Fact]
    public void Invariant_Category_TriesEveryLevel()
    {
        ModelTestResult result = ModelTest.Invariant("city", tolerance: 0).Run(Model, Data);
        Predictions asIs = Model.Score(Data);
        double most = new[] { "north", "south" }.Max(level =>
        {
            Predictions changed = Model.Score(Data.With(CategoryColumn.FromValues("city", Enumerable.Repeat(level, Data.RowCount))));
            return asIs.ProbabilitiesOf().Zip(changed.ProbabilitiesOf(), (a, b) => Math.Abs(a - b)).Max();
        });
        Assert.Equal(most, result.Measured!.Value, 12);
    }

    [Fact]
    public void Missing_ModelThatNeedsEveryColumn_FailsAndNamesThem()
    {
        Dataset numbers = Data.Select("income", "unused", "y");
        FittedPipeline model = Pipeline.Empty.Train(new Needy()).Fit(numbers);
        ModelTestResult result = ModelTest.Missing().Run(model, numbers);
        Assert.False(result.Passed);
        Assert.Contains("without 'income' there is no answer", result.Message, StringComparison.Ordinal);
        Assert.Contains("ImputeMissing", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameSeed_SameResults()
    {
        ModelTestSuite seeded = new(ModelTest.Invariant("income"), ModelTest.Noise());
        Assert.Equal(seeded.Run(Model, Data, new() { Seed = 4 }).Results, seeded.Run(Model, Data, new() { Seed = 4, MaxThreads = 1 }).Results);
    }

    [Fact]
    public void Run_BadInput_ErrorWithRemedy()
    {
        Assert.Contains("Did you mean 'income'", Assert.Throws<ArgumentException>(() => ModelTest.Rises("incomes").Run(Model, Data)).Message, StringComparison.Ordinal);
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => Suite.Run(Model, Data.Head(0))).Message, StringComparison.Ordinal);
        Assert.Contains("keeps the rows", Assert.Throws<ArgumentException>(() => ModelTest.Invariant("half", data => data.Head(10)).Run(Model, Data)).Message, StringComparison.Ordinal);
        Assert.Contains("another name", Assert.Throws<ArgumentException>(() => new ModelTestSuite(ModelTest.Size(1), ModelTest.Size(1))).Message, StringComparison.Ordinal);
        Assert.Contains("function", Assert.Throws<ArgumentException>(() => ModelTest.Rises("city").Run(Model, Data)).Message, StringComparison.Ordinal);
    }

    private static Dataset People(int rows)
    {
        var random = new RandomStream(11);
        double[] income = new double[rows], unused = new double[rows];
        string[] city = new string[rows], label = new string[rows];
        for (int row = 0; row < rows; row++)
        {
            income[row] = random.NextGaussian();
            unused[row] = random.NextGaussian();
            city[row] = random.NextDouble() < 0.5 ? "north" : "south";
            label[row] = 1.5 * income[row] + (city[row] == "north" ? 0.6 : 0) + random.NextGaussian() > 0 ? "yes" : "no";
        }

        label[0] = "no";
        label[1] = "yes";
        return new Dataset(new NumberColumn("income", income), new NumberColumn("unused", unused), CategoryColumn.FromValues("city", city), new CategoryColumn("y", Array.ConvertAll(label, text => text == "yes" ? 1 : 0), new CategoryLevels(["no", "yes"]))).WithRole("y", ColumnRole.Label);
    }

    /// <summary>Refuses rows in which something is missing.</summary>
    private sealed class Needy() : Trainer<PriorOptions>(null, LearningJson.Default.PriorOptions)
    {
        public override string Kind => "test_needy";

        protected override Predictor FitCore(Dataset train, Extensibility.LabelData label, Extensibility.FitContext context) => new Model(label, train.Schema.Features);

        private sealed class Model(Extensibility.LabelData label, IEnumerable<Field> inputs) : Predictor(label.Name, label.Task, label.Classes, inputs)
        {
            public override string Kind => "test_needy";

            public override Report Report => new GeneralReport(new Extensibility.ReportBuilder("Needy").Build());

            protected override void SaveCore(Extensibility.BundleWriter writer) => throw new NotSupportedException();

            protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
            {
                foreach (Field input in Inputs)
                    if (data[input.Name].ToNumbers().ToArray().Any(double.IsNaN)) throw new MlopsException("TEST", $"'{input.Name}' is missing");
                return Predictions.ForPositive(Label, Classes, new double[data.RowCount]);
            }
        }
    }
}
