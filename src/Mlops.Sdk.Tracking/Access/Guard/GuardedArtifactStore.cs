using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Contents as a principal may use them: read only through something that may be read.</summary>
internal sealed class GuardedArtifactStore(IArtifactStore inner, AccessGate gate, ArtifactReach reach) : IArtifactStore
{
    public async Task<ArtifactBlob> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        AccessSession? session = await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        ArtifactBlob blob = await inner.PutAsync(content, cancellationToken).ConfigureAwait(false);
        if (session is not null) reach.Put(session, blob.Sha256);
        return blob;
    }

    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) await reach.CheckOpenAsync(session, sha256).ConfigureAwait(false);
        return await inner.OpenAsync(sha256, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Stream> OpenReadAsync(string sha256, long offset, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) await reach.CheckOpenAsync(session, sha256).ConfigureAwait(false);
        return await inner.OpenReadAsync(sha256, offset, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ArtifactState> CheckAsync(string sha256, CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        return await inner.CheckAsync(sha256, cancellationToken).ConfigureAwait(false);
    }

    public async Task<long?> RemoveAsync(string sha256, DateTimeOffset unusedSince, CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        return await inner.RemoveAsync(sha256, unusedSince, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        await foreach (string sha256 in inner.ListAsync(cancellationToken).ConfigureAwait(false)) yield return sha256;
    }

    public async Task<IArtifactUpload> OpenUploadAsync(string id, long size, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is not { } session) return await inner.OpenUploadAsync(id, size, cancellationToken).ConfigureAwait(false);
        // Each principal has uploads of their own: what another one has begun tells hashes of its chunks.
        string own = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{session.Name}\0{id}")));
        return new GuardedUpload(await inner.OpenUploadAsync(own, size, cancellationToken).ConfigureAwait(false), session, reach);
    }

    public async IAsyncEnumerable<string> ListUploadsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        await foreach (string id in inner.ListUploadsAsync(cancellationToken).ConfigureAwait(false)) yield return id;
    }

    public async Task<long?> RemoveUploadAsync(string id, DateTimeOffset unusedSince, CancellationToken cancellationToken)
    {
        await ManageAsync(cancellationToken).ConfigureAwait(false);
        return await inner.RemoveUploadAsync(id, unusedSince, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ManageAsync(CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken).ConfigureAwait(false) is { } session) await session.RequireAsync(Privilege.Manage, Securable.Workspace).ConfigureAwait(false);
    }
}
