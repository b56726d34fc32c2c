using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a node came from, one step back.</summary>
internal sealed class LineageUpstream(LineageReader reader, LineageOptions options)
{
    public async Task<List<LineageEdge>> StepAsync(LineageNode node, CancellationToken cancellationToken)
    {
        List<LineageEdge> edges = [];
        switch (node.Kind)
        {
            case LineageNodeKind.Model when await reader.VersionAsync(node.Id, cancellationToken).ConfigureAwait(false) is { } version:
                await ModelAsync(node, version, edges, cancellationToken).ConfigureAwait(false);
                break;
            case LineageNodeKind.Feature:
                (string owner, string feature) = node.Split();
                if (await reader.VersionAsync(owner, cancellationToken).ConfigureAwait(false) is { Signature: { DataFingerprint: string trainedOn } signature })
                    foreach (string column in signature.FeatureSources.GetValueOrDefault(feature)) edges.Add(new(LineageNode.Column(trainedOn, column), node, "feeds"));
                break;
            case LineageNodeKind.Column:
                edges.Add(new(await DataAsync(node.Split().Owner, cancellationToken).ConfigureAwait(false), node, "has"));
                break;
            case LineageNodeKind.Run when await reader.RunAsync(node.Id, cancellationToken).ConfigureAwait(false) is { } run:
                foreach (RunDataset data in run.Datasets.Where(data => data.Role == DatasetRole.Input)) edges.Add(new(LineageNodes.Of(data), node, "read", run.StartedAt));
                if (run.ParentId is string parent && await reader.RunAsync(parent, cancellationToken).ConfigureAwait(false) is { } above) edges.Add(new(LineageNodes.Of(above), node, "contains", run.StartedAt));
                break;
            case LineageNodeKind.Dataset:
                await DatasetAsync(node, edges, cancellationToken).ConfigureAwait(false);
                break;
            case LineageNodeKind.Deployment:
                await DeploymentAsync(node, edges, cancellationToken).ConfigureAwait(false);
                break;
            case LineageNodeKind.Predictions:
                await PredictionsAsync(node, edges, cancellationToken).ConfigureAwait(false);
                break;
        }

        foreach (LineageLink link in await reader.Documents.LinksAsync(new("to", [node.Key]), cancellationToken).ConfigureAwait(false))
            edges.Add(new(LineageNode.Parse(link.From), node, link.Relation, link.Since));
        return edges;
    }

    private async Task ModelAsync(LineageNode node, ModelVersion version, List<LineageEdge> edges, CancellationToken cancellationToken)
    {
        RunInfo? run = version.RunId is null ? null : await reader.RunAsync(version.RunId, cancellationToken).ConfigureAwait(false);
        if (run is not null) edges.Add(new(LineageNodes.Of(run), node, "made", version.CreatedAt));
        if (version.Signature.DataFingerprint is not string data) return;
        if (options.Columns)
            foreach (string feature in version.Signature.FeatureSources.Keys) edges.Add(new(LineageNode.Feature(version.Name, version.Version, feature), node, "is seen by"));
        // The run says so already when it read the data.
        if (run is null || !run.Datasets.Any(read => read.Fingerprint == data && read.Role == DatasetRole.Input))
            edges.Add(new(await DataAsync(data, cancellationToken).ConfigureAwait(false), node, "trained", version.CreatedAt));
    }

    private async Task DatasetAsync(LineageNode node, List<LineageEdge> edges, CancellationToken cancellationToken)
    {
        RunInfo[] runs = await reader.RunsAsync(RunTextField.DatasetFingerprint, node.Id, cancellationToken).ConfigureAwait(false);
        DatasetVersion[] versions = await reader.DataAsync(node.Id, cancellationToken).ConfigureAwait(false);
        // A run notes a version of the catalog as the source of the dataset that it is; that is no source of its own.
        edges.AddRange(LineageSources.Of(runs, data => data.Fingerprint == node.Id && versions.All(version => version.ToString() != data.Source)));
        foreach (DatasetVersion version in versions)
        {
            if (version.Source is not null) edges.Add(new(LineageNodes.Source(version.Source), node, "gave", version.CreatedAt));
            foreach (DatasetParent parent in version.Parents) edges.Add(new(await ParentAsync(parent, cancellationToken).ConfigureAwait(false), node, "made into", version.CreatedAt));
        }

        foreach (RunInfo run in runs.Where(run => run.Datasets.Any(data => data.Fingerprint == node.Id && data.Role == DatasetRole.Output)))
            edges.Add(new(LineageNodes.Of(run), node, "made", run.StartedAt));
    }

    private async Task DeploymentAsync(LineageNode node, List<LineageEdge> edges, CancellationToken cancellationToken)
    {
        (string name, string? answering) = LineageNodes.SplitDeployment(node.Id);
        if (answering is null || await reader.VersionAsync(answering, cancellationToken).ConfigureAwait(false) is not { } version) return;
        LineageNode model = await LineageNodes.OfAsync(version, reader, cancellationToken).ConfigureAwait(false);
        List<ModelDeployment> deployments = await reader.Documents.DeploymentsAsync(new("name", [name]), cancellationToken).ConfigureAwait(false);
        edges.AddRange(deployments.Where(one => LineageNodes.Of(one) == node).Select(one => new LineageEdge(model, node, "deployed", one.StartedAt, one.EndedAt)));
        if (edges.Count == 0) edges.Add(new(model, node, "deployed"));
    }

    private async Task PredictionsAsync(LineageNode node, List<LineageEdge> edges, CancellationToken cancellationToken)
    {
        foreach (PredictionLog log in await reader.Documents.FindPredictionsAsync(node.Id, cancellationToken).ConfigureAwait(false))
        {
            if (log.Deployment is not null) edges.Add(new(LineageNodes.Deployment(log.Deployment, log.Model, log.Version), node, "answered", log.From));
            else if (await reader.VersionAsync(ModelReference.To(log.Model, log.Version).ToString(), cancellationToken).ConfigureAwait(false) is { } version)
                edges.Add(new(await LineageNodes.OfAsync(version, reader, cancellationToken).ConfigureAwait(false), node, "answered", log.From));
            if (log.Input is not null) edges.Add(new(await DataAsync(log.Input, cancellationToken).ConfigureAwait(false), node, "scored", log.From));
        }
    }

    // What was purged is still called what its child calls it; what it was made of went with it.
    private async Task<LineageNode> ParentAsync(DatasetParent parent, CancellationToken cancellationToken) =>
        parent.Name is not null && (await reader.DataAsync(parent.Fingerprint, cancellationToken).ConfigureAwait(false)).Length == 0
            ? LineageNodes.Data(parent.Fingerprint) with { Label = parent.ToString(), Detail = "purged" }
            : await DataAsync(parent.Fingerprint, cancellationToken).ConfigureAwait(false);

    /// <summary>A dataset by the name that a run gave it, if one did.</summary>
    private async Task<LineageNode> DataAsync(string fingerprint, CancellationToken cancellationToken)
    {
        RunInfo[] runs = await reader.RunsAsync(RunTextField.DatasetFingerprint, fingerprint, cancellationToken).ConfigureAwait(false);
        RunDataset? named = runs.SelectMany(run => run.Datasets).FirstOrDefault(data => data.Fingerprint == fingerprint);
        return named is null ? LineageNodes.Data(fingerprint) : LineageNodes.Of(named);
    }
}
