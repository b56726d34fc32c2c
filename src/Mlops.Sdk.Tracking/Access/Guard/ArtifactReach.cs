using System.Collections.Concurrent;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// Through what contents may be read. A content is opened only when the store has given out, in this workspace, something that refers to it, and the principal holds the privilege on that something still;
/// and a new reference is only made to content that was stored here, or that may be read.
/// </summary>
internal sealed class ArtifactReach(IArtifactStore artifacts)
{
    private const int MostHashes = 200_000;
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<(Privilege, Securable), bool>> _ways = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _put = new(StringComparer.Ordinal);

    /// <summary>Something that refers to a content was given out.</summary>
    public void Add(string sha256, Privilege privilege, Securable securable)
    {
        // Those who open a content have read just before what refers to it.
        if (_ways.Count >= MostHashes) _ways.Clear();
        _ways.GetOrAdd(sha256, _ => new()).TryAdd((privilege, securable), true);
    }

    /// <summary>A principal stored a content.</summary>
    public void Put(AccessSession session, string sha256)
    {
        if (_put.Count >= MostHashes) _put.Clear();
        _put[sha256] = session.Name;
    }

    public async ValueTask CheckOpenAsync(AccessSession session, string sha256)
    {
        if (MayOpen(session, sha256, out AccessDecision? refused)) return;
        if (refused is { Securable.Kind: SecurableKind.Dataset } && session.Allows(Privilege.Use, refused.Securable)) throw AccessErrors.HiddenContent(session.Name, refused.Securable.Name);
        if (refused is not null) await session.RequireAsync(refused.Privilege, refused.Securable).ConfigureAwait(false);
        throw StoreErrors.ArtifactMissing(sha256, "what you may read");
    }

    /// <summary>Throws unless a principal may make something refer to a content.</summary>
    public async ValueTask CheckLinkAsync(AccessSession session, string sha256)
    {
        if (IsOwn(session, sha256) || MayOpen(session, sha256, out _)) return;
        await session.RequireAsync(Privilege.Manage, Securable.Workspace).ConfigureAwait(false);
    }

    /// <summary>The same for a hash that may be that of a content, or of something else.</summary>
    public async ValueTask CheckNamedAsync(AccessSession session, string hash, CancellationToken cancellationToken)
    {
        if (IsOwn(session, hash) || MayOpen(session, hash, out _)) return;
        if (await artifacts.CheckAsync(hash, cancellationToken).ConfigureAwait(false) == ArtifactState.Missing) return;
        await CheckLinkAsync(session, hash).ConfigureAwait(false);
    }

    private bool IsOwn(AccessSession session, string sha256) => _put.TryGetValue(sha256, out string? by) && by == session.Name;

    private bool MayOpen(AccessSession session, string sha256, out AccessDecision? refused)
    {
        refused = null;
        if (!_ways.TryGetValue(sha256, out ConcurrentDictionary<(Privilege, Securable), bool>? ways)) return false;
        foreach ((Privilege privilege, Securable securable) in ways.Keys)
        {
            AccessDecision decision = session.State.Decide(session.Name, privilege, securable);
            // The file of a dataset holds all of it.
            if (decision.IsAllowed && (securable.Kind != SecurableKind.Dataset || !DatasetGuard.Hides(session, securable.Name))) return true;
            refused = decision;
        }

        return false;
    }
}
