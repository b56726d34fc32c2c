using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests;

public sealed class StoreContractTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private int _opened;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public Task Verify_SqliteAndFolder_KeepTheContract() =>
        StoreContract.VerifyAsync(() => Workspace.OpenAsync(_directory.File($"w{Interlocked.Increment(ref _opened)}"), Samples.Options));

    [Fact]
    public Task Verify_Memory_KeepsTheContract() => StoreContract.VerifyAsync(() => Task.FromResult(InMemoryWorkspace.Create()));

    [Fact]
    public Task VerifyStore_Sqlite_KeepsTheContract() =>
        StoreContract.VerifyStoreAsync(async () => await SqliteWorkspaceStore.OpenAsync(_directory.File($"s{Interlocked.Increment(ref _opened)}.db")));

    [Fact]
    public Task VerifyStore_Memory_KeepsTheContract() => StoreContract.VerifyStoreAsync(() => Task.FromResult<IWorkspaceStore>(new InMemoryWorkspaceStore()));

    [Theory]
    [InlineData("memory")]
    [InlineData("folder")]
    [InlineData("sealed folder")]
    public Task VerifyArtifacts_EveryStore_KeepsTheContract(string kind) => StoreContract.VerifyArtifactsAsync(() => Task.FromResult<IArtifactStore>(kind == "memory"
        ? new InMemoryArtifactStore()
        : new FolderArtifactStore(_directory.File($"a{Interlocked.Increment(ref _opened)}"), keys: kind == "folder" ? null : new ArtifactKeys(new byte[ArtifactKeys.KeyBytes]))));

    [Fact]
    public async Task Verify_StoreThatForgets_ListsEveryViolation()
    {
        ContractViolationException broken = await Assert.ThrowsAsync<ContractViolationException>(() =>
            StoreContract.VerifyAsync(() => Task.FromResult(Workspace.FromStores(new ForgetfulStore(), new InMemoryArtifactStore(), Samples.Options))));
        Assert.Contains(broken.Violations, violation => violation.StartsWith("metric values come back to the bit", StringComparison.Ordinal));
        Assert.Contains(broken.Violations, violation => violation.StartsWith("pages of any size", StringComparison.Ordinal));
        Assert.Contains(broken.Violations, violation => violation.StartsWith("of eight threads that move an alias", StringComparison.Ordinal));
        Assert.DoesNotContain(broken.Violations, violation => violation.StartsWith("content comes back", StringComparison.Ordinal));
        Assert.All(broken.Violations, violation => Assert.Contains(violation, broken.Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task VerifyDocuments_BothStores_Hold(bool memory)
    {
        int count = 0;
        return StoreContract.VerifyDocumentsAsync(async () =>
            memory ? new InMemoryWorkspaceStore() : await SqliteWorkspaceStore.OpenAsync(_directory.File($"documents{Interlocked.Increment(ref count)}.db")));
    }

    [Fact]
    public async Task Verify_Cancelled_Stops() => await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
        StoreContract.VerifyAsync(() => Task.FromResult(InMemoryWorkspace.Create()), new CancellationToken(canceled: true)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_BatchWithAnUnknownRun_WritesNothing(bool memory)
    {
        await using IWorkspaceStore store = memory ? new InMemoryWorkspaceStore() : await SqliteWorkspaceStore.OpenAsync(_directory.File("one.db"));
        var time = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string id = new('1', 26), unknown = new('2', 26);
        RunWrite[] good = [new MetricLogged(id, "m", new(1, 0, time)), new RunStarted(id, "e", null, null, time, 0, ImmutableArray<KeyValuePair<string, string>>.Empty), new TagSet(id, "t", "v")];
        RunWrite[] bad = [new MetricLogged(unknown, "m", new(1, 0, time)), new ParamSet(unknown, "p", "v"), new TagSet(unknown, "t", "v"), new NoteSet(unknown, "n"), new RunEnded(unknown, RunStatus.Completed, time, null)];
        foreach (RunWrite write in bad)
        {
            MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => store.Runs.WriteAsync([.. good, write]));
            Assert.Equal("MLO6031", refused.Code);
            Assert.Contains(unknown, refused.Message);
            Assert.Null(await store.Runs.FindAsync(id));
        }

        await store.Runs.WriteAsync(good);
        Assert.Equal(1, (await store.Runs.FindAsync(id))!.Metrics["m"].Last);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenArtifact_NeverPut_IsMissing(bool memory)
    {
        IArtifactStore store = memory ? new InMemoryArtifactStore() : new FolderArtifactStore(_directory.File("blobs"));
        string nothing = new('a', 64);
        Assert.Equal("MLO6021", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenAsync(nothing))).Code);
        Assert.Equal(ArtifactState.Missing, await store.CheckAsync(nothing));
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync("../../etc/passwd"));
        ArtifactBlob blob = await store.PutAsync(new MemoryStream([1, 2, 3]));
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(blob.Sha256));
        Assert.Equal([blob.Sha256], await store.ListAsync().ToListAsync());
    }

    [Fact]
    public async Task Memory_Disposed_RefusesEveryCall()
    {
        Workspace workspace = InMemoryWorkspace.Create();
        await workspace.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => workspace.StartRunAsync("x"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => workspace.Runs.SearchAsync());
    }

    /// <summary>A store as a hurried author would write it: NaN becomes zero, pages begin anew, and an alias goes to whoever comes.</summary>
    private sealed class ForgetfulStore : IWorkspaceStore, IRunStore, IModelStore
    {
        private readonly InMemoryWorkspaceStore _inner = new();

        public IRunStore Runs => this;

        public IModelStore Models => this;

        public IDocumentStore Documents => _inner.Documents;

        public IAuditStore Audit => _inner.Audit;

        public Task WriteAsync(IReadOnlyList<RunWrite> writes, CancellationToken cancellationToken) => _inner.Runs.WriteAsync(
            [.. writes.Select(Forget)], cancellationToken);

        private static RunWrite Forget(RunWrite write) => write switch
        {
            MetricLogged metric => metric with { Point = Forget(metric.Point) },
            MetricsLogged metrics => metrics with { Points = [.. metrics.Points.Select(Forget)] },
            _ => write,
        };

        private static MetricPoint Forget(MetricPoint point) => double.IsNaN(point.Value) ? point with { Value = 0 } : point;

        public Task<RunInfo?> FindAsync(string id, CancellationToken cancellationToken) => _inner.Runs.FindAsync(id, cancellationToken);

        public Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken) => _inner.Runs.SearchAsync(query with { After = null }, cancellationToken);

        public Task<IReadOnlyList<ExperimentInfo>> ListExperimentsAsync(CancellationToken cancellationToken) => _inner.Runs.ListExperimentsAsync(cancellationToken);

        public Task<IReadOnlyList<MetricPoint>> ReadMetricAsync(string runId, string metric, int? most, CancellationToken cancellationToken) => _inner.Runs.ReadMetricAsync(runId, metric, most, cancellationToken);

        public Task<ModelVersion> AddVersionAsync(ModelVersion version, VersionReport? report, AuditRecord? audit, CancellationToken cancellationToken) => _inner.Models.AddVersionAsync(version, report, audit, cancellationToken);

        public Task<ModelVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken) => _inner.Models.FindVersionAsync(name, version, cancellationToken);

        public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) => _inner.Models.ListVersionsAsync(name, cancellationToken);

        public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) => _inner.Models.ListModelsAsync(cancellationToken);

        public async Task<AliasMove> MoveAliasAsync(AliasChange change, AuditRecord? audit, CancellationToken cancellationToken)
        {
            AliasMove move;
            do
            {
                move = await _inner.Models.MoveAliasAsync(change, audit, cancellationToken);
                change = change with { Previous = move.Holder };
            }
            while (!move.Moved);
            return move;
        }

        public Task<IReadOnlyList<AliasChange>> ReadAliasHistoryAsync(string model, string? alias, CancellationToken cancellationToken) => _inner.Models.ReadAliasHistoryAsync(model, alias, cancellationToken);

        public Task<ModelStage?> MoveStageAsync(StageChange change, AuditRecord? audit, CancellationToken cancellationToken) => _inner.Models.MoveStageAsync(change, audit, cancellationToken);

        public Task<IReadOnlyList<StageChange>> ReadStageHistoryAsync(string model, int version, CancellationToken cancellationToken) => _inner.Models.ReadStageHistoryAsync(model, version, cancellationToken);

        public Task LogReportAsync(string model, int version, VersionReport report, AuditRecord? audit, CancellationToken cancellationToken) => _inner.Models.LogReportAsync(model, version, report, audit, cancellationToken);

        public Task<IReadOnlyList<VersionReport>> ReadReportsAsync(string model, int version, CancellationToken cancellationToken) => _inner.Models.ReadReportsAsync(model, version, cancellationToken);

        public Task<int> InterruptExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => _inner.Runs.InterruptExpiredAsync(now, cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset deletedBefore, AuditRecord? audit, CancellationToken cancellationToken) => _inner.Runs.PurgeAsync(deletedBefore, audit, cancellationToken);

    public Task<IReadOnlyList<ArtifactLink>> ListArtifactLinksAsync(CancellationToken cancellationToken) => _inner.ListArtifactLinksAsync(cancellationToken);

        public Task<StoreTotals> CountAsync(CancellationToken cancellationToken) => _inner.CountAsync(cancellationToken);

    public Task CompactAsync(CancellationToken cancellationToken) => _inner.CompactAsync(cancellationToken);

    public Task<IReadOnlyList<WorkspaceProblem>> CheckAsync(CancellationToken cancellationToken) => _inner.CheckAsync(cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
