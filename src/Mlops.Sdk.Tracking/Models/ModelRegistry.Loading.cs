using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    /// <summary>Loads the model that a reference stands for now, under <see cref="WorkspaceOptions.Signatures"/>. The hash of the bundle is checked before anything is read from it.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="options">How the bundle is loaded; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6021: the bundle is missing; MLO6022: it is damaged; MLO6041 to MLO6043: the reference stands for nothing; MLO6048: the model takes other columns than its registered signature says; MLO6050: signatures are required and its own is not good; MLO6053: it is a model of another system, whose files are kept and not scored.</exception>
    public Task<FittedPipeline> LoadAsync(ModelReference reference, BundleOptions? options = null, CancellationToken cancellationToken = default) => LoadAsync(reference, _signatures, options, cancellationToken);

    /// <summary>Loads the model that a reference stands for now, under <see cref="WorkspaceOptions.Signatures"/>. The hash of the bundle is checked before anything is read from it.</summary>
    /// <param name="reference"><c>name@alias</c> or <c>name/3</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6021: the bundle is missing; MLO6022: it is damaged; MLO6041 to MLO6043: the reference stands for nothing; MLO6050: signatures are required and its own is not good.</exception>
    public Task<FittedPipeline> LoadAsync(string reference, CancellationToken cancellationToken = default) => LoadAsync(ModelReference.Parse(reference), null, cancellationToken);

    /// <summary>Loads the model that a reference stands for now if its signature satisfies a check. The bundle is read once: what was verified is what is loaded, and nothing of it is read before.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="signatures">Whose signatures are trusted, and what becomes of models without one; in place of <see cref="WorkspaceOptions.Signatures"/>.</param>
    /// <param name="options">How the bundle is loaded; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6050: signatures are required and its own is not there or not good; MLO6021: the bundle is missing; MLO6022: it is damaged; MLO6041 to MLO6043: the reference stands for nothing; MLO6048: the model takes other columns than its registered signature says.</exception>
    public async Task<FittedPipeline> LoadAsync(ModelReference reference, SignatureCheck signatures, BundleOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        RequireOwn(version);
        await using Stream bundle = await OpenBundleAsync(version.Reference, cancellationToken).ConfigureAwait(false);
        await using Stream content = signatures.Policy == SignaturePolicy.Off ? bundle : await VerifiedAsync(version, bundle, signatures, cancellationToken).ConfigureAwait(false);
        FittedPipeline model = await Task.Run(() => FittedPipeline.Load(content, options), cancellationToken).ConfigureAwait(false);
        CheckLoaded(version, model);
        return model;
    }

    /// <summary>The bundle in memory, where whoever can write the files cannot change it between the check and the use.</summary>
    private async Task<MemoryStream> VerifiedAsync(ModelVersion version, Stream bundle, SignatureCheck signatures, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        await bundle.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) != version.BundleSha256) throw StoreErrors.ArtifactDamaged(version.BundleSha256, $"the bundle of {version}");
        (string? signature, string absent) = await FindSignatureAsync(version, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        signatures.Apply($"The model {version}", BundleName(version.Name), content, signature, absent);
        content.Position = 0;
        return content;
    }

    private async Task<(string? Signature, string Absent)> FindSignatureAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        IReadOnlyList<VersionReport> reports = await _store.Models.ReadReportsAsync(version.Name, version.Version, cancellationToken).ConfigureAwait(false);
        if (reports.SelectMany(report => report.Artifacts).FirstOrDefault(artifact => artifact.Path == SignaturePath) is not { } kept) return (null, $"{version} was registered without one");
        try
        {
            using var text = new StreamReader(await _artifacts.OpenAsync(kept.Sha256, cancellationToken).ConfigureAwait(false), Encoding.UTF8);
            return (await text.ReadToEndAsync(cancellationToken).ConfigureAwait(false), "");
        }
        catch (MlopsException e)
        {
            return (null, $"that of {version} cannot be read ({e.Message})");
        }
    }

    private static void CheckLoaded(ModelVersion version, FittedPipeline model)
    {
        if (version.SignatureJson is null) return;
        ImmutableSortedDictionary<string, string> columns = model.InputSchema.Fields.ToImmutableSortedDictionary(field => field.Name, field => field.Type.ToString(), StringComparer.Ordinal);
        string[] differing = [.. version.Signature.Compare(version.Signature with { Columns = columns }).Select(difference => difference.Message)];
        if (differing.Length > 0) throw TrackingErrors.SignatureDiffers(version, differing);
    }
}
