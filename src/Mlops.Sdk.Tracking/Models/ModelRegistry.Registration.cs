using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>Registers a bundle file as the next version of a model. The version is there with its whole bundle, or not at all.</summary>
    /// <param name="name">The model; it comes into being with its first version.</param>
    /// <param name="path">The file.</param>
    /// <param name="producedBy">The run that made it, if there is one.</param>
    /// <param name="options">What else to note; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6045: the file is no bundle.</exception>
    public async Task<ModelVersion> RegisterBundleAsync(string name, string path, Run? producedBy = null, RegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Names.Model(name);
        await using FileStream bundle = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        return await RegisterBundleAsync(name, bundle, producedBy, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Registers a bundle as the next version of a model. The version is there with its whole bundle, or not at all.</summary>
    /// <param name="name">The model; it comes into being with its first version.</param>
    /// <param name="bundle">The bundle, read to its end.</param>
    /// <param name="producedBy">The run that made it, if there is one.</param>
    /// <param name="options">What else to note; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6045: the content is no bundle.</exception>
    public async Task<ModelVersion> RegisterBundleAsync(string name, Stream bundle, Run? producedBy = null, RegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Names.Model(name);
        ArtifactBlob blob = await _artifacts.PutAsync(bundle, cancellationToken).ConfigureAwait(false);
        return await AddAsync(name, blob, null, producedBy, options, cancellationToken).ConfigureAwait(false);
    }

    private Task<ModelVersion> AddAsync(string name, ArtifactBlob bundle, string? schemaJson, Run? producedBy, RegistrationOptions? options, CancellationToken cancellationToken) =>
        _store.Models.AddVersionAsync(
            new ModelVersion
            {
                Name = name,
                Version = 0,
                BundleSha256 = bundle.Sha256,
                BundleSize = bundle.Size,
                SchemaJson = schemaJson,
                RunId = producedBy?.Id,
                CreatedAt = _time.GetUtcNow(),
                Tags = (options ?? new RegistrationOptions()).Tags,
            },
            cancellationToken);
}
