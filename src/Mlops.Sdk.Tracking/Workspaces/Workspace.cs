using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// One directory that remembers what was tried, what came of it and which model is in use: <c>workspace.db</c> and <c>artifacts/</c>.
/// Any number of threads and processes of one machine may have it open.
/// </summary>
public sealed partial class Workspace : IAsyncDisposable
{
    private const string DatabaseFile = "workspace.db";
    private const string ArtifactFolder = "artifacts";
    private readonly SortableIds _ids;
    private readonly string _place;
    private readonly Provenance _provenance;

    // The stores without the guard; only what checks by itself may touch them.
    private readonly IWorkspaceStore _rawStore;
    private readonly IArtifactStore _rawArtifacts;

    private Workspace(IWorkspaceStore rawStore, IArtifactStore rawArtifacts, WorkspaceOptions options, AccessGate gate, string? root = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BufferCapacity, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Lease, TimeSpan.FromSeconds(1), nameof(options));
        // A store that does not say where it is gives the name of its type.
        _place = root ?? (rawStore.ToString() is string place && place != rawStore.GetType().FullName ? place : rawStore.GetType().Name);
        (_rawStore, _rawArtifacts) = (rawStore, rawArtifacts);
        var reach = new ArtifactReach(rawArtifacts);
        Store = new GuardedWorkspaceStore(rawStore, gate, reach);
        Artifacts = new GuardedArtifactStore(rawArtifacts, gate, reach);
        options = options with { Gate = gate };
        Options = options;
        _ids = new SortableIds(options.Time);
        _provenance = new Provenance(this);
        Leases = new RunLeases(this);
        Own = new OwnFiles([.. (rawStore as SqliteWorkspaceStore)?.Files ?? [], .. rawArtifacts is FolderArtifactStore folder ? (IEnumerable<string>)[folder.Root] : []]);
        Access = new AccessControl(gate, rawStore, rawArtifacts, options);
        Runs = new RunIndex(Store, Artifacts, rawStore, options);
        Models = new ModelRegistry(Store, Artifacts, options);
        Lineage = new LineageIndex(Store, Models, _ids, options);
        Catalog = new DataCatalog(this);
        Audit = new AuditLog(Store.Audit, options);
        if (options.OpenLineage is { } events)
        {
            Events = new OpenLineageEmitter(rawStore, events, options);
            Events.Recover();
        }
    }

    /// <summary>The runs: reading and searching.</summary>
    public RunIndex Runs { get; }

    /// <summary>The registered models.</summary>
    public ModelRegistry Models { get; }

    /// <summary>What came from what: sources, datasets, runs, models, deployments.</summary>
    public LineageIndex Lineage { get; }

    /// <summary>The data catalog: sources, datasets and their versions, the glossary.</summary>
    public DataCatalog Catalog { get; }

    /// <summary>The audit chain: who did what, when.</summary>
    public AuditLog Audit { get; }

    /// <summary>Who may do what: principals, roles, grants, and policies of datasets.</summary>
    public AccessControl Access { get; }

    internal IWorkspaceStore Store { get; }

    internal IArtifactStore Artifacts { get; }

    internal WorkspaceOptions Options { get; }

    internal RunLeases Leases { get; }

    internal OpenLineageEmitter? Events { get; }

    /// <summary>The files of the workspace itself, which nothing leads into but the workspace.</summary>
    internal OwnFiles Own { get; }

    /// <summary>Opens a directory as a workspace, and makes it if it is not there.</summary>
    /// <param name="directory">The directory, on a disk of this machine.</param>
    /// <param name="options">How it is opened; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6001: a newer SDK wrote it; MLO6002: its database is damaged; MLO6003: it cannot be written; MLO6006: it is on a network share; MLO6007: another program holds its database locked; MLO6081 to MLO6083: it asks for a principal (<see cref="WorkspaceOptions.Principal"/>) and none was given, or it is not known or disabled.</exception>
    public static async Task<Workspace> OpenAsync(string directory, WorkspaceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        options ??= new WorkspaceOptions();
        string root = Path.GetFullPath(directory);
        if (FileSystems.FindNetwork(root) is string network) throw TrackingErrors.OnNetwork(root, network);
        try
        {
            Directory.CreateDirectory(root);
            SqliteWorkspaceStore store = await SqliteWorkspaceStore.OpenAsync(Path.Combine(root, DatabaseFile), options.Durability, options.Time, cancellationToken).ConfigureAwait(false);
            try
            {
                var artifacts = new FolderArtifactStore(Path.Combine(root, ArtifactFolder), options.Durability, options.Time, options.ArtifactKeys);
                await store.Runs.InterruptExpiredAsync(options.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                var gate = new AccessGate(store, options);
                await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
                return new Workspace(store, artifacts, options, gate, root);
            }
            catch
            {
                await store.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TrackingErrors.CannotOpen(root, e);
        }
    }

    /// <summary>A workspace over stores of your own. If it asks for a principal, the first call finds out who that is. It disposes the store when it is disposed.</summary>
    /// <param name="store">Where records go.</param>
    /// <param name="artifacts">Where content goes.</param>
    /// <param name="options">Clock and buffers; null for the defaults. What a write survives is up to the stores.</param>
    public static Workspace FromStores(IWorkspaceStore store, IArtifactStore artifacts, WorkspaceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(artifacts);
        options ??= new WorkspaceOptions();
        return new Workspace(store, artifacts, options, new AccessGate(store, options));
    }

    /// <summary>Where it is: the directory, or what the store says of itself.</summary>
    public override string ToString() => $"workspace in {_place}";

    /// <summary>Starts a run. Complete it, or use <see cref="RunAsync(string, Func{Run, Task}, CancellationToken)"/>, which does so by the outcome.</summary>
    /// <param name="experiment">The experiment; it comes into being with its first run.</param>
    /// <param name="options">How the run starts; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Run> StartRunAsync(string experiment, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        Names.Key(experiment);
        options ??= new RunOptions();
        var started = new RunStarted(_ids.Next(), experiment, options.Name, options.ParentId, Options.Time.GetUtcNow(), options.Seed, HostFacts.Collect(Options), Leases.Until);
        List<RunWrite> writes = [started, .. options.Tags.Select(tag => new TagSet(started.RunId, Names.Key(tag.Key, nameof(options)), tag.Value))];
        if (Options.SourceCapture != SourceCapture.None) writes.AddRange(_provenance.For(started.RunId));
        await Store.Runs.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
        Events?.Started(started.RunId, 1);
        var run = new Run(this, started);
        if (options.SystemMetrics is TimeSpan interval) run.LogSystemMetrics(interval);
        return run;
    }

    /// <summary>Goes on with a run that was interrupted, failed or cancelled, as its next attempt: steps count on, parameters keep their values. What a dead process may have lost is a finding of the run (RUN001).</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6031: there is no such run; MLO6035: it is still running, it is complete, it was set aside, or another process has resumed it.</exception>
    public async Task<Run> ResumeRunAsync(string id, CancellationToken cancellationToken = default)
    {
        RunInfo info = await Runs.GetAsync(id, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = Options.Time.GetUtcNow();
        if (info.DeletedAt is not null || info.Status == RunStatus.Completed || (info.Status == RunStatus.Running && info.LeaseUntil > now)) throw TrackingErrors.NotResumable(info);
        List<RunWrite> writes = [new RunResumed(id, info.Attempt, now, Leases.Until)];
        if (info.LeaseUntil is not null) writes.Add(Run.LossOf(info, Options.BufferCapacity));
        await Store.Runs.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
        Events?.Ended(id, info.Attempt, RunStatus.Interrupted);
        Events?.Started(id, info.Attempt + 1);
        return Run.Resumed(this, info);
    }

    /// <summary>Does the fits of a run again, each with its pipeline, its seed and its training data from the catalog, and says what differs: parts of the models, numbers, where it runs; or why it cannot be done, as when the data was not kept, has moved or has changed. Nothing is logged.</summary>
    /// <param name="runId">The run. What it fitted with its context (<see cref="Run.Context"/>) is done again.</param>
    /// <param name="options">Data that the catalog does not keep, kinds of stages, threads; null for the defaults.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms while stages of the SDK fit.</param>
    /// <exception cref="MlopsException">MLO6031: there is no such run; MLO6021, MLO6022: what it kept is missing or damaged.</exception>
    public async Task<ReproductionReport> ReproduceAsync(string runId, ReproduceOptions? options = null, CancellationToken cancellationToken = default)
    {
        RunInfo run = await Runs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        return await new RunReproduction(this, run, options ?? new ReproduceOptions()).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs work as a run, which ends Completed, Failed or Cancelled by the outcome of the work.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops the start; give it to the work as well.</param>
    /// <exception cref="MlopsException">MLO6034: the work went well but something it logged could not be stored.</exception>
    public Task RunAsync(string experiment, Func<Run, Task> work, CancellationToken cancellationToken = default) => RunAsync(experiment, new RunOptions(), work, cancellationToken);

    /// <summary>Runs work as a run, which ends Completed, Failed or Cancelled by the outcome of the work.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How the run starts.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops the start; give it to the work as well.</param>
    /// <exception cref="MlopsException">MLO6034: the work went well but something it logged could not be stored.</exception>
    public Task RunAsync(string experiment, RunOptions options, Func<Run, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(experiment, options, async run =>
        {
            await work(run).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    /// <summary>Runs work as a run, which ends Completed, Failed or Cancelled by the outcome of the work.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="experiment">The experiment.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops the start; give it to the work as well.</param>
    /// <exception cref="MlopsException">MLO6034: the work went well but something it logged could not be stored.</exception>
    public Task<T> RunAsync<T>(string experiment, Func<Run, Task<T>> work, CancellationToken cancellationToken = default) => RunAsync(experiment, new RunOptions(), work, cancellationToken);

    /// <summary>Runs work as a run, which ends Completed, Failed or Cancelled by the outcome of the work.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How the run starts.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops the start; give it to the work as well.</param>
    /// <exception cref="MlopsException">MLO6034: the work went well but something it logged could not be stored.</exception>
    public async Task<T> RunAsync<T>(string experiment, RunOptions options, Func<Run, Task<T>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(options);
        Run run = await StartRunAsync(experiment, options, cancellationToken).ConfigureAwait(false);
        using IDisposable current = run.MakeCurrent();
        T result;
        try
        {
            result = await work(run).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await run.EndAsync(e).ConfigureAwait(false);
            throw;
        }

        if (run.Status == RunStatus.Running) await run.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    /// <summary>Writes what is waiting and closes the workspace. Runs that are still going on must be ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        await Leases.DisposeAsync().ConfigureAwait(false);
        await _provenance.CompleteAsync().ConfigureAwait(false);
        if (Events is not null) await Events.DisposeAsync().ConfigureAwait(false);
        await Catalog.CloseAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
    }
}
