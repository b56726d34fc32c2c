using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class LineageIndex
{
    /// <summary>Notes that a version answers somewhere from now on. What answered there before has ended.</summary>
    /// <param name="name">The place: a service, a job, an application.</param>
    /// <param name="reference"><c>name@alias</c> or <c>name/3</c>.</param>
    /// <param name="environment">What sort of place, such as <c>production</c>.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing; MLO6133: somebody deployed there meanwhile; MLO6134: a model answers there that who acts may not see.</exception>
    public async Task<ModelDeployment> LogDeploymentAsync(string name, string reference, string? environment = null, CancellationToken cancellationToken = default)
    {
        Names.Key(name);
        if (environment is not null) Names.Key(environment);
        ModelVersion version = await _models.ResolveAsync(ModelReference.Parse(reference), cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = _options.Time.GetUtcNow();
        var deployment = new ModelDeployment(_ids.Next(), name, version.Name, version.Version, environment, now, null, _options.Actor);
        List<DocumentWrite> writes = await ReplacingAsync(name, deployment.Id, now, cancellationToken).ConfigureAwait(false);
        writes.Add(LineageDocuments.Write(deployment, 0));
        await WriteAsync(writes, name, new AuditRecord("deployment.start", $"deployment/{name}", now, _options.Actor, version.ToString()), cancellationToken).ConfigureAwait(false);
        return deployment;
    }

    /// <summary>Notes that nothing answers in a place any more.</summary>
    /// <param name="name">The place.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6131: nothing answers there; MLO6133: somebody deployed there meanwhile.</exception>
    public async Task EndDeploymentAsync(string name, CancellationToken cancellationToken = default)
    {
        Names.Key(name);
        DateTimeOffset now = _options.Time.GetUtcNow();
        List<DocumentWrite> writes = await ReplacingAsync(name, null, now, cancellationToken).ConfigureAwait(false);
        if (writes.Count == 1) throw TrackingErrors.UnknownDeployment(name, [.. (await ListDeploymentsAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Where(one => one.EndedAt is null).Select(one => one.Name)]);
        await WriteAsync(writes, name, new AuditRecord("deployment.end", $"deployment/{name}", now, _options.Actor), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where versions answer, and have answered, in the order in which they began.</summary>
    /// <param name="name">One place; null for all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<ModelDeployment>> ListDeploymentsAsync(string? name = null, CancellationToken cancellationToken = default)
    {
        var documents = new LineageDocuments(_store.Documents);
        return await documents.DeploymentsAsync(name is null ? null : new("name", [name]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes rows that a version has answered.</summary>
    /// <param name="reference"><c>name@alias</c> or <c>name/3</c>.</param>
    /// <param name="rows">How many.</param>
    /// <param name="options">Where and when; null for a batch that was answered now.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="MlopsException">MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task<PredictionLog> LogPredictionsAsync(string reference, long rows, PredictionLogOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        options ??= new PredictionLogOptions();
        ModelVersion version = await _models.ResolveAsync(ModelReference.Parse(reference), cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = _options.Time.GetUtcNow(), until = options.Until ?? now;
        string? input = options.Input is null ? null : (await Task.Run(() => options.Input.Fingerprint(cancellationToken), cancellationToken).ConfigureAwait(false)).Root;
        string? location = SourceLocation.WithoutSecrets(options.Location);
        var log = new PredictionLog(_ids.Next(), version.Name, version.Version, options.Deployment is null ? null : Names.Key(options.Deployment, nameof(options)), rows, options.From ?? until, until, location, input);
        await WriteAsync([LineageDocuments.Write(log)], log.Id, new AuditRecord("predictions.log", $"model/{version}", now, _options.Actor, location), cancellationToken).ConfigureAwait(false);
        return log;
    }

    /// <summary>Draws a link by hand, such as from a job of another system to a dataset.</summary>
    /// <param name="from">What was there first.</param>
    /// <param name="to">What came of it.</param>
    /// <param name="relation">How, in a word.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    /// <exception cref="ArgumentException">A thing cannot come of itself.</exception>
    public async Task<LineageEdge> LinkAsync(LineageNode from, LineageNode to, string relation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        Names.Key(relation);
        if (from == to) throw new ArgumentException($"{from.Key} cannot come of itself.", nameof(to));
        DateTimeOffset now = _options.Time.GetUtcNow();
        var link = new LineageLink(from.Key, to.Key, relation, now);
        string id = _ids.Next();
        await WriteAsync([LineageDocuments.Write(link, id)], id, new AuditRecord("lineage.link", from.Key, now, _options.Actor, $"{relation} {to.Key}"), cancellationToken).ConfigureAwait(false);
        return new LineageEdge(from, to, relation, now);
    }

    /// <summary>What ends the version that answers in a place, and notes which one answers there next: of two who deploy at once, one is told.</summary>
    private async Task<List<DocumentWrite>> ReplacingAsync(string name, string? next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StoredDocument? place = await _store.Documents.FindAsync(LineageDocuments.PlaceKind, name, null, cancellationToken).ConfigureAwait(false);
        List<DocumentWrite> writes = [LineageDocuments.Write(new DeploymentPlace(next), name, place?.Revision ?? 0)];
        if (place is null || LineageJson.Read(place, LineageJson.Default.DeploymentPlace).Deployment is not string open) return writes;
        if (await _store.Documents.FindAsync(LineageDocuments.DeploymentKind, open, null, cancellationToken).ConfigureAwait(false) is { } document)
            writes.Add(LineageDocuments.Write(LineageJson.Read(document, LineageJson.Default.ModelDeployment) with { EndedAt = now }, document.Revision));
        else if (next is not null) throw TrackingErrors.PlaceHidden(name);
        return writes;
    }

    private async Task WriteAsync(List<DocumentWrite> writes, string what, AuditRecord audit, CancellationToken cancellationToken)
    {
        if (await _store.Documents.WriteAsync(writes, audit, cancellationToken: cancellationToken).ConfigureAwait(false) is { } conflict) throw TrackingErrors.DeployedMeanwhile(what, conflict);
    }
}
