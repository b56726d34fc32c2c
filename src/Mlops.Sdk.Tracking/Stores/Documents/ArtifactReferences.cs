using System.Globalization;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Which contents documents refer to: one document per reference, whose key begins with the hash. It is written and removed in the transaction of the document that refers to the content.
/// Garbage collection, verification and backup ask here, so that they know all references of every store, whatever tables it has.
/// </summary>
internal static class ArtifactReferences
{
    public const string Kind = "artifact.link";
    private const int Page = 10_000, HashLength = 64;

    /// <summary>The key of the reference that an owner has under a name, such as <c>dataset/loans/3</c> and <c>content</c>.</summary>
    public static string Key(string sha256, string owner, string name) => $"{sha256}/{owner}/{name}";

    /// <summary>What to write so that a content is kept.</summary>
    /// <param name="blob">The content, which was put into the store before.</param>
    /// <param name="owner">Who refers to it.</param>
    /// <param name="name">As what.</param>
    /// <param name="expected">The revision that the reference stands at; 0 for a new one.</param>
    public static DocumentWrite Add(ArtifactBlob blob, string owner, string name, int expected) => new(Kind, Key(blob.Sha256, owner, name), expected, blob.Size.ToString(CultureInfo.InvariantCulture));

    /// <summary>Every reference of the store: those of its own tables and those of documents.</summary>
    public static async Task<IReadOnlyList<ArtifactLink>> ListAsync(IWorkspaceStore store, CancellationToken cancellationToken)
    {
        List<ArtifactLink> links = [.. await store.ListArtifactLinksAsync(cancellationToken).ConfigureAwait(false)];
        links.AddRange(await ReadAsync(store, null, cancellationToken).ConfigureAwait(false));
        return links;
    }

    /// <summary>The references of documents to one content.</summary>
    public static Task<IReadOnlyList<ArtifactLink>> ListAsync(IWorkspaceStore store, string sha256, CancellationToken cancellationToken) => ReadAsync(store, sha256 + "/", cancellationToken);

    private static async Task<IReadOnlyList<ArtifactLink>> ReadAsync(IWorkspaceStore store, string? prefix, CancellationToken cancellationToken)
    {
        List<ArtifactLink> links = [];
        string? after = null;
        while (true)
        {
            IReadOnlyList<StoredDocument> page = await store.Documents.SearchAsync(new DocumentQuery { Kind = Kind, KeyPrefix = prefix, After = after, Most = Page }, cancellationToken).ConfigureAwait(false);
            links.AddRange(page.Where(document => IsKey(document.Key)).Select(Link));
            if (page.Count < Page) return links;
            after = page[^1].Key;
        }
    }

    // The key alone says what is kept: a body that was spoilt by hand loses the size and no content.
    private static ArtifactLink Link(StoredDocument document) =>
        new(document.Key[(HashLength + 1)..], document.Key[..HashLength], long.TryParse(document.Body, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : 0);

    private static bool IsKey(string key) => key.Length > HashLength + 1 && key[HashLength] == '/' && key.Take(HashLength).All(char.IsAsciiHexDigitLower);
}
