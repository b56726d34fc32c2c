using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

public sealed class PromotionTests : IDisposable
{
    private static readonly Dataset s_data = new Dataset(new NumberColumn("x", new double[] { 1, 2, 3, 4, 5, 6 }), CategoryColumn.FromValues("y", ["no", "yes", "no", "yes", "no", "yes"])).WithRole("y", ColumnRole.Label);
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Promote_Gates_MoveTheAliasOrSayWhyNot(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        FittedPipeline model = Pipeline.Empty.TrainPrior().Fit(s_data);
        ModelVersion first = await workspace.Models.RegisterAsync("m", model), second = await workspace.Models.RegisterAsync("m", model);
        ModelGate[] gates = [ModelGate.AtLeast("accuracy", 0.4), ModelGate.AtMost("evaluation/log_loss", 0.7), ModelGate.NotWorse(Metric.LogLoss), ModelGate.SignatureCompatible];
        Assert.Throws<ArgumentException>(() => ModelGate.AtLeast("accuracy", double.NaN));
        PromotionReport refused = await workspace.Models.PromoteAsync(first.Reference, "champion", gates);
        Assert.False(refused.Promoted);
        Assert.Equal([false, false, true, true], refused.Gates.Select(gate => gate.Passed));
        Assert.Contains("accuracy was not logged for m/1", refused.ToString());
        Assert.Null(await workspace.Models.FindAsync("m@champion"));

        VersionReport kept = await workspace.Models.LogAsync(first.Reference, model.Evaluate(s_data));
        PromotionReport promoted = await workspace.Models.PromoteAsync(first.Reference, "champion", gates, "it is the first");
        Assert.True(promoted.Promoted, promoted.ToString());
        AliasChange change = Assert.Single(await workspace.Models.AliasHistoryAsync("m", "champion"));
        Assert.Equal(("anna", "it is the first", 1), (change.ChangedBy, change.Reason, change.Version));
        VersionReport read = Assert.Single(await workspace.Models.ListReportsAsync(first.Reference));
        Assert.Equal((kept.Name, kept.ReportKind, kept.CreatedAt), (read.Name, read.ReportKind, read.CreatedAt));
        Assert.Equal(kept.Metrics, read.Metrics);
        Assert.Equal(kept.Artifacts, read.Artifacts);

        await workspace.Models.LogAsync(second.Reference, new GeneralReport(new ReportBuilder("x").Build(), [new Finding("MTST001", Severity.Error, null, "<b>it flips</b>")], "model_tests"));
        foreach ((ModelGate gate, string message) in ((ModelGate, string)[])[(ModelGate.TestsPassed, "MTST001"), (ModelGate.NoFindings("MTST001"), "it flips"), (ModelGate.NoFindings(Severity.Warning), "MTST001"), (ModelGate.MeetsBar, "No report of kind problem"), (ModelGate.NotWorse(Metric.LogLoss), "was not logged for m/2")])
        {
            PromotionReport report = await workspace.Models.PromoteAsync(second.Reference, "champion", [gate]);
            Assert.False(report.Promoted);
            Assert.Contains(message, Assert.Single(report.Gates).Message);
            Assert.DoesNotContain("<b>it", report.ToHtml());
        }

        Assert.Equal(1, (await workspace.Models.ResolveAsync("m@champion")).Version);
        Assert.True((await workspace.Models.PromoteAsync(second.Reference, "champion", [ModelGate.NoFindings("PROF012")])).Promoted);
        Assert.Empty((await workspace.VerifyAsync()).Problems);
        _time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, (await workspace.CollectGarbageAsync()).Removed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stages_ArchiveAndRollBack_KeepAliasesOnVersionsInUse(bool memory)
    {
        await using Workspace workspace = await OpenAsync(memory);
        FittedPipeline model = Pipeline.Empty.TrainPrior().Fit(s_data);
        for (int i = 1; i <= 3; i++)
        {
            await workspace.Models.RegisterAsync("m", model);
            await workspace.Models.SetAliasAsync("m", "champion", i, i == 1 ? null : i - 1);
        }

        Assert.Equal("MLO6045", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.ArchiveAsync(ModelReference.To("m", 3)))).Code);
        StageChange archived = await workspace.Models.ArchiveAsync(ModelReference.To("m", 2), "leaks");
        Assert.Equal((ModelStage.Archived, ModelStage.None, "anna", "leaks"), (archived.Stage, archived.Previous, archived.ChangedBy, archived.Reason));
        Assert.Equal([archived], await workspace.Models.StageHistoryAsync(ModelReference.To("m", 2)));
        Assert.Equal("MLO6045", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.SetAliasAsync("m", "champion", 2, 3))).Code);
        AliasChange back = await workspace.Models.RollBackAsync("m", "champion");
        Assert.Equal((1, 3, "rolled back from m/3"), (back.Version, back.Previous, back.Reason));
        Assert.Equal("MLO6049", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.RollBackAsync("m", "champion"))).Code);
        Assert.Equal("MLO6043", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.RollBackAsync("m", "nobody"))).Code);
        await workspace.Models.SetStageAsync(ModelReference.To("m", 2), ModelStage.Production);
        Assert.Equal(ModelStage.Production, await workspace.Models.StageAsync(ModelReference.To("m", 2)));
        Assert.Equal("MLO6042", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.SetStageAsync(ModelReference.To("m", 9), ModelStage.Staging))).Code);

        ModelStage?[] race = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            workspace.Store.Models.MoveStageAsync(new StageChange("m", 1, ModelStage.Staging, ModelStage.None, _time.GetUtcNow(), $"{i}", null)))));
        Assert.Single(race, now => now is null);
    }

    [Fact]
    public async Task SetStage_EightAtOnce_EachIsFromWhereTheLastOneLedOrTold()
    {
        await using Workspace workspace = await OpenAsync(memory: false);
        await workspace.Models.RegisterAsync("m", Samples.Model());
        ModelReference version = ModelReference.To("m", 1);
        string[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await workspace.Models.SetStageAsync(version, i % 2 == 0 ? ModelStage.Staging : ModelStage.Production, $"{i}");
                return "moved";
            }
            catch (MlopsException e)
            {
                Assert.Contains("m/1", e.Message);
                return e.Code;
            }
        })));
        IReadOnlyList<StageChange> history = await workspace.Models.StageHistoryAsync(version);
        Assert.All(outcomes, outcome => Assert.True(outcome is "moved" or "MLO6046", outcome));
        Assert.Equal(outcomes.Count(outcome => outcome == "moved"), history.Count);
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.Equal(pair.First.Stage, pair.Second.Previous));
    }

    [Fact]
    public async Task Load_ModelThatTakesOtherColumnsThanItsSignatureSays_IsRefusedInWords()
    {
        await using Workspace workspace = await OpenAsync(memory: false);
        ModelVersion sound = await workspace.Models.RegisterAsync("m", Pipeline.Empty.TrainBoosting(new() { TreeCount = 1 }).Fit(s_data));
        string other = sound.SignatureJson!.Replace("\"x\"", "\"income\"", StringComparison.Ordinal);
        Assert.NotEqual(sound.SignatureJson, other);
        await workspace.Store.Models.AddVersionAsync(sound with { Version = 0, SignatureJson = other });
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.LoadAsync("m/2"));
        Assert.Equal("MLO6048", refused.Code);
        foreach (string words in (string[])["m/2", "'x'", "'income'"]) Assert.Contains(words, refused.Message);
        await workspace.Models.LoadAsync("m/1");
    }

    [Fact]
    public async Task Register_SignatureThatBreaksCallers_IsRefusedInWords()
    {
        await using Workspace workspace = await OpenAsync(memory: false);
        await workspace.Models.RegisterAsync("m", Pipeline.Empty.TrainBoosting(new() { TreeCount = 1 }).Fit(s_data));
        await workspace.Models.SetAliasAsync("m", "champion", 1, null);
        Dataset other = new Dataset(CategoryColumn.FromValues("x", ["a", "b", "a", "b", "a", "b"]), new NumberColumn("z", new double[] { 1, 2, 3, 4, 5, 6 }), CategoryColumn.FromValues("y", ["no", "maybe", "no", "maybe", "no", "maybe"])).WithRole("y", ColumnRole.Label);
        FittedPipeline breaking = Pipeline.Empty.TrainBoosting(new() { TreeCount = 1 }).Fit(other);
        var options = new RegistrationOptions { CompatibleWith = "champion" };
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.RegisterAsync("m", breaking, options));
        Assert.Equal("MLO6047", refused.Code);
        foreach (string words in (string[])["callers of m@champion (m/1)", "'x' as Category instead of Number", "needs the column 'z' (Number)", "never answers 'yes'", "can answer 'maybe'"]) Assert.Contains(words, refused.Message);
        Assert.Single(await workspace.Models.ListVersionsAsync("m"));
        await workspace.Models.RegisterAsync("m", Pipeline.Empty.TrainBoosting(new() { TreeCount = 2 }).Fit(s_data), options);
        await workspace.Models.RegisterAsync("m", breaking);
        PromotionReport report = await workspace.Models.PromoteAsync(ModelReference.To("m", 3), "champion", [ModelGate.SignatureCompatible]);
        Assert.False(report.Promoted);
        Assert.Throws<ArgumentException>(() => ModelSignature.Parse("{\"input_schema\": 3}"));
    }

    private async Task<Workspace> OpenAsync(bool memory)
    {
        WorkspaceOptions options = Samples.Options with { Time = _time, User = "anna" };
        return memory ? InMemoryWorkspace.Create(options) : await Workspace.OpenAsync(_directory.Path, options);
    }
}
