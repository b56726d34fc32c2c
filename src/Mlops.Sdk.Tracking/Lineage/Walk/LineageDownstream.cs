using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What came of a node, one step on.</summary>
internal sealed class LineageDownstream(LineageReader reader, LineageOptions options)
{
    public async Task<List<LineageEdge>> StepAsync(LineageNode node, CancellationToken cancellationToken)
    {
        List<LineageEdge> edges = [];
        switch (node.Kind)
        {
            case LineageNodeKind.Source:
                edges.AddRange(LineageSources.Of(await reader.RunsAsync(RunTextField.DatasetSource, node.Id, cancellationToken).ConfigureAwait(false), data => data.Source == node.Id));
                foreach (DatasetVersion version in await reader.DataAsync("source", node.Id, cancellationToken).ConfigureAwait(false)) edges.Add(new(node, LineageNodes.Of(version), "gave", version.CreatedAt));
                break;
            case LineageNodeKind.Dataset:
                await DatasetAsync(node, edges, cancellationToken).ConfigureAwait(false);
                break;
            case LineageNodeKind.Column:
                await ColumnAsync(node, edges, cancellationToken).ConfigureAwait(false);
                break;
            case LineageNodeKind.Feature:
                if (await reader.VersionAsync(node.Split().Owner, cancellationToken).ConfigureAwait(false) is { } seeing)
                    edges.Add(new(node, await LineageNodes.OfAsync(seeing, reader, cancellationToken).ConfigureAwait(false), "is seen by"));
                break;
            case LineageNodeKind.Run when await reader.RunAsync(node.Id, cancellationToken).ConfigureAwait(false) is { } run:
                await RunAsync(node, run, edges, cancellationToken).ConfigureAwait(false);
                break;
            case LineageNodeKind.Model:
                foreach (ModelDeployment deployment in await reader.Documents.DeploymentsAsync(new("model", [node.Id]), cancellationToken).ConfigureAwait(false))
                    edges.Add(new(node, LineageNodes.Of(deployment), "deployed", deployment.StartedAt, deployment.EndedAt));
                List<PredictionLog> answers = await reader.Documents.PredictionsAsync(new("model", [node.Id]), cancellationToken).ConfigureAwait(false);
                Add(edges, node, "answered", answers.Where(log => log.Deployment is null));
                // Somebody may log what a place answered and never have noted that it answers there.
                IEnumerable<LineageNode> places = answers.Where(log => log.Deployment is not null).Select(log => LineageNodes.Deployment(log.Deployment!, log.Model, log.Version)).Distinct();
                edges.AddRange(places.Where(other => edges.TrueForAll(edge => edge.To != other)).Select(other => new LineageEdge(node, other, "deployed")));
                break;
            case LineageNodeKind.Deployment:
                (string place, string? answering) = LineageNodes.SplitDeployment(node.Id);
                List<PredictionLog> logs = await reader.Documents.PredictionsAsync(new("deployment", [place]), cancellationToken).ConfigureAwait(false);
                Add(edges, node, "answered", logs.Where(log => ModelReference.To(log.Model, log.Version).ToString() == answering));
                break;
        }

        foreach (LineageLink link in await reader.Documents.LinksAsync(new("from", [node.Key]), cancellationToken).ConfigureAwait(false))
            edges.Add(new(node, LineageNode.Parse(link.To), link.Relation, link.Since));
        return edges;
    }

    private static void Add(List<LineageEdge> edges, LineageNode node, string relation, IEnumerable<PredictionLog> logs) =>
        edges.AddRange(logs.Select(log => new LineageEdge(node, LineageNodes.Of(log), relation, log.From)));

    private async Task DatasetAsync(LineageNode node, List<LineageEdge> edges, CancellationToken cancellationToken)
    {
        RunInfo[] runs = await reader.RunsAsync(RunTextField.DatasetFingerprint, node.Id, cancellationToken).ConfigureAwait(false);
        HashSet<string> reading = new(StringComparer.Ordinal);
        foreach (RunInfo run in runs.Where(run => run.Datasets.Any(data => data.Fingerprint == node.Id && data.Role == DatasetRole.Input)))
        {
            reading.Add(run.Id);
            edges.Add(new(node, LineageNodes.Of(run), "read", run.StartedAt));
        }

        foreach (ModelVersion version in await reader.VersionsOfDataAsync(node.Id, cancellationToken).ConfigureAwait(false))
        {
            if (options.Columns)
                foreach (string column in version.Signature.FeatureSources.Values.SelectMany(columns => columns).Distinct(StringComparer.Ordinal)) edges.Add(new(node, LineageNode.Column(node.Id, column), "has"));
            if (version.RunId is null || !reading.Contains(version.RunId))
                edges.Add(new(node, await LineageNodes.OfAsync(version, reader, cancellationToken).ConfigureAwait(false), "trained", version.CreatedAt));
        }

        foreach (DatasetVersion made in await reader.MadeOfAsync(node.Id, cancellationToken).ConfigureAwait(false)) edges.Add(new(node, LineageNodes.Of(made), "made into", made.CreatedAt));
        Add(edges, node, "scored", await reader.Documents.PredictionsAsync(new("input", [node.Id]), cancellationToken).ConfigureAwait(false));
    }

    private async Task ColumnAsync(LineageNode node, List<LineageEdge> edges, CancellationToken cancellationToken)
    {
        (string data, string column) = node.Split();
        foreach (ModelVersion version in await reader.VersionsOfDataAsync(data, cancellationToken).ConfigureAwait(false))
            foreach ((string feature, ValueList<string> columns) in version.Signature.FeatureSources)
                if (columns.Contains(column)) edges.Add(new(node, LineageNode.Feature(version.Name, version.Version, feature), "feeds"));
    }

    private async Task RunAsync(LineageNode node, RunInfo run, List<LineageEdge> edges, CancellationToken cancellationToken)
    {
        foreach (RunDataset data in run.Datasets.Where(data => data.Role == DatasetRole.Output)) edges.Add(new(node, LineageNodes.Of(data), "made", run.StartedAt));
        foreach (ModelVersion version in await reader.VersionsOfRunAsync(run.Id, cancellationToken).ConfigureAwait(false))
            edges.Add(new(node, await LineageNodes.OfAsync(version, reader, cancellationToken).ConfigureAwait(false), "made", version.CreatedAt));
        foreach (RunInfo child in await reader.RunsAsync(RunTextField.ParentId, run.Id, cancellationToken).ConfigureAwait(false))
            edges.Add(new(node, LineageNodes.Of(child), "contains", child.StartedAt));
    }
}
