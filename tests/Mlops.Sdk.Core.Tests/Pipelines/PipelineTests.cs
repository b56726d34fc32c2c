using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Core.Tests.Pipelines;

public sealed class PipelineTests
{
    private static readonly Pipeline s_pipeline = Pipeline.Empty.Add(new Shift()).Add(new Halve()).Add(new MeanTrainer());

    [Fact]
    public void Add_StepAfterTrainer_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => s_pipeline.Add(new Shift()));
        Assert.Contains("acme.shift", error.Message, StringComparison.Ordinal);
        Assert.Contains("acme.mean", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_GivesAnotherPipeline_AndLeavesTheFirst()
    {
        Pipeline first = Pipeline.Empty.Add(new Shift());
        _ = first.Add(new Halve());
        Assert.Single(first.Stages);
    }

    [Fact]
    public void Fit_NamedColumnsAreMissing_ListsAllBeforeTraining()
    {
        Pipeline pipeline = Pipeline.Empty
            .Add(new Shift(new() { Set = ColumnSet.Named("incom") }))
            .Add(new Shift(new() { Set = ColumnSet.Named("agee") }))
            .Add(new MeanTrainer());
        var error = Assert.Throws<SchemaMismatchException>(() => pipeline.Fit(ContractData.Numeric()));
        Assert.Equal(2, error.Problems.Length);
        Assert.Contains("Did you mean 'income'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'age'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_SameSeed_SameModelWhateverStagesWereAddedBefore()
    {
        Dataset data = ContractData.Numeric();
        RunContext run = new() { Seed = 5 };
        byte[] first = Bytes(s_pipeline.Fit(data, run)), second = Bytes(s_pipeline.Fit(data, run with { MaxThreads = 1 }));
        Assert.Equal(WithoutTime(first), WithoutTime(second));
        Assert.NotEqual(WithoutTime(first), WithoutTime(Bytes(s_pipeline.Fit(data, run with { Seed = 6 }))));
    }

    [Fact]
    public void Score_OneRowByDictionaryJsonAndBatch_SameBits()
    {
        Dataset data = ContractData.Numeric();
        FittedPipeline model = s_pipeline.Fit(data);
        Predictions batch = model.Score(data);
        for (int row = 0; row < 40; row++)
        {
            double income = data.Row(row).Number("income");
            var values = new Dictionary<string, object?> { ["income"] = income, ["ratio"] = null, ["age"] = 3, ["constant"] = 7m };
            Assert.Equal(batch[row].Score, model.Score(values).Score);
            Assert.Equal(batch[row].Class, model.ScoreJson($$"""{"income": {{income:R}}, "ratio": "1.5", "age": 40, "constant": null, "more": [1]}""").Class);
        }
    }

    [Fact]
    public void ScoreRecords_RecordsAndAnonymousObjects_SameBitsAsTheBatch()
    {
        Dataset data = ContractData.Numeric();
        FittedPipeline model = s_pipeline.Fit(data);
        Predictions batch = model.Score(data);
        House[] houses = [.. data.ToRecords<House>()];
        Predictions scored = model.ScoreRecords(houses);
        for (int row = 0; row < data.RowCount; row++) Assert.Equal(batch[row].Score, scored[row].Score);
        Assert.Equal(batch[7].Score, model.ScoreRecord(houses[7]).Score);
        Assert.Equal(batch[7].Score, model.ScoreRecord(new { income = (decimal?)houses[7].income, houses[7].ratio, Age = 3, constant = 1, more = "passed over" }).Score);
        SchemaMismatchException missing = Assert.Throws<SchemaMismatchException>(() => model.ScoreRecord(new { income = 1, ratio = 2.0 }));
        Assert.All(["'age' (Integer) is missing", "'constant' (Number) is missing"], part => Assert.Contains(part, missing.Message, StringComparison.Ordinal));
        Assert.Contains("column 'income': 'much' (String) cannot be read as Number", Assert.Throws<MlopsException>(() => model.ScoreRecord(new { income = "much", ratio = 2.0, age = 3, constant = 1 })).Message, StringComparison.Ordinal);
    }

    private sealed record House(double income, double? ratio, long age, double constant);

    [Theory]
    [InlineData("""{"ratio": 1, "age": 3, "constant": 1}""", "'income' (Number) is missing")]
    [InlineData("""{"Income": 4, "ratio": 1, "age": 3, "constant": 1}""", "Did you mean 'Income'?")]
    [InlineData("""{"income": "much", "ratio": 1, "age": 3, "constant": 1}""", "'income' must be Number and is 'much'. Send a number, or null")]
    [InlineData("""[1]""", "must be an object")]
    [InlineData("""{"income": """, "no JSON")]
    public void ScoreJson_WrongRow_NamesThePlace(string json, string expected)
    {
        FittedPipeline model = s_pipeline.Fit(ContractData.Numeric());
        Assert.Contains(expected, Assert.ThrowsAny<MlopsException>(() => model.ScoreJson(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_RunsStepsAndResamplers()
    {
        Dataset data = ContractData.Numeric();
        Dataset prepared = s_pipeline.Prepare(data);
        Assert.Equal(data.RowCount / 2, prepared.RowCount);
        Assert.Equal(ColumnRole.Label, prepared.Schema["label"].Role);
    }

    [Fact]
    public void Fit_Observer_HearsOfEveryStageInOrder()
    {
        var observer = new Listening();
        s_pipeline.Fit(ContractData.Numeric(), new() { Observer = observer });
        Assert.Equal(["acme.shift", "acme.halve", "acme.mean"], observer.Started);
        Assert.Equal(["acme.shift", "acme.halve", "acme.mean"], observer.Completed);
    }

    [Fact]
    public void Contract_ThirdPartyStages_KeepIt() => StepContract.Verify(new Halve(), ContractData.Numeric());

    internal static byte[] Bytes(FittedPipeline model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static string WithoutTime(byte[] bundle)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bundle));
        using var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        return string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => !line.Contains("created_at", StringComparison.Ordinal)));
    }

    private sealed class Listening : IRunObserver
    {
        public List<string> Started { get; } = [];

        public List<string> Completed { get; } = [];

        public void StageStarted(StageStarted stage) => Started.Add(stage.Path);

        public void StageCompleted(StageCompleted stage) => Completed.Add(stage.Path);
    }
}
