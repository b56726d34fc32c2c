using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Turns a fit into an artifact of its run.</summary>
internal static class FitLog
{
    public static async Task<ArtifactLogged> StoreAsync(IArtifactStore artifacts, FitQueued fit, DateTimeOffset now)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(FitRecord.Of(fit.Fit).ToJson()));
        ArtifactBlob blob = await artifacts.PutAsync(content).ConfigureAwait(false);
        return new ArtifactLogged(fit.RunId, new RunArtifact(fit.Path, blob.Sha256, blob.Size, MediaTypes.Of(fit.Path), now));
    }
}
