using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Transfer;

public sealed class TransferTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_Datasets_KeepsNumbersValuesAndWhatIsSaidOfThem(bool memory)
    {
        await using Workspace from = await OpenAsync("dev", "ada"), to = memory ? InMemoryWorkspace.Create(Options("pat")) : await OpenAsync("prod", "pat");
        Dataset second = new(new NumberColumn("x", new double[] { 5, double.NaN, 7 }), CategoryColumn.FromValues("c", ["ä", "b", "ä"]));
        await from.Catalog.RegisterAsync("loans", Samples.Data);
        await from.Catalog.RegisterAsync("loans", second, new() { Parents = ["loans/1"] });
        await from.Catalog.ChangeAsync("loans", entry => entry with { Description = "all <b>loans", Owners = ["ann"] });
        Assert.Equal(2, (await from.ExportAsync(_directory.File("data.zip"), new() { Datasets = ["loans"] })).DatasetVersions);
        WorkspaceImport import = await to.ImportAsync(_directory.File("data.zip"));
        Assert.Equal((2, 0), (import.DatasetVersions, import.DatasetVersionsThere));
        Assert.Equal(second.Fingerprint(), (await to.Catalog.OpenAsync("loans@latest")).Fingerprint());
        Assert.Equal((await from.Catalog.ListVersionsAsync("loans")).Select(version => version with { Stamp = default }), (await to.Catalog.ListVersionsAsync("loans")).Select(version => version with { Stamp = default }));
        Assert.Equal("all <b>loans", (await to.Catalog.GetAsync("loans")).Description);
        Assert.True((await to.VerifyAsync()).IsSound);
        Assert.Equal(0, (await to.CollectGarbageAsync()).Removed);

        // Again changes nothing; the next number is the next one; other values under a number are told and nothing is written.
        Assert.Equal((0, 2), await to.ImportAsync(_directory.File("data.zip")) is { } again ? (again.DatasetVersions, again.DatasetVersionsThere) : default);
        Dataset third = new(new NumberColumn("x", new double[] { 9 })), other = new(new NumberColumn("x", new double[] { 10 }));
        Assert.Equal(3, (await to.Catalog.RegisterAsync("loans", third)).Version);
        await from.Catalog.RegisterAsync("loans", other);
        await from.Catalog.RegisterAsync("new", other);
        await from.ExportAsync(_directory.File("more.zip"), new() { AllDatasets = true });
        MlopsException conflict = await Assert.ThrowsAsync<MlopsException>(() => to.ImportAsync(_directory.File("more.zip")));
        Assert.Contains("dataset loans/3", conflict.Message);
        Assert.Null(await to.Catalog.FindAsync("new/1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_ValuesThatWereErasedHere_DoNotComeBack(bool memory)
    {
        await using Workspace from = await OpenAsync("dev", "ada"), to = memory ? InMemoryWorkspace.Create(Options("pat")) : await OpenAsync("prod", "pat");
        string sha256 = (await from.Catalog.RegisterAsync("loans", Samples.Data)).ContentSha256!;
        await from.ExportAsync(_directory.File("data.zip"), new() { Datasets = ["loans"] });
        await to.ImportAsync(_directory.File("data.zip"));
        Assert.True((await to.Catalog.EraseAsync("loans/1", "request 17")).Bytes > 0);

        // The version itself is passed over; the same values under another name are refused, and nothing is written.
        Assert.Equal(1, (await to.ImportAsync(_directory.File("data.zip"))).DatasetVersionsThere);
        await from.Catalog.RegisterAsync("copy", Samples.Data);
        await from.ExportAsync(_directory.File("copy.zip"), new() { AllDatasets = true });
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => to.ImportAsync(_directory.File("copy.zip")));
        Assert.Equal("MLO6108", refused.Code);
        Assert.Contains("the rows of copy/1 were erased here as loans/1 at 2026-03-01 12:00:00Z by pat (request 17)", refused.Message);
        Assert.Null(await to.Catalog.FindAsync("copy/1"));

        // What was erased there comes as a record alone.
        await from.Catalog.EraseAsync("copy/1", "request 17");
        Assert.True((await from.Catalog.EraseAsync("loans/1", "request 17")).Bytes > 0);
        Assert.Equal((2, 0), await from.ExportAsync(_directory.File("erased.zip"), new() { AllDatasets = true }) is { } export ? (export.DatasetVersions, export.Contents) : default);
        Assert.Equal(1, (await to.ImportAsync(_directory.File("erased.zip"))).DatasetVersions);
        foreach (string version in (string[])["loans/1", "copy/1"])
            Assert.Equal("MLO6108", (await Assert.ThrowsAsync<MlopsException>(() => to.Catalog.OpenAsync(version))).Code);
        Assert.DoesNotContain(sha256, await to.Artifacts.ListAsync().ToListAsync());
        Assert.True((await to.VerifyAsync()).IsSound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_EverythingOfAWorkspace_KeepsIdsNumbersHistoriesAndBits(bool memory)
    {
        await using Workspace from = await OpenAsync("dev", "ada"), to = memory ? InMemoryWorkspace.Create(Options("pat")) : await OpenAsync("prod", "pat");
        string id = await FillAsync(from);
        WorkspaceExport export = await from.ExportAsync(_directory.File("all.zip"));
        Assert.Equal((4, 2), (export.Runs, export.Versions));
        _time.Advance(TimeSpan.FromHours(1));
        WorkspaceImport import = await to.ImportAsync(_directory.File("all.zip"));
        Assert.Equal((4, 0, 2, 0), (import.Runs, import.RunsThere, import.Versions, import.VersionsThere));
        Assert.Empty(import.Left);

        RunInfo one = await from.Runs.GetAsync(id), other = await to.Runs.GetAsync(id);
        Assert.Equal((2, RunStatus.Completed, "näme", ulong.MaxValue, "a note"), (other.Attempt, other.Status, other.Name, other.Seed, other.Note));
        Assert.Equal(one.Params, other.Params);
        Assert.Equal(one.Findings, other.Findings);
        Assert.Equal(one.Datasets, other.Datasets);
        Assert.Equal(one.Artifacts, other.Artifacts);
        Assert.Equal(one.Metrics, other.Metrics);
        Assert.Equal(Bits(await from.Runs.HistoryAsync(id, "loss")), Bits(await to.Runs.HistoryAsync(id, "loss")));
        Assert.Equal(id, (await to.Runs.SearchAsync(new() { Where = RunFilter.ChildOf(id) })).Runs.Single().ParentId);

        Assert.NotEmpty((await to.Models.LoadAsync(ModelReference.Parse("m@champion"), FittedCenter.Bundles)).Steps);
        Assert.Equal(
            (await from.Models.ListVersionsAsync("m")).Select(version => (version.Version, version.BundleSha256, version.RunId, version.CreatedAt, version.SignatureJson)),
            (await to.Models.ListVersionsAsync("m")).Select(version => (version.Version, version.BundleSha256, version.RunId, version.CreatedAt, version.SignatureJson)));
        Assert.Equal(["the first (imported)", "better (imported)"], (await to.Models.AliasHistoryAsync("m", "champion")).Select(change => change.Reason));
        Assert.All(await to.Models.AliasHistoryAsync("m", "champion"), change => Assert.Equal("ada", change.ChangedBy));
        Assert.Equal(ModelStage.Archived, await to.Models.StageAsync(ModelReference.To("m", 1)));
        Assert.Equal("who buys", (await to.Models.ModelNotesAsync("m")).Description);
        Assert.Equal("MLO9001", (await to.Models.ListReportsAsync(ModelReference.To("m", 2))).Single(report => report.Name == "tests").Findings.Single().Code);
        Assert.Empty((await to.VerifyAsync()).Problems);

        // Neither who registered it there nor who brought it here can approve it.
        Assert.Equal("MLO6052", (await Assert.ThrowsAsync<MlopsException>(() => to.Models.ApproveAsync(ModelReference.To("m", 2), "mine"))).Code);
        Assert.Contains("(ada, pat)", (await to.Models.PromoteAsync(ModelReference.To("m", 2), "production", [ModelGate.Approved()])).Gates[0].Message);
        Assert.Contains(await to.Store.Audit.ReadAsync(new() { Action = "run.import" }), entry => entry.Record is { Actor: "pat" } record && record.Subject == "run/" + id);
    }

    [Fact]
    public async Task Import_Again_ChangesNothingAndGoesOnWhereItStopped()
    {
        await using Workspace from = await OpenAsync("dev", "ada"), to = await OpenAsync("prod", "pat");
        await FillAsync(from);
        using var first = new MemoryStream();
        await from.ExportAsync(first, new ExportOptions { Models = ["m"] });
        Assert.Equal(2, (await to.ImportAsync(Reread(first))).Versions);
        long sequence = (await to.Store.Audit.ReadLastAsync())!.Sequence;
        WorkspaceImport again = await to.ImportAsync(Reread(first));
        Assert.Equal((0, 3, 0, 2), (again.Runs, again.RunsThere, again.Versions, again.VersionsThere));
        Assert.Empty(again.Left);
        Assert.Equal(sequence, (await to.Store.Audit.ReadLastAsync())!.Sequence);

        // Later the other workspace has gone on; what it has in addition comes along.
        await from.Models.RegisterAsync("m", Samples.Model());
        await from.Models.SetAliasAsync("m", "champion", 3, 2, "newer");
        using var second = new MemoryStream();
        await from.ExportAsync(second);
        WorkspaceImport more = await to.ImportAsync(new Unseekable(Reread(second)));
        Assert.Equal((1, 1), (more.Runs, more.Versions));
        Assert.Equal(3, (await to.Models.ResolveAsync("m@champion")).Version);

        // And what was moved here stays.
        await to.Models.SetAliasAsync("m", "champion", 2, 3, "back here");
        await to.Models.DescribeModelAsync("m", "another text");
        WorkspaceImport left = await to.ImportAsync(Reread(second));
        Assert.Equal(["The notes on m are others here and stay.", "The alias \"champion\" of model \"m\" has moved on here and stays."], left.Left);
        Assert.Equal(2, (await to.Models.ResolveAsync("m@champion")).Version);
        Assert.Empty((await to.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Import_OtherContentUnderTheSameIds_IsRefusedByNameAndWritesNothing()
    {
        await using Workspace from = await OpenAsync("dev", "ada"), to = await OpenAsync("prod", "pat"), numbered = await OpenAsync("numbered", "pat");
        string id = await FillAsync(from);
        using var archive = new MemoryStream();
        await from.ExportAsync(archive);
        await to.ImportAsync(Reread(archive));
        await to.Store.Runs.WriteAsync([new TagSet(id, "team", "another")]);
        string before = (await to.VerifyAsync()).ToString();
        MlopsException conflict = await Assert.ThrowsAsync<MlopsException>(() => to.ImportAsync(Reread(archive)));
        Assert.Equal("MLO6062", conflict.Code);
        Assert.Contains($"run {id}", conflict.Message);
        Assert.Equal(before, (await to.VerifyAsync()).ToString());

        await numbered.Models.RegisterAsync("m", Samples.Model());
        MlopsException number = await Assert.ThrowsAsync<MlopsException>(() => numbered.ImportAsync(Reread(archive)));
        Assert.Contains("'m/1' is in this workspace with another content", number.Message);
        Assert.Empty((await numbered.Runs.SearchAsync()).Runs);
    }

    [Fact]
    public async Task Export_ChosenRuns_BringsTheirTreeAndLeavesOutWhatStillRuns()
    {
        await using Workspace from = await OpenAsync("dev", "ada"), to = InMemoryWorkspace.Create();
        string id = await FillAsync(from);
        Run running = await from.StartRunAsync("later");
        using var archive = new MemoryStream();
        RunInfo child = (await from.Runs.SearchAsync(new() { Where = RunFilter.ChildOf(id) })).Runs.Single();
        WorkspaceExport export = await from.ExportAsync(archive, new ExportOptions { Runs = RunFilter.Any(RunFilter.ChildOf(id), RunFilter.Experiment("later")) });
        Assert.Equal((2, 0), (export.Runs, export.Versions));
        Assert.Contains(running.Id, Assert.Single(export.Left));
        await to.ImportAsync(Reread(archive));
        Assert.Equal([child.Id, id], (await to.Runs.SearchAsync()).Runs.Select(run => run.Id));
        Assert.Equal("MLO6041", (await Assert.ThrowsAsync<MlopsException>(() => from.ExportAsync(archive, new ExportOptions { Models = ["n"] }))).Code);
        await from.Models.RegisterAsync("n", Samples.Model(), running);
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => from.ExportAsync(_directory.File("n.zip"), new ExportOptions { Models = ["n"] }));
        Assert.Equal("MLO6063", refused.Code);
        Assert.False(File.Exists(_directory.File("n.zip")) || File.Exists(_directory.File("n.zip.unfinished")));
        await running.CompleteAsync();
    }

    [Fact]
    public async Task Import_SealedWorkspacesAndSignedModels_StaySo()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WorkspaceOptions trusting = Options("pat") with { ArtifactKeys = new ArtifactKeys(new byte[32]), Signatures = SignatureCheck.Require(TrustedKey.From("k", key)) };
        await using Workspace from = await OpenAsync("dev", "ada"), to = await Workspace.OpenAsync(_directory.File("prod"), trusting);
        await from.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { SigningKey = key });
        using var archive = new MemoryStream();
        await from.ExportAsync(archive);
        await to.ImportAsync(Reread(archive));
        Assert.NotEmpty((await to.Models.LoadAsync(ModelReference.Parse("m/1"), FittedCenter.Bundles)).Steps);
        Assert.All(Directory.EnumerateFiles(_directory.File("prod/artifacts"), "*", SearchOption.AllDirectories), file => Assert.EndsWith(".sealed", file));
    }

    /// <summary>A run of two attempts with a child, two versions, moves and a run beside.</summary>
    private async Task<string> FillAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("credit", new() { Name = "näme", Seed = ulong.MaxValue });
        run.LogParam("long", string.Concat(Enumerable.Repeat("Ünï'\";--\n\t<b>€</b> 𝄞 ", 500)));
        await run.LogMetricAsync("loss", [.. Enumerable.Range(0, 5000).Select(i => new MetricPoint(i switch { 3 => double.NaN, 4 => double.NegativeInfinity, 5 => -0.0, _ => 1.0 / i }, i, _time.GetUtcNow().AddTicks(i)))]);
        await run.FailAsync("no luck");
        Run again = await workspace.ResumeRunAsync(run.Id);
        again.SetTag("team", "risk");
        again.SetNote("a note");
        await again.LogDatasetAsync("train", Samples.Data, source: "x.csv");
        await again.LogTextAsync("notes/a.txt", "the content");
        FittedPipeline model = Samples.Model(again.Context);
        Run child = await again.StartChildAsync();
        await child.CompleteAsync();
        await again.CompleteAsync();
        await workspace.Models.RegisterAsync("m", model, again);
        Run other = await workspace.StartRunAsync("credit");
        await other.CancelAsync("enough");
        await workspace.Models.RegisterAsync("m", model, other);
        await workspace.Models.LogAsync(ModelReference.To("m", 2), new GeneralReport(new ReportBuilder("Report").Build(), [new Finding("MLO9001", Severity.Warning, "x", "found")], "tests"), "tests");
        foreach ((int version, int? before, string why) in ((int, int?, string)[])[(1, null, "the first"), (2, 1, "better")])
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await workspace.Models.SetAliasAsync("m", "champion", version, before, why);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await workspace.Models.ArchiveAsync(ModelReference.To("m", 1), "old");
        await workspace.Models.DescribeModelAsync("m", "who buys");
        Run beside = await workspace.StartRunAsync("beside");
        await beside.CompleteAsync();
        return run.Id;
    }

    private static IEnumerable<(long, long, long)> Bits(IEnumerable<MetricPoint> points) => points.Select(point => (BitConverter.DoubleToInt64Bits(point.Value), point.Step, point.Time.UtcTicks));

    private static MemoryStream Reread(MemoryStream archive) => new(archive.ToArray(), writable: false);

    private WorkspaceOptions Options(string user) => Samples.Options with { User = user, Time = _time };

    private Task<Workspace> OpenAsync(string name, string user) => Workspace.OpenAsync(_directory.File(name), Options(user));

    private sealed class Unseekable(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
