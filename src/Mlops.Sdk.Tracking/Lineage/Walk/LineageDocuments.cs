using System.Text.Json.Serialization.Metadata;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What is written down of lineage beyond runs and models: deployments, prediction logs and links, as documents.</summary>
internal sealed class LineageDocuments(IDocumentStore documents)
{
    public const string DeploymentKind = "lineage.deployment", PlaceKind = "lineage.place", PredictionKind = "lineage.predictions", LinkKind = "lineage.link";
    private const int Page = 1000;

    public Task<List<ModelDeployment>> DeploymentsAsync(DocumentTermFilter? where, CancellationToken cancellationToken) =>
        ReadAsync(DeploymentKind, where, LineageJson.Default.ModelDeployment, cancellationToken);

    public Task<List<PredictionLog>> PredictionsAsync(DocumentTermFilter? where, CancellationToken cancellationToken) =>
        ReadAsync(PredictionKind, where, LineageJson.Default.PredictionLog, cancellationToken);

    public Task<List<LineageLink>> LinksAsync(DocumentTermFilter where, CancellationToken cancellationToken) =>
        ReadAsync(LinkKind, where, LineageJson.Default.LineageLink, cancellationToken);

    /// <summary>One prediction log, or none.</summary>
    public async Task<List<PredictionLog>> FindPredictionsAsync(string id, CancellationToken cancellationToken) =>
        await documents.FindAsync(PredictionKind, id, null, cancellationToken).ConfigureAwait(false) is { } document ? [LineageJson.Read(document, LineageJson.Default.PredictionLog)] : [];

    public static DocumentWrite Write(ModelDeployment deployment, int expected) => new(DeploymentKind, deployment.Id, expected, LineageJson.Write(deployment, LineageJson.Default.ModelDeployment))
    {
        Terms = [new("name", deployment.Name), new("model", ModelReference.To(deployment.Model, deployment.Version).ToString())],
    };

    public static DocumentWrite Write(DeploymentPlace place, string name, int expected) => new(PlaceKind, name, expected, LineageJson.Write(place, LineageJson.Default.DeploymentPlace));

    public static DocumentWrite Write(PredictionLog log) => new(PredictionKind, log.Id, 0, LineageJson.Write(log, LineageJson.Default.PredictionLog))
    {
        Terms =
        [
            new("model", ModelReference.To(log.Model, log.Version).ToString()),
            .. log.Deployment is null ? [] : (ReadOnlySpan<DocumentTerm>)[new("deployment", log.Deployment)],
            .. log.Input is null ? [] : (ReadOnlySpan<DocumentTerm>)[new("input", log.Input)],
        ],
    };

    public static DocumentWrite Write(LineageLink link, string id) => new(LinkKind, id, 0, LineageJson.Write(link, LineageJson.Default.LineageLink))
    {
        Terms = [new("from", link.From), new("to", link.To)],
    };

    private async Task<List<T>> ReadAsync<T>(string kind, DocumentTermFilter? where, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        List<T> records = [];
        var query = new DocumentQuery { Kind = kind, Terms = where is null ? [] : [where], Most = Page };
        while (true)
        {
            IReadOnlyList<StoredDocument> page = await documents.SearchAsync(query, cancellationToken).ConfigureAwait(false);
            records.AddRange(page.Select(document => LineageJson.Read(document, type)));
            if (page.Count < Page) return records;
            query = query with { After = page[^1].Key };
        }
    }
}
