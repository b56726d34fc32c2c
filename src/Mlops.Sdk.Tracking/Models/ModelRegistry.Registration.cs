using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>Registers a fitted pipeline as the next version of a model. The version is there with its whole bundle, or not at all.</summary>
    /// <param name="name">The model; it comes into being with its first version.</param>
    /// <param name="model">The fitted pipeline.</param>
    /// <param name="producedBy">The run that made it, if there is one.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<ModelVersion> RegisterAsync(string name, FittedPipeline model, Run? producedBy = null, CancellationToken cancellationToken = default) =>
        RegisterAsync(name, model, new RegistrationOptions(), producedBy, cancellationToken);

    /// <summary>Registers a fitted pipeline as the next version of a model. The version is there with its whole bundle, or not at all.</summary>
    /// <param name="name">The model; it comes into being with its first version.</param>
    /// <param name="model">The fitted pipeline.</param>
    /// <param name="options">What else to note.</param>
    /// <param name="producedBy">The run that made it, if there is one.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ModelVersion> RegisterAsync(string name, FittedPipeline model, RegistrationOptions options, Run? producedBy = null, CancellationToken cancellationToken = default)
    {
        Names.Model(name);
        ArgumentNullException.ThrowIfNull(model);
        await using FileStream bundle = TemporaryFile.Create();
        await Task.Run(() => model.Save(bundle), cancellationToken).ConfigureAwait(false);
        bundle.Position = 0;
        return await RegisterBundleAsync(name, bundle, producedBy, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Registers a bundle file as the next version of a model. The version is there with its whole bundle, or not at all.</summary>
    /// <param name="name">The model; it comes into being with its first version.</param>
    /// <param name="path">The file.</param>
    /// <param name="producedBy">The run that made it, if there is one.</param>
    /// <param name="options">What else to note; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="BundleFormatException">The file is no bundle, or it is damaged; nothing was registered.</exception>
    public async Task<ModelVersion> RegisterBundleAsync(string name, string path, Run? producedBy = null, RegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Names.Model(name);
        await using FileStream bundle = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return await RegisterBundleAsync(name, bundle, producedBy, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Registers a bundle as the next version of a model. The version is there with its whole bundle, or not at all.</summary>
    /// <param name="name">The model; it comes into being with its first version.</param>
    /// <param name="bundle">The bundle, read to its end.</param>
    /// <param name="producedBy">The run that made it, if there is one.</param>
    /// <param name="options">What else to note; null for nothing.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="BundleFormatException">The content is no bundle, or it is damaged; nothing was registered.</exception>
    public async Task<ModelVersion> RegisterBundleAsync(string name, Stream bundle, Run? producedBy = null, RegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Names.Model(name);
        foreach (string tag in (options ?? new RegistrationOptions()).Tags.Keys) Names.Key(tag, nameof(options));
        if (bundle is { CanSeek: true, Position: 0 }) return await RegisterCheckedAsync(name, bundle, producedBy, options, cancellationToken).ConfigureAwait(false);
        await using FileStream copy = TemporaryFile.Create();
        await bundle.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        copy.Position = 0;
        return await RegisterCheckedAsync(name, copy, producedBy, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModelVersion> RegisterCheckedAsync(string name, Stream bundle, Run? producedBy, RegistrationOptions? options, CancellationToken cancellationToken)
    {
        if (options is { Signing: not null, SigningKey: null }) throw new ArgumentException("Signing is given without a key, so the bundle would not be signed. Set RegistrationOptions.SigningKey, or leave Signing out.", nameof(options));
        BundleInfo info = await Task.Run(() => BundleInfo.Read(bundle), cancellationToken).ConfigureAwait(false);
        await CheckSignatureAsync(name, options?.CompatibleWith, ModelSignature.Parse(info.ToSignatureJson()), cancellationToken).ConfigureAwait(false);
        bundle.Position = 0;
        ArtifactBlob blob = await _artifacts.PutAsync(bundle, cancellationToken).ConfigureAwait(false);
        var version = new ModelVersion
        {
            Name = name,
            Version = 0,
            BundleSha256 = blob.Sha256,
            BundleSize = blob.Size,
            SignatureJson = info.ToSignatureJson(),
            RunId = producedBy?.Id,
            CreatedAt = _time.GetUtcNow(),
            Tags = (options ?? new RegistrationOptions()).Tags,
        };
        VersionReport? signature = options?.SigningKey is { } key ? await SignAsync(name, bundle, key, options.Signing, cancellationToken).ConfigureAwait(false) : null;
        ModelVersion added = await _store.Models.AddVersionAsync(version, signature, Audit(RegisterAction, name, version.CreatedAt, RegisteredDetail(blob.Sha256)), cancellationToken).ConfigureAwait(false);
        return await WithOriginAsync(added, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckSignatureAsync(string name, string? alias, ModelSignature signature, CancellationToken cancellationToken)
    {
        if (alias is null || await FindAsync(ModelReference.To(name, alias), cancellationToken).ConfigureAwait(false) is not { } holder) return;
        string[] breaking = [.. signature.Compare(holder.Signature).Where(difference => difference.IsBreaking).Select(difference => difference.Message)];
        if (breaking.Length > 0) throw TrackingErrors.SignatureBreaks(name, alias, holder, breaking);
    }
}
