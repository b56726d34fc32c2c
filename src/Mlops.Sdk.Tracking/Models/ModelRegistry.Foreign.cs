using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>The tag that says of which system a version is whose files this SDK keeps and does not score.</summary>
    internal const string ForeignTag = "foreign_format";

    /// <summary>Registers files of another system as the next version of a model.</summary>
    internal async Task<ModelVersion> RegisterForeignAsync(string name, Stream zip, string format, ImmutableSortedDictionary<string, string> tags, string? runId, CancellationToken cancellationToken)
    {
        ArtifactBlob blob = await _artifacts.PutAsync(zip, cancellationToken).ConfigureAwait(false);
        var version = new ModelVersion { Name = Names.Model(name), Version = 0, BundleSha256 = blob.Sha256, BundleSize = blob.Size, RunId = runId, CreatedAt = _time.GetUtcNow(), Tags = tags.SetItem(ForeignTag, format) };
        ModelVersion added = await _store.Models.AddVersionAsync(version, null, Audit(RegisterAction, name, version.CreatedAt, RegisteredDetail(blob.Sha256)), cancellationToken).ConfigureAwait(false);
        return await WithOriginAsync(added, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives an alias that nobody holds to a version.</summary>
    internal Task<AliasChange> ImportAliasAsync(string name, string alias, int version, string reason, CancellationToken cancellationToken) => MoveAsync(name, alias, version, null, reason, cancellationToken);

    private static void RequireOwn(ModelVersion version)
    {
        if (version.SignatureJson is null && version.Tags.TryGetValue(ForeignTag, out string? format)) throw TrackingErrors.ForeignModel(version, format);
    }
}
