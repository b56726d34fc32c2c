using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Workspace
{
    private static readonly TimeSpan s_shortestGrace = TimeSpan.FromHours(1), s_grace = TimeSpan.FromDays(1);

    /// <summary>Reads everything through and lists what is missing or damaged. What is sound stays usable.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<WorkspaceVerification> VerifyAsync(CancellationToken cancellationToken = default)
    {
        await Access.RequireAsync(Privilege.Manage, Securable.Workspace, cancellationToken).ConfigureAwait(false);
        return await WorkspaceVerifier.VerifyAsync(_rawStore, _rawArtifacts, new AuditLog(_rawStore.Audit, Options), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the database into its shortest form: series in full chunks, free pages given back. It is safe at any time and while others write; ended runs are compact already.</summary>
    /// <param name="cancellationToken">Stops the call as long as the work has not begun.</param>
    public async Task CompactAsync(CancellationToken cancellationToken = default)
    {
        await Store.CompactAsync(cancellationToken).ConfigureAwait(false);
        await NoteAsync("workspace.compact", "workspace", null).ConfigureAwait(false);
    }

    /// <summary>Removes contents that no run, no model version and no document (such as the catalog's) refers to, and uploads that were begun and that nobody went on with. It is safe while others write: what was stored again meanwhile stays, and so does all that a registered version reaches.</summary>
    /// <param name="grace">How long content may lie before somebody has to refer to it, and an upload before somebody has to go on with it, at least an hour; null for a day.</param>
    /// <param name="cancellationToken">Stops the call between two contents.</param>
    public async Task<GarbageCollection> CollectGarbageAsync(TimeSpan? grace = null, CancellationToken cancellationToken = default)
    {
        TimeSpan age = grace ?? s_grace;
        ArgumentOutOfRangeException.ThrowIfLessThan(age, s_shortestGrace, nameof(grace));
        // What is hidden from who collects is used all the same, so all references are looked at.
        await Access.RequireAsync(Privilege.Manage, Securable.Workspace, cancellationToken).ConfigureAwait(false);
        GarbageCollection collected = await GarbageCollection.RunAsync(_rawStore, _rawArtifacts, Options.Time.GetUtcNow() - age, cancellationToken).ConfigureAwait(false);
        await NoteAsync("workspace.collect_garbage", "artifacts", collected.ToString()).ConfigureAwait(false);
        return collected;
    }

    /// <summary>Copies the workspace into another directory while it is in use. The copy is a workspace of its own, as it stood when the call began; each content is checked on the way. Where a principal is asked for, it takes an owner, for the copy holds everything.</summary>
    /// <param name="directory">The directory, which must be empty or not be there.</param>
    /// <param name="cancellationToken">Stops the call; what was copied so far stays and is no workspace.</param>
    /// <exception cref="NotSupportedException">The workspace is not one of a directory.</exception>
    /// <exception cref="MlopsException">MLO6003: the directory cannot be written, or is not empty; MLO6021, MLO6022: content is missing or damaged.</exception>
    public async Task BackupAsync(string directory, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        await Access.RequireOwnerAsync("copy the workspace", cancellationToken).ConfigureAwait(false);
        if (_rawStore is not SqliteWorkspaceStore store) throw new NotSupportedException("Only a workspace in a directory is copied by BackupAsync; back up its stores by their own means.");
        string root = Path.GetFullPath(directory), unfinished = Path.Combine(root, DatabaseFile + ".unfinished");
        try
        {
            Directory.CreateDirectory(root);
            if (Directory.EnumerateFileSystemEntries(root).Any()) throw TrackingErrors.CannotOpen(root, new IOException("it is not empty"));
            // Noted first, so that the copy holds the entry as well.
            await NoteAsync("workspace.backup", "workspace", root).ConfigureAwait(false);
            await store.CopyAsync(unfinished, cancellationToken).ConfigureAwait(false);
            var artifacts = new FolderArtifactStore(Path.Combine(root, ArtifactFolder), Options.Durability, Options.Time, Options.ArtifactKeys);
            foreach (string sha256 in await SqliteWorkspaceStore.ListArtifactsAsync(unfinished, cancellationToken).ConfigureAwait(false))
            {
                await using Stream content = await _rawArtifacts.OpenAsync(sha256, cancellationToken).ConfigureAwait(false);
                await artifacts.PutAsync(content, cancellationToken).ConfigureAwait(false);
            }

            // The database comes last: a copy that was stopped is no workspace with missing files.
            File.Move(unfinished, Path.Combine(root, DatabaseFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TrackingErrors.CannotOpen(root, e);
        }
    }

    private Task NoteAsync(string action, string subject, string? detail) =>
        Store.Audit.AppendAsync([new AuditRecord(action, subject, Options.Time.GetUtcNow(), Options.Actor, detail)], CancellationToken.None);
}
