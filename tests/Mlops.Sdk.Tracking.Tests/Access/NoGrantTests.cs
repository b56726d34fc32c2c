using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Access;

/// <summary>Who holds no grant cannot tell a full workspace from an empty one, by whatever call, and changes nothing in it.</summary>
public sealed class NoGrantTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private string _run = "";

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task EveryCall_WithoutAnyGrant_AnswersAsIfNothingWereThere()
    {
        SharedWorkspace full = await SharedWorkspace.CreateAsync("bob"), empty = await SharedWorkspace.CreateAsync("bob");
        await FillAsync(full.Owner);
        await full.Owner.ExportAsync(_directory.File("all.zip"));
        string before = await StateAsync(full.Owner);
        Workspace there = full.Open("bob"), nowhere = empty.Open("bob");
        List<string> wrong = [];
        foreach ((string name, Func<Workspace, Task<object?>> call) in Calls())
        {
            string answer = await AnswerAsync(there, call), expected = await AnswerAsync(nowhere, call);
            if (answer != expected) wrong.Add($"{name}: {answer}\n  where nothing is: {expected}");
            if (answer.StartsWith("crash", StringComparison.Ordinal)) wrong.Add($"{name}: {answer}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await StateAsync(full.Owner));

        // With a grant the same calls tell something: it was not for want of anything to tell.
        await full.Owner.Access.GrantAsync("bob", Securable.Workspace, AccessRole.Reader);
        int different = 0;
        foreach ((_, Func<Workspace, Task<object?>> call) in Calls())
            if (await AnswerAsync(there, call) != await AnswerAsync(nowhere, call)) different++;
        Assert.True(different > 50, $"{different} calls tell a reader something");
    }

    [Fact]
    public async Task Faces_WhoSeesTheModelAlone_ShowNothingOfItsRun()
    {
        SharedWorkspace shared = await SharedWorkspace.CreateAsync("bob");
        await FillAsync(shared.Owner);
        await shared.Owner.RunAsync("shown", run => run.LogMetricAsync("auc", 0.5));
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("income"), AccessRole.Manager);
        await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("shown"), AccessRole.Reader);
        await shared.Owner.Models.RegisterAsync("other", Samples.Model());
        await shared.Owner.Lineage.LogDeploymentAsync("taken", "other/1");
        Workspace bob = shared.Open("bob");
        string shown = (await bob.Runs.SearchAsync()).Runs.Single().Id;
        LineageGraph graph = await bob.Lineage.TraceAsync("income@best");
        Assert.Empty(graph.Of(LineageNodeKind.Run));
        Assert.Empty(graph.Of(LineageNodeKind.Source));
        Assert.DoesNotContain("people", graph.ToText());
        ModelCard card = await bob.Models.CardAsync(ModelReference.To("income", 1));
        Assert.DoesNotContain("payroll", card.ToMarkdown());
        await SharedWorkspace.RefusedAsync("MLO6132", () => bob.Lineage.ImpactAsync("people"));
        await SharedWorkspace.RefusedAsync("MLO6031", () => bob.Runs.CompareAsync([shown, _run]));
        await SharedWorkspace.RefusedAsync("MLO6031", () => bob.ReproduceAsync(_run));
        MlopsException lacks = await SharedWorkspace.RefusedAsync("MLO6064", () => bob.ExportAsync(Stream.Null));
        Assert.Contains("income/1 cannot be exported", lacks.Message);
        Assert.Equal((1, 0), (await bob.ExportAsync(Stream.Null, new() { Runs = RunFilter.All() })) is var export ? (export.Runs, export.Versions) : default);

        // Nobody pushes aside what they may not see.
        await SharedWorkspace.RefusedAsync("MLO6134", () => bob.Lineage.LogDeploymentAsync("taken", "income/1"));
        Assert.Null((await shared.Owner.Lineage.ListDeploymentsAsync("taken")).Single().EndedAt);
    }

    [Fact]
    public void Calls_AreAllThatTheFacesHave()
    {
        string[] known = [.. Calls().Select(call => call.Name).Distinct().Order(StringComparer.Ordinal)];
        Type[] faces = [typeof(Workspace), typeof(RunIndex), typeof(ModelRegistry), typeof(DataCatalog), typeof(LineageIndex), typeof(AuditLog)];
        string[] there = [.. faces.SelectMany(face => face.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name is not nameof(Workspace.DisposeAsync))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(there, known);
    }

    private async Task FillAsync(Workspace owner)
    {
        await owner.RunAsync("payroll", async run =>
        {
            _run = run.Id;
            await run.LogMetricAsync("auc", 0.9);
            FittedPipeline model = Samples.Model(run.Context);
            await owner.Models.RegisterAsync("income", model, run);
        });
        await owner.Runs.SetProblemAsync("payroll", new() { Question = "Who earns too little?", Decision = "A raise.", Owner = "payroll office" });
        await owner.Models.SetAliasAsync("income", "best", 1, null);
        await owner.Models.DescribeModelAsync("income", "secret words");
        await owner.Models.LogAsync(ModelReference.To("income", 1), Notes);
        await owner.Catalog.SaveSourceAsync(new() { Name = "core", Location = "warehouse", Cadence = TimeSpan.FromDays(1) });
        await owner.Catalog.DefineAsync(new() { Name = "salary", Definition = "What is paid." });
        await owner.Catalog.RegisterAsync("people", Samples.Data, new() { Source = "core" });
        await owner.Catalog.CommentAsync("people", "what a column");
        await owner.Catalog.LogAsync("people/1", Notes);
        await owner.Lineage.LogDeploymentAsync("scoring", "income/1");
        await owner.Lineage.LogPredictionsAsync("income/1", 10);
    }

    private static Report Notes => new GeneralReport(new ReportBuilder("Notes").Build(), [], "notes");

    /// <summary>All that a call could have changed.</summary>
    private static async Task<string> StateAsync(Workspace owner)
    {
        List<string> state = [(await owner.Store.CountAsync(TestContext.Current.CancellationToken)).ToString(), string.Join(',', (await owner.Runs.SearchAsync()).Runs.Select(run => $"{run.Status}{run.DeletedAt}"))];
        foreach (string model in await owner.Models.ListModelsAsync())
        {
            ModelReference version = ModelReference.To(model, 1);
            state.Add($"{model} {(await owner.Models.ListVersionsAsync(model)).Count} {string.Join(',', await owner.Models.ListAliasesAsync(model))} {await owner.Models.StageAsync(version)} {(await owner.Models.ListReportsAsync(version)).Count} {(await owner.Models.ListApprovalsAsync(version)).Count}");
        }

        foreach (string kind in (string[])["experiment.problem", "catalog.dataset", "catalog.version", "catalog.source", "catalog.term", "catalog.comment", "catalog.report", "catalog.counter", "model.notes", "lineage.deployment", "lineage.predictions", "lineage.place", "lineage.link", "artifact.link"])
            state.AddRange((await owner.Store.Documents.SearchAsync(new() { Kind = kind }, TestContext.Current.CancellationToken)).Select(document => $"{kind} {document.Key} {document.Revision}"));
        return string.Join('\n', state);
    }

    private static async Task<string> AnswerAsync(Workspace workspace, Func<Workspace, Task<object?>> call)
    {
        try
        {
            return Told(await call(workspace));
        }
        catch (MlopsException e)
        {
            return $"{e.Code}: {e.Message}";
        }
        catch (Exception e)
        {
            return $"crash: {e}";
        }
    }

    private static string Told(object? answer) => answer switch
    {
        null => "nothing",
        string text => text,
        IEnumerable all => $"[{string.Join(", ", all.Cast<object?>().Select(Told))}]",
        RunPage page => $"{Told(page.Runs)} {page.Next}",
        ModelPage page => $"{Told(page.Versions)} {page.Next}",
        Report report => report.ToText(),
        _ => answer.ToString()!,
    };

    private List<(string Name, Func<Workspace, Task<object?>> Call)> Calls()
    {
        List<(string, Func<Workspace, Task<object?>>)> calls = [];
        ModelReference first = ModelReference.To("income", 1);
        DatasetEntry entry = new() { Name = "people", Description = "mine" };
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        TrustedKey trusted = TrustedKey.From("ann", key);
        string pem = key.ExportSubjectPublicKeyInfoPem();

        Of("Workspace.BackupAsync", w => Done(w.BackupAsync(_directory.File("copy"))));
        Of("Workspace.CollectGarbageAsync", async w => await w.CollectGarbageAsync());
        Of("Workspace.CompactAsync", w => Done(w.CompactAsync()));
        Of("Workspace.ExportAsync", async w => await w.ExportAsync(Stream.Null));
        Of("Workspace.ExportAsync", async w => await w.ExportAsync(Stream.Null, new() { Models = ["income"] }));
        Of("Workspace.ExportAsync", async w => await w.ExportAsync(_directory.File("out.zip"), new() { Datasets = ["people"] }));
        Of("Workspace.ImportAsync", async w => await w.ImportAsync(_directory.File("all.zip")));
        Of("Workspace.ReproduceAsync", async w => await w.ReproduceAsync(_run));
        Of("Workspace.ResumeRunAsync", async w => await w.ResumeRunAsync(_run));
        Of("Workspace.RunAsync", w => Done(w.RunAsync("payroll", _ => Task.CompletedTask)));
        Of("Workspace.StartRunAsync", async w => await w.StartRunAsync("payroll"));
        Of("Workspace.VerifyAsync", async w => await w.VerifyAsync());

        Of("RunIndex.CompareAsync", async w => await w.Runs.CompareAsync([_run, _run]));
        Of("RunIndex.DeleteAsync", w => Done(w.Runs.DeleteAsync(_run)));
        Of("RunIndex.FindAsync", async w => await w.Runs.FindAsync(_run));
        Of("RunIndex.FindProblemAsync", async w => await w.Runs.FindProblemAsync("payroll"));
        Of("RunIndex.ProblemHistoryAsync", async w => await w.Runs.ProblemHistoryAsync("payroll"));
        Of("RunIndex.SetProblemAsync", w => Done(w.Runs.SetProblemAsync("payroll", new() { Question = "q", Decision = "d", Owner = "bob" })));
        Of("RunIndex.FindBestAsync", async w => await w.Runs.FindBestAsync("payroll", Metric.Auc));
        Of("RunIndex.GetAsync", async w => await w.Runs.GetAsync(_run));
        Of("RunIndex.HistoryAsync", async w => await w.Runs.HistoryAsync(_run, "auc"));
        Of("RunIndex.ListExperimentsAsync", async w => await w.Runs.ListExperimentsAsync());
        Of("RunIndex.OpenArtifactAsync", async w => await w.Runs.OpenArtifactAsync(_run, "fits/1.json"));
        Of("RunIndex.PurgeAsync", async w => await w.Runs.PurgeAsync(TimeSpan.Zero));
        Of("RunIndex.RestoreAsync", w => Done(w.Runs.RestoreAsync(_run)));
        Of("RunIndex.SaveArtifactAsync", async w => await w.Runs.SaveArtifactAsync(_run, "fits/1.json", _directory.File("1.json")));
        Of("RunIndex.SearchAsync", async w => await w.Runs.SearchAsync());

        Of("ModelRegistry.AliasHistoryAsync", async w => await w.Models.AliasHistoryAsync("income", "best"));
        Of("ModelRegistry.ApproveAsync", async w => await w.Models.ApproveAsync(first, "good"));
        Of("ModelRegistry.ArchiveAsync", async w => await w.Models.ArchiveAsync(first));
        Of("ModelRegistry.CardAsync", async w => await w.Models.CardAsync(first));
        Of("ModelRegistry.DescribeAsync", async w => await w.Models.DescribeAsync(first, "mine"));
        Of("ModelRegistry.DescribeModelAsync", async w => await w.Models.DescribeModelAsync("income", "mine"));
        Of("ModelRegistry.FindAsync", async w => await w.Models.FindAsync("income@best"));
        Of("ModelRegistry.ListAliasesAsync", async w => await w.Models.ListAliasesAsync("income"));
        Of("ModelRegistry.ListApprovalsAsync", async w => await w.Models.ListApprovalsAsync(first));
        Of("ModelRegistry.ListModelsAsync", async w => await w.Models.ListModelsAsync());
        Of("ModelRegistry.ListReportsAsync", async w => await w.Models.ListReportsAsync(first));
        Of("ModelRegistry.ListVersionsAsync", async w => await w.Models.ListVersionsAsync("income"));
        Of("ModelRegistry.LoadAsync", async w => await w.Models.LoadAsync(first, FittedCenter.Bundles));
        Of("ModelRegistry.LoadAsync", async w => await w.Models.LoadAsync(first, SignatureCheck.Require(trusted), FittedCenter.Bundles));
        Of("ModelRegistry.LogAsync", async w => await w.Models.LogAsync(first, Notes));
        Of("ModelRegistry.ModelNotesAsync", async w => (await w.Models.ModelNotesAsync("income")).Description);
        Of("ModelRegistry.ModelNotesHistoryAsync", async w => await w.Models.ModelNotesHistoryAsync("income"));
        Of("ModelRegistry.NotesAsync", async w => (await w.Models.NotesAsync(first)).Description);
        Of("ModelRegistry.NotesHistoryAsync", async w => await w.Models.NotesHistoryAsync(first));
        Of("ModelRegistry.OpenBundleAsync", async w => await w.Models.OpenBundleAsync(first));
        Of("ModelRegistry.PromoteAsync", async w => await w.Models.PromoteAsync(first, "best", [ModelGate.AtLeast("auc", 0)]));
        Of("ModelRegistry.RegisterAsync", async w => await w.Models.RegisterAsync("income", Samples.Model()));
        Of("ModelRegistry.RegisterBundleAsync", async w => await w.Models.RegisterBundleAsync("income", Bundle()));
        Of("ModelRegistry.RejectAsync", async w => await w.Models.RejectAsync(first, "bad"));
        Of("ModelRegistry.RemoveAliasAsync", async w => await w.Models.RemoveAliasAsync("income", "best", 1));
        Of("ModelRegistry.ResolveAsync", async w => await w.Models.ResolveAsync("income@best"));
        Of("ModelRegistry.RollBackAsync", async w => await w.Models.RollBackAsync("income", "best"));
        Of("ModelRegistry.SearchAsync", async w => await w.Models.SearchAsync());
        Of("ModelRegistry.SetAliasAsync", async w => await w.Models.SetAliasAsync("income", "best", 1, 1));
        Of("ModelRegistry.SetModelTagAsync", async w => await w.Models.SetModelTagAsync("income", "team", "mine"));
        Of("ModelRegistry.SetStageAsync", async w => await w.Models.SetStageAsync(first, ModelStage.Archived));
        Of("ModelRegistry.SetTagAsync", async w => await w.Models.SetTagAsync(first, "team", "mine"));
        Of("ModelRegistry.StageAsync", async w => await w.Models.StageAsync(first));
        Of("ModelRegistry.StageHistoryAsync", async w => await w.Models.StageHistoryAsync(first));
        Of("ModelRegistry.VerifySignatureAsync", async w =>
        {
            using ECDsa known = ECDsa.Create();
            known.ImportFromPem(pem);
            await w.Models.VerifySignatureAsync(first, known);
            return null;
        });

        Of("DataCatalog.CardAsync", async w => await w.Catalog.CardAsync("people/1"));
        Of("DataCatalog.ChangeAsync", async w => await w.Catalog.ChangeAsync("people", known => known with { Description = "mine" }));
        Of("DataCatalog.ChangeSourceAsync", async w => await w.Catalog.ChangeSourceAsync("core", known => known with { Owner = "bob" }));
        Of("DataCatalog.CheckFreshnessAsync", async w => (await w.Catalog.CheckFreshnessAsync()).Sources);
        Of("DataCatalog.ClassifyAsync", async w => await w.Catalog.ClassifyAsync("people", "x", null));
        Of("DataCatalog.CommentAsync", async w => await w.Catalog.CommentAsync("people", "mine"));
        Of("DataCatalog.CommentsAsync", async w => await w.Catalog.CommentsAsync("people"));
        Of("DataCatalog.CompareAsync", async w => await w.Catalog.CompareAsync("people/1", "people/1"));
        Of("DataCatalog.DefineAsync", async w => await w.Catalog.DefineAsync(new() { Name = "wage", Definition = "Mine." }));
        Of("DataCatalog.DeleteAsync", w => Done(w.Catalog.DeleteAsync("people/1")));
        Of("DataCatalog.EraseAsync", async w => await w.Catalog.EraseAsync("people/1", "gone"));
        Of("DataCatalog.ExportCroissantAsync", async w => await w.Catalog.ExportCroissantAsync("people/1", _directory.File("croissant")));
        Of("DataCatalog.FindAsOfAsync", async w => await w.Catalog.FindAsOfAsync("people", DateTimeOffset.MaxValue));
        Of("DataCatalog.FindAsync", async w => await w.Catalog.FindAsync("people/1"));
        Of("DataCatalog.FindByFingerprintAsync", async w => await w.Catalog.FindByFingerprintAsync(Samples.Data.Fingerprint().Root));
        Of("DataCatalog.GetAsync", async w => await w.Catalog.GetAsync("people"));
        Of("DataCatalog.GetSourceAsync", async w => await w.Catalog.GetSourceAsync("core"));
        Of("DataCatalog.GetTermAsync", async w => await w.Catalog.GetTermAsync("salary"));
        Of("DataCatalog.HistoryAsync", async w => await w.Catalog.HistoryAsync("people"));
        Of("DataCatalog.ImportCroissantAsync", async w => await w.Catalog.ImportCroissantAsync("{}", "people"));
        Of("DataCatalog.IngestAsync", async w => await w.Catalog.IngestAsync("core", "people", Samples.Data));
        Of("DataCatalog.IngestFilesAsync", async w => await w.Catalog.IngestFilesAsync("core", "people"));
        Of("DataCatalog.InsightAsync", async w => await w.Catalog.InsightAsync("people"));
        Of("DataCatalog.ListAsync", async w => await w.Catalog.ListAsync());
        Of("DataCatalog.ListReportsAsync", async w => await w.Catalog.ListReportsAsync("people/1"));
        Of("DataCatalog.ListSourcesAsync", async w => await w.Catalog.ListSourcesAsync());
        Of("DataCatalog.ListTermsAsync", async w => await w.Catalog.ListTermsAsync());
        Of("DataCatalog.ListVersionsAsync", async w => await w.Catalog.ListVersionsAsync("people", includeDeleted: true));
        Of("DataCatalog.LogAsync", async w => await w.Catalog.LogAsync("people/1", Notes));
        Of("DataCatalog.NoteArrivalAsync", async w => await w.Catalog.NoteArrivalAsync("core"));
        Of("DataCatalog.OpenAsync", async w => await w.Catalog.OpenAsync("people@latest"));
        Of("DataCatalog.PurgeAsync", async w => await w.Catalog.PurgeAsync(TimeSpan.Zero));
        Of("DataCatalog.QualityAsync", async w => await w.Catalog.QualityAsync("people"));
        Of("DataCatalog.RegisterAsync", async w => await w.Catalog.RegisterAsync("people", Samples.Data));
        Of("DataCatalog.RemoveTermAsync", w => Done(w.Catalog.RemoveTermAsync(new() { Name = "salary", Definition = "What is paid.", Stamp = new(1, default, null) })));
        Of("DataCatalog.ResolveAsync", async w => await w.Catalog.ResolveAsync("people@latest"));
        Of("DataCatalog.RestoreAsync", w => Done(w.Catalog.RestoreAsync("people")));
        Of("DataCatalog.ReviewAsync", async w => await w.Catalog.ReviewAsync("people/1", ReviewVerdict.Approved, "good"));
        Of("DataCatalog.SaveAsync", async w => await w.Catalog.SaveAsync(entry));
        Of("DataCatalog.SaveSourceAsync", async w => await w.Catalog.SaveSourceAsync(new() { Name = "core", Location = "mine" }));
        Of("DataCatalog.SchemaHistoryAsync", async w => await w.Catalog.SchemaHistoryAsync("people"));
        Of("DataCatalog.SearchAsync", async w => (await w.Catalog.SearchAsync("people salary core")).Hits);
        Of("DataCatalog.UsersOfTermAsync", async w => await w.Catalog.UsersOfTermAsync("salary"));
        Of("DataCatalog.UsesOfAsync", async w => await w.Catalog.UsesOfAsync("people/1"));
        Of("DataCatalog.UsesOfRowsAsync", async w => await w.Catalog.UsesOfRowsAsync("people", ["1"], "x"));

        Of("LineageIndex.EndDeploymentAsync", w => Done(w.Lineage.EndDeploymentAsync("scoring")));
        Of("LineageIndex.ImpactAsync", async w => await w.Lineage.ImpactAsync("people"));
        Of("LineageIndex.ImpactAsync", async w => await w.Lineage.ImpactAsync(Samples.Data.Fingerprint().Root));
        Of("LineageIndex.LinkAsync", async w => await w.Lineage.LinkAsync(LineageNode.Model("income", 1), LineageNode.Parse("source:core"), "feeds"));
        Of("LineageIndex.ListDeploymentsAsync", async w => await w.Lineage.ListDeploymentsAsync());
        Of("LineageIndex.LogDeploymentAsync", async w => await w.Lineage.LogDeploymentAsync("scoring", "income/1"));
        Of("LineageIndex.LogPredictionsAsync", async w => await w.Lineage.LogPredictionsAsync("income/1", 5));
        Of("LineageIndex.TraceAsync", async w => await w.Lineage.TraceAsync("income@best"));
        foreach (string node in (string[])["model:income/1", "run:" + _run, "source:core", "deployment:scoring", "dataset:" + Samples.Data.Fingerprint().Root]) Of("LineageIndex.TraceAsync", async w => await w.Lineage.TraceAsync(LineageNode.Parse(node)));

        Of("AuditLog.AnchorAsync", async w => await w.Audit.AnchorAsync());
        Of("AuditLog.ExportAsync", async w => await w.Audit.ExportAsync(Stream.Null));
        Of("AuditLog.LogAsync", w => Done(w.Audit.LogAsync("app.act", "something")));
        Of("AuditLog.ReadAllAsync", async w => await w.Audit.ReadAllAsync().ToListAsync());
        Of("AuditLog.ReadAsync", async w => await w.Audit.ReadAsync());
        Of("AuditLog.VerifyAsync", async w => await w.Audit.VerifyAsync());
        return calls;

        void Of(string name, Func<Workspace, Task<object?>> call) => calls.Add((name, call));
    }

    private static MemoryStream Bundle()
    {
        var bundle = new MemoryStream();
        Samples.Model().Save(bundle);
        bundle.Position = 0;
        return bundle;
    }

    private static async Task<object?> Done(Task call)
    {
        await call;
        return null;
    }
}
