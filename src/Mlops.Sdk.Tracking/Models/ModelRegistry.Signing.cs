using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class ModelRegistry
{
    private const string SignatureReport = "signature", SignaturePath = "reports/signature.sig";

    /// <summary>Verifies that a version's bundle was signed with a key that is trusted, before it is loaded.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="key">The public key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="MlopsException">MLO6050: it was not signed, or the signature is not good; MLO6021, MLO6022: the bundle is missing or damaged; MLO6041 to MLO6043: the reference stands for nothing.</exception>
    public async Task VerifySignatureAsync(ModelReference reference, ECDsa key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ModelVersion version = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        (string? signature, string absent) = await FindSignatureAsync(version, cancellationToken).ConfigureAwait(false);
        if (signature is null) throw TrackingErrors.SignatureRefused(absent);
        await using Stream bundle = await OpenBundleAsync(version.Reference, cancellationToken).ConfigureAwait(false);
        await Task.Run(() => ModelSigning.Verify(BundleName(version.Name), bundle, signature, key), cancellationToken).ConfigureAwait(false);
    }

    private async Task<VersionReport> SignAsync(string name, Stream bundle, ECDsa key, SigningOptions? options, CancellationToken cancellationToken)
    {
        bundle.Position = 0;
        string signature = await Task.Run(() => ModelSigning.Sign(BundleName(name), bundle, key, options), cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = _time.GetUtcNow();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(signature));
        ArtifactBlob blob = await _artifacts.PutAsync(content, cancellationToken).ConfigureAwait(false);
        var artifact = new RunArtifact(SignaturePath, blob.Sha256, blob.Size, SignatureEnvelope.MediaType, now);
        return new VersionReport { Name = SignatureReport, ReportKind = SignatureReport, CreatedAt = now, Artifacts = [artifact] };
    }

    private static string BundleName(string model) => model + ".mlops";
}
