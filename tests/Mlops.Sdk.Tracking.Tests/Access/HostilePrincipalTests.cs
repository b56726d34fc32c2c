using System.Collections.Concurrent;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Access;

/// <summary>Ways around rights that a principal could try through the SDK.</summary>
public sealed class HostilePrincipalTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    // Whoever opens a workspace sends what dead processes have left to where they like.
    [Fact]
    public async Task OpenLineage_EventsLeftOfHiddenRuns_AreNotSentToWhoOpensNext()
    {
        WorkspaceOptions broken = Samples.Options with { OpenLineage = new() { Transport = new FailingTransport() } };
        await using (Workspace owner = await Workspace.OpenAsync(_directory.Path, broken))
        {
            await owner.Access.RequirePrincipalAsync("ann");
            await owner.Access.AddPrincipalAsync("bob");
            await owner.Access.GrantAsync("bob", Securable.Experiment("open"), AccessRole.Contributor);
            foreach (string experiment in (string[])["payroll", "open"])
                await owner.RunAsync(experiment, run => run.LogDatasetAsync($"data of {experiment}", Samples.Data));
        }

        ConcurrentQueue<string> bobs = new(), anns = new();
        await using (await Workspace.OpenAsync(_directory.Path, Samples.Options with { Principal = "bob", OpenLineage = new() { Transport = OpenLineageTransport.Memory(bobs) }, Time = new LaterTime() })) { }
        Assert.Equal(2, bobs.Count);
        Assert.All(bobs, sent => Assert.DoesNotContain("payroll", sent, StringComparison.Ordinal));
        await using (await Workspace.OpenAsync(_directory.Path, Samples.Options with { Principal = "ann", OpenLineage = new() { Transport = OpenLineageTransport.Memory(anns) }, Time = new LaterTime() })) { }
        Assert.Equal(2, anns.Count(sent => sent.Contains("payroll", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OpenLineage_NestedInARunThatMayNotBeRead_IsSentWithoutIt()
    {
        ConcurrentQueue<string> events = new();
        await using Workspace owner = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        await owner.Access.RequirePrincipalAsync("ann");
        await owner.Access.AddPrincipalAsync("bob");
        await owner.Access.GrantAsync("bob", Securable.Experiment("payroll"), [Privilege.Modify]);
        await owner.Access.GrantAsync("bob", Securable.Experiment("mine"), AccessRole.Contributor);
        string above = await owner.RunAsync("payroll", new() { Name = "secret" }, run => Task.FromResult(run.Id));
        await using (Workspace bob = await Workspace.OpenAsync(_directory.Path, Samples.Options with { Principal = "bob", OpenLineage = new() { Transport = OpenLineageTransport.Memory(events) } }))
            await (await bob.StartRunAsync("mine", new() { ParentId = above })).CompleteAsync();
        Assert.Equal(2, events.Count);
        Assert.All(events, sent => Assert.DoesNotContain("secret", sent, StringComparison.Ordinal));
    }

    // A run may name any path as the source of its data, and the process that reads it may read more than the principal.
    [Fact]
    public async Task Reproduce_SourceThatNamesAFileOfTheService_IsNotReadForWhoMayNotWriteTheCatalog()
    {
        string file = _directory.File("salaries.csv");
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("mine"), AccessRole.Contributor);
        Workspace bob = shared.Open("bob");
        string id = await bob.RunAsync("mine", async run =>
        {
            await run.LogDatasetAsync("train", Samples.Data, source: file);
            Samples.Model(run.Context);
            return run.Id;
        });
        ReproduceOptions options = new() { Kinds = StageKinds.CreateDefault().AddStage<CenterOptions>(_ => new Center()) };
        string[] told = new string[2];
        for (int i = 0; i < 2; i++)
        {
            Finding finding = Assert.Single((await bob.ReproduceAsync(id, options)).Findings, finding => finding.Code.StartsWith("REP00", StringComparison.Ordinal) && finding.Code != "REP006");
            Assert.Equal("REP002", finding.Code);
            told[i] = finding.Message;
            await File.WriteAllTextAsync(file, "name,income\nAda,\"41250\nBob,1\n");
        }

        Assert.Equal(told[0], told[1]);
        Assert.Contains("right to write the catalog", told[0]);
        Assert.DoesNotContain(Assert.Single((await shared.Owner.ReproduceAsync(id, options)).Findings, finding => finding.Code == "REP003").Message, "right to write", StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartRun_NestedInARunOfOthers_TakesTheRightToChangeIt()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("mine"), AccessRole.Contributor);
        await shared.Owner.Access.GrantAsync("bob", Securable.Experiment("theirs"), AccessRole.Reader);
        string theirs = await shared.Owner.RunAsync("theirs", run => Task.FromResult(run.Id));
        await Assert.ThrowsAsync<AccessDeniedException>(() => shared.Open("bob").StartRunAsync("mine", new() { ParentId = theirs }));
        await shared.Owner.Runs.DeleteAsync(theirs);
    }

    [Fact]
    public async Task UsesOf_ModelWhoseReportsAreHidden_IsToldWithoutThem()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Catalog.RegisterAsync("data", Samples.Data);
        await shared.Owner.Models.RegisterAsync("m", Samples.Model());
        await shared.Owner.Models.LogAsync(ModelReference.To("m", 1), new GeneralReport(new ReportBuilder("Report").Build()), "slices");
        await shared.Owner.Access.GrantAsync("bob", Securable.Catalog, AccessRole.Reader);
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("m"), [Privilege.Use]);
        DatasetUseReport seen = await shared.Open("bob").Catalog.UsesOfAsync("data/1"), whole = await shared.Owner.Catalog.UsesOfAsync("data/1");
        Assert.Equal(["the model"], seen.Copies.Select(copy => copy.Path));
        Assert.Equal(["the model", "reports/slices.html", "reports/slices.json"], whole.Copies.Select(copy => copy.Path));
    }

    [Theory]
    [InlineData("postgres://ann:secret@db:5432/bank.loans", "postgres://db:5432/bank.loans")]
    [InlineData("https://a@b:secret@host/x?token=secret&part=1#f", "https://host/x?token=***&part=1#f")]
    [InlineData("Server=db;User Id=ann;Password=secret;Table=loans", "Server=db;User Id=***;Password=***;Table=loans")]
    [InlineData("s3://bucket/key=1/part=2.parquet", "s3://bucket/key=1/part=2.parquet")]
    [InlineData("data/loans@2026.csv", "data/loans@2026.csv")]
    public async Task Source_WithASecret_IsKeptWithoutIt(string source, string kept)
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        await workspace.Models.RegisterAsync("m", Samples.Model());
        string id = await workspace.RunAsync("e", async run =>
        {
            await run.LogDatasetAsync("train", Samples.Data, source: source);
            return run.Id;
        });
        Assert.Equal(kept, (await workspace.Runs.GetAsync(id)).Datasets.Single().Source);
        Assert.Equal(kept, (await workspace.Lineage.LogPredictionsAsync("m/1", 1, new() { Location = source })).Location);
        await foreach (AuditEntry entry in workspace.Audit.ReadAllAsync()) Assert.DoesNotContain("secret", entry.Record.Detail ?? "", StringComparison.Ordinal);
    }

    // Whoever downloads the files of a run writes them under these names.
    [Theory]
    [InlineData("../x")]
    [InlineData("a/../b")]
    [InlineData("/x")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("c:x")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("CON")]
    [InlineData("a/nul.txt/b")]
    [InlineData("lpt1.csv")]
    [InlineData("COM\u00B9.txt")]
    [InlineData("conin$")]
    [InlineData("a.")]
    [InlineData("a /b")]
    [InlineData("gpj.\u202Etxt")]
    public async Task LogArtifact_PathThatLeavesTheRunOrThatASystemTakesForAnother_IsRefused(string path)
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        Run run = await workspace.StartRunAsync("e");
        await Assert.ThrowsAsync<ArgumentException>(() => run.LogTextAsync(path, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => run.LogTableAsync(path, Samples.Data));
        await run.LogTextAsync("console/auxiliary.con.txt", "x");
        await run.CompleteAsync();
    }

    [Theory]
    [InlineData("bob\u200B")]
    [InlineData("b\u202Eob")]
    [InlineData("\uFEFFbob")]
    [InlineData("bo\u00ADb")]
    public async Task AddPrincipal_NameThatLooksLikeAnother_IsRefused(string name)
    {
        SharedWorkspace shared = await CreateAsync("bob");
        Assert.Contains("looks like another name", (await Assert.ThrowsAsync<ArgumentException>(() => shared.Owner.Access.AddPrincipalAsync(name))).Message);
        Assert.Throws<ArgumentException>(() => PrincipalSource.Named(name));
    }

    private sealed class FailingTransport : OpenLineageTransport
    {
        public override Task SendAsync(string json, CancellationToken cancellationToken) => throw new IOException("nobody listens");
    }

    // Later than the claims of the process that could not send.
    private sealed class LaterTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
