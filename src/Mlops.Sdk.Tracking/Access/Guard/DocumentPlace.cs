using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>What a document is a part of, and what reading and writing it take.</summary>
/// <param name="On">What it is a part of.</param>
/// <param name="Read">What reading takes.</param>
/// <param name="Write">What writing takes.</param>
internal sealed record DocumentPlace(Securable On, Privilege Read, Privilege Write)
{
    /// <summary>Whether it tells of the values of a dataset, so that it is shown only to those from whom nothing of the dataset is hidden.</summary>
    public bool TellsValues { get; init; }

    /// <summary>Whether contents are read through the hashes in it.</summary>
    public bool LeadsToContent { get; init; }

    /// <summary>Whether it goes with others in one transaction, which say who may write it.</summary>
    public bool IsCompanion { get; init; }

    /// <summary>Whether it is housekeeping of the SDK, which tells nothing and which no call gives out.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Whether it is read by all, because it tells nothing but a number.</summary>
    public bool IsKnownToAll { get; init; }

    /// <summary>Whether documents of a kind are the rights themselves, which nobody reads or writes as documents.</summary>
    public static bool IsAccess(string kind) => kind.StartsWith(AccessDocuments.Prefix, StringComparison.Ordinal);

    /// <summary>The place of a document. A kind that nobody has placed here belongs to the workspace itself, so that forgetting one opens nothing.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <param name="body">What it says; null for one that is removed.</param>
    public static DocumentPlace Of(string kind, string key, string? body)
    {
        Securable first = Securable.Of(SecurableKind.Dataset, UpToSlash(key));
        return kind switch
        {
            "catalog.source" => new(Securable.Catalog, Privilege.Use, Privilege.Modify) { LeadsToContent = true },
            "catalog.term" => new(Securable.Catalog, Privilege.Use, Privilege.Modify),
            "catalog.dataset" or "catalog.counter" or "catalog.comment" => new(first, Privilege.Use, Privilege.Modify),
            "catalog.version" => new(first, Privilege.Use, Privilege.Modify) { LeadsToContent = true },
            "catalog.report" => new(first, Privilege.Select, Privilege.Modify) { TellsValues = true, LeadsToContent = true },
            // Whoever reads a dataset writes that they did.
            "catalog.usage" => new(first, Privilege.Use, Privilege.Use),
            // Its key is a fingerprint, which tells no dataset.
            "catalog.detail" => new(Securable.Catalog, Privilege.Manage, Privilege.Manage) { TellsValues = true, IsCompanion = true },
            "artifact.link" => new(OwnerOf(key), Privilege.Use, Privilege.Modify) { IsCompanion = true },
            ExperimentProblems.Kind => new(Securable.Of(SecurableKind.Experiment, key), Privilege.Use, Privilege.Modify),
            "model.notes" or "model.approval" or "model.statement" or "model.origin" => new(Securable.Of(SecurableKind.Model, UpToSlash(key)), Privilege.Use, Privilege.Modify),
            "lineage.deployment" or "lineage.predictions" => new(ModelOf(body), Privilege.Use, Privilege.Modify),
            "lineage.place" => new(Securable.Workspace, Privilege.Use, Privilege.Modify) { IsCompanion = true, IsKnownToAll = true },
            "openlineage.run" or "catalog.erasure" => new(Securable.Workspace, Privilege.Use, Privilege.Use) { IsInternal = true },
            _ => new(Securable.Workspace, Privilege.Select, Privilege.Modify) { LeadsToContent = true },
        };
    }

    private static string UpToSlash(string key) => key.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? key[..slash] : key;

    // A key is hash/dataset/NAME/..., hash/source/NAME/...
    private static Securable OwnerOf(string key)
    {
        string[] parts = key.Split('/');
        return parts switch
        {
            [_, "dataset", var name, ..] => Securable.Of(SecurableKind.Dataset, name),
            [_, "model", var name, ..] => Securable.Of(SecurableKind.Model, name),
            [_, "source", ..] => Securable.Catalog,
            _ => Securable.Workspace,
        };
    }

    private static Securable ModelOf(string? body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body ?? "null");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("model", out JsonElement model) && model.GetString() is string name ? Securable.Of(SecurableKind.Model, name) : Securable.Workspace;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Securable.Workspace;
        }
    }
}
