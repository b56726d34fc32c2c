using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What one query over lineage reads of runs and models, each once.</summary>
internal sealed class LineageReader(IWorkspaceStore store, WorkspaceOptions options, DateTimeOffset? asOf)
{
    private readonly Dictionary<string, RunInfo?> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<(RunTextField Field, string Value), RunInfo[]> _searches = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private ModelVersion[]? _versions;
    private Dictionary<string, ModelVersion>? _byReference;
    private ILookup<string, ModelVersion>? _byRun, _byData;

    private readonly Dictionary<string, DatasetVersion[]> _data = new(StringComparer.Ordinal);
    private readonly CatalogDocuments _catalog = new(store, options);

    public LineageDocuments Documents { get; } = new(store.Documents);

    /// <summary>The versions of the catalog with some values.</summary>
    public Task<DatasetVersion[]> DataAsync(string fingerprint, CancellationToken cancellationToken) => DataAsync("fingerprint", fingerprint, cancellationToken);

    /// <summary>The versions of the catalog that were made of some values.</summary>
    public Task<DatasetVersion[]> MadeOfAsync(string fingerprint, CancellationToken cancellationToken) => DataAsync("parent", fingerprint, cancellationToken);

    /// <summary>The versions of the catalog that have a term: <c>fingerprint</c>, <c>parent</c>, <c>source</c>, <c>dataset</c>.</summary>
    public async Task<DatasetVersion[]> DataAsync(string term, string value, CancellationToken cancellationToken)
    {
        string key = $"{term}:{value}";
        if (_data.TryGetValue(key, out DatasetVersion[]? versions)) return versions;
        List<DatasetVersion> found = await _catalog.ListAsync(CatalogKinds.Version, null, [new DocumentTermFilter(term, [value])], cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return _data[key] = [.. found.Where(version => !(version.CreatedAt > asOf))];
    }

    public async Task<RunInfo?> RunAsync(string id, CancellationToken cancellationToken)
    {
        if (!_runs.TryGetValue(id, out RunInfo? run)) _runs[id] = run = Existing(await store.Runs.FindAsync(id, cancellationToken).ConfigureAwait(false));
        return run;
    }

    /// <summary>The runs with a text, those that were set aside included.</summary>
    public async Task<RunInfo[]> RunsAsync(RunTextField field, string value, CancellationToken cancellationToken)
    {
        if (_searches.TryGetValue((field, value), out RunInfo[]? runs)) return runs;
        RunFilter where = field == RunTextField.ParentId ? RunFilter.ChildOf(value) : new TextFilter(field, "", [value], null, false);
        var query = new RunQuery { Where = where, PageSize = int.MaxValue };
        RunPage there = await store.Runs.SearchAsync(query, cancellationToken).ConfigureAwait(false);
        RunPage aside = await store.Runs.SearchAsync(query with { Deleted = true }, cancellationToken).ConfigureAwait(false);
        runs = [.. there.Runs.Concat(aside.Runs).Where(run => Existing(run) is not null).OrderBy(run => run.Id, StringComparer.Ordinal)];
        foreach (RunInfo run in runs) _runs[run.Id] = run;
        return _searches[(field, value)] = runs;
    }

    public async Task<ModelVersion?> VersionAsync(string reference, CancellationToken cancellationToken)
    {
        await ReadVersionsAsync(cancellationToken).ConfigureAwait(false);
        return _byReference!.GetValueOrDefault(reference);
    }

    public async Task<IEnumerable<ModelVersion>> VersionsOfRunAsync(string run, CancellationToken cancellationToken)
    {
        await ReadVersionsAsync(cancellationToken).ConfigureAwait(false);
        return _byRun![run];
    }

    /// <summary>The versions whose bundle says that it was trained on a dataset.</summary>
    public async Task<IEnumerable<ModelVersion>> VersionsOfDataAsync(string fingerprint, CancellationToken cancellationToken)
    {
        await ReadVersionsAsync(cancellationToken).ConfigureAwait(false);
        return _byData![fingerprint];
    }

    /// <summary>The aliases that a version held, in one line; empty for none.</summary>
    public async Task<string> AliasesAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        string reference = version.ToString();
        if (_aliases.TryGetValue(reference, out string? line)) return line;
        IReadOnlyList<AliasChange> history = await store.Models.ReadAliasHistoryAsync(version.Name, null, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> held = history.Where(change => !(change.ChangedAt > asOf)).GroupBy(change => change.Alias, StringComparer.Ordinal).Where(moves => moves.Last().Version == version.Version).Select(moves => moves.Key);
        return _aliases[reference] = string.Join(", ", held.Order(StringComparer.Ordinal));
    }

    public async Task<ModelStage> StageAsync(ModelVersion version, CancellationToken cancellationToken) =>
        (await store.Models.ReadStageHistoryAsync(version.Name, version.Version, cancellationToken).ConfigureAwait(false)).LastOrDefault(change => !(change.ChangedAt > asOf))?.Stage ?? ModelStage.None;

    private async Task ReadVersionsAsync(CancellationToken cancellationToken)
    {
        if (_versions is not null) return;
        List<ModelVersion> versions = [];
        foreach (string model in await store.Models.ListModelsAsync(cancellationToken).ConfigureAwait(false))
            versions.AddRange((await store.Models.ListVersionsAsync(model, cancellationToken).ConfigureAwait(false)).Where(version => !(version.CreatedAt > asOf)));
        _byReference = versions.ToDictionary(version => version.ToString(), StringComparer.Ordinal);
        _byRun = versions.Where(version => version.RunId is not null).ToLookup(version => version.RunId!, StringComparer.Ordinal);
        _byData = versions.Where(version => version.Signature.DataFingerprint is not null).ToLookup(version => version.Signature.DataFingerprint!, StringComparer.Ordinal);
        _versions = [.. versions];
    }

    private RunInfo? Existing(RunInfo? run) => run is null || run.StartedAt > asOf ? null : run;

    public static string Line(RunDataset data) => string.Create(CultureInfo.InvariantCulture, $"{data.Rows:N0} x {data.Columns}, {Short(data.Fingerprint)}");

    public static string Short(string fingerprint) => fingerprint.Length > 12 ? fingerprint[..12] : fingerprint;
}
