using System.Collections.Immutable;
using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Which data, runs and settings made a model, and what was made of data: read off the runs, the registry and what is recorded here.
/// Nothing is kept that says only the latest: every version and every stretch of time stays.
/// </summary>
public sealed partial class LineageIndex
{
    private readonly IWorkspaceStore _store;
    private readonly ModelRegistry _models;
    private readonly SortableIds _ids;
    private readonly WorkspaceOptions _options;

    internal LineageIndex(IWorkspaceStore store, ModelRegistry models, SortableIds ids, WorkspaceOptions options) => (_store, _models, _ids, _options) = (store, models, ids, options);

    /// <summary>Follows the lineage of a model version.</summary>
    /// <param name="reference"><c>name@alias</c> or <c>name/3</c>. With <see cref="LineageOptions.AsOf"/>, the alias stands for whoever held it then.</param>
    /// <param name="options">How far; null for all, both ways.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<LineageGraph> TraceAsync(string reference, LineageOptions? options = null, CancellationToken cancellationToken = default)
    {
        ModelVersion version = await ResolveAsync(ModelReference.Parse(reference), options?.AsOf, cancellationToken).ConfigureAwait(false);
        return await TraceAsync($"Lineage of {reference}", [LineageNode.Model(version.Name, version.Version)], options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Follows the lineage of anything.</summary>
    /// <param name="node">The thing, such as <c>LineageNode.Parse("source:loans.csv")</c>. What nobody has noted has a lineage of itself alone.</param>
    /// <param name="options">How far; null for all, both ways.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<LineageGraph> TraceAsync(LineageNode node, LineageOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        return TraceAsync($"Lineage of {node.Key}", [node], options, cancellationToken);
    }

    /// <summary>Which models a change of data reaches: those trained on it, on what was made of it, and where they answer.</summary>
    /// <param name="data">A dataset of the catalog or one of its versions, the name that runs gave a dataset, its source, its fingerprint, or the key of a node.</param>
    /// <param name="column">Only models that read this column, directly or through a feature; null for all.</param>
    /// <param name="asOf">The time to look at; null for now.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6132: nobody has noted such data.</exception>
    public async Task<ImpactReport> ImpactAsync(string data, string? column = null, DateTimeOffset? asOf = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(data);
        var options = new LineageOptions { Direction = LineageDirection.Downstream, AsOf = asOf };
        var reader = new LineageReader(_store, _options, asOf);
        ImmutableArray<LineageNode> starts = await FindDataAsync(data, reader, cancellationToken).ConfigureAwait(false);
        LineageGraph graph = await TraceAsync($"What came of {data}", starts, options, cancellationToken).ConfigureAwait(false);
        List<ModelImpact> reached = [];
        foreach (LineageNode node in graph.Of(LineageNodeKind.Model))
        {
            if (await reader.VersionAsync(node.Id, cancellationToken).ConfigureAwait(false) is not { } version) continue;
            if (column is not null && !version.Signature.Columns.ContainsKey(column)) continue;
            reached.Add(await ImpactOfAsync(version, column, graph, reader, asOf, cancellationToken).ConfigureAwait(false));
        }

        ModelImpact[] models = [.. reached.OrderBy(model => model.Deployments.Count == 0).ThenBy(model => model.Aliases.Count == 0).ThenBy(model => model.Version.Name, StringComparer.Ordinal).ThenBy(model => model.Version.Version)];
        IEnumerable<Finding> findings = models.Where(model => model.Deployments.Count + model.Aliases.Count > 0).Select(model => new Finding("LIN002", Severity.Warning, column,
            $"{model.Version} depends on it and is in use ({string.Join(", ", model.Aliases.Concat(model.Deployments))}). Evaluate it on the changed data (model.Evaluate) before they meet."));
        return new ImpactReport(column is null ? data : $"{column} of {data}", graph, [.. models], [.. graph.Findings, .. findings]);
    }

    private static async Task<ModelImpact> ImpactOfAsync(ModelVersion version, string? column, LineageGraph graph, LineageReader reader, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        string aliases = await reader.AliasesAsync(version, cancellationToken).ConfigureAwait(false);
        ModelStage stage = await reader.StageAsync(version, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> places = graph.Edges.Where(edge => edge.From.Id == version.ToString() && edge.To.Kind == LineageNodeKind.Deployment && edge.Until is null).Select(edge => edge.To.Label);
        IEnumerable<string> features = column is null ? [] : version.Signature.FeatureSources.Where(pair => pair.Value.Contains(column)).Select(pair => pair.Key);
        return new ModelImpact(version, aliases.Length == 0 ? [] : [.. aliases.Split(", ")], stage, [.. places.Distinct()], [.. features]);
    }

    private static async Task<ImmutableArray<LineageNode>> FindDataAsync(string data, LineageReader reader, CancellationToken cancellationToken)
    {
        List<LineageNode> starts = [];
        foreach (RunTextField field in (RunTextField[])[RunTextField.DatasetName, RunTextField.DatasetFingerprint])
            foreach (RunInfo run in await reader.RunsAsync(field, data, cancellationToken).ConfigureAwait(false))
                starts.AddRange(run.Datasets.Where(one => one.Name == data || one.Fingerprint == data).Select(LineageNodes.Of));
        string name = data.Split('/')[0];
        DatasetVersion[] versions = [.. (await reader.DataAsync("dataset", name, cancellationToken).ConfigureAwait(false)).Where(version => data == name || data == version.ToString())];
        starts.AddRange(versions.Select(LineageNodes.Of));
        // A run notes a version of the catalog as the source of what it is; that is no source of its own.
        bool isVersion = Array.Exists(versions, version => version.ToString() == data);
        if (!isVersion && (await reader.RunsAsync(RunTextField.DatasetSource, data, cancellationToken).ConfigureAwait(false)).Length > 0) starts.Add(LineageNodes.Source(data));
        if ((await reader.DataAsync("source", data, cancellationToken).ConfigureAwait(false)).Length > 0) starts.Add(LineageNodes.Source(data));
        if (starts.Count == 0 && (await reader.VersionsOfDataAsync(data, cancellationToken).ConfigureAwait(false)).Any()) starts.Add(LineageNodes.Data(data));
        if (starts.Count == 0 && Enum.GetNames<LineageNodeKind>().Any(kind => data.StartsWith(kind + ":", StringComparison.OrdinalIgnoreCase))) starts.Add(LineageNode.Parse(data));
        return starts.Count > 0 ? [.. starts.Distinct()] : throw TrackingErrors.NothingCalled(data);
    }

    private async Task<LineageGraph> TraceAsync(string title, ImmutableArray<LineageNode> starts, LineageOptions? options, CancellationToken cancellationToken)
    {
        options ??= new LineageOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxNodes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxDepth, nameof(options));
        var reader = new LineageReader(_store, _options, options.AsOf);
        var walk = new LineageWalk(reader, options);
        starts = [.. await NamedAsync(starts, reader, cancellationToken).ConfigureAwait(false)];
        await walk.RunAsync(starts, cancellationToken).ConfigureAwait(false);
        Finding[] findings = !walk.IsCut ? [] :
            [new("LIN001", Severity.Warning, null, string.Create(CultureInfo.InvariantCulture, $"There is more than is shown: {walk.Nodes.Count():N0} things within {options.MaxDepth} steps. Raise LineageOptions.MaxNodes or MaxDepth, or follow one direction."))];
        return new LineageGraph(options.AsOf is { } time ? $"{title} as of {time.ToUniversalTime():yyyy-MM-dd HH:mm}" : title, starts, walk.Nodes, walk.Edges, findings);
    }

    /// <summary>The nodes with the words that people know them by; a place is all that answered there.</summary>
    private static async Task<List<LineageNode>> NamedAsync(ImmutableArray<LineageNode> nodes, LineageReader reader, CancellationToken cancellationToken)
    {
        List<LineageNode> named = [];
        foreach (LineageNode node in nodes)
        {
            if (node.Kind == LineageNodeKind.Deployment && LineageNodes.SplitDeployment(node.Id).Version is null)
            {
                named.AddRange((await reader.Documents.DeploymentsAsync(new("name", [node.Id]), cancellationToken).ConfigureAwait(false)).Select(LineageNodes.Of).Distinct().DefaultIfEmpty(node));
                continue;
            }

            named.Add(node.Kind switch
            {
                LineageNodeKind.Model when await reader.VersionAsync(node.Id, cancellationToken).ConfigureAwait(false) is { } model => await LineageNodes.OfAsync(model, reader, cancellationToken).ConfigureAwait(false),
                LineageNodeKind.Dataset when await reader.DataAsync(node.Id, cancellationToken).ConfigureAwait(false) is [.., { } version] => LineageNodes.Of(version),
                LineageNodeKind.Run when await reader.RunAsync(node.Id, cancellationToken).ConfigureAwait(false) is { } run => LineageNodes.Of(run),
                _ => node,
            });
        }

        return named;
    }

    private async Task<ModelVersion> ResolveAsync(ModelReference reference, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (asOf is not { } time || reference.Alias is null) return await _models.ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AliasChange> history = await _models.AliasHistoryAsync(reference.Name, reference.Alias, cancellationToken).ConfigureAwait(false);
        AliasChange? last = history.LastOrDefault(change => change.ChangedAt <= time);
        return last?.Version is int version
            ? await _models.ResolveAsync(ModelReference.To(reference.Name, version), cancellationToken).ConfigureAwait(false)
            : throw TrackingErrors.UnknownAlias(reference.Name, reference.Alias, [.. history.Where(change => change.ChangedAt <= time).Select(change => change.Alias).Distinct()]);
    }
}
