using System.Collections.Immutable;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// What all runs of a workspace in this process have in common: packages and changes of the source. It is found once, beside the first run, and linked to every run;
/// the code of a running process does not change.
/// </summary>
internal sealed class Provenance(Workspace workspace)
{
    public const string Packages = "provenance/packages.json", Changes = "provenance/source.diff", Dirty = "git_dirty";
    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(30);
    private readonly Lock _gate = new();
    private readonly List<Task> _late = [];
    private Task<ImmutableArray<RunWrite>>? _found;
    private DateTimeOffset _foundAt;

    /// <summary>What to write with a run that starts; when it is not found yet, it is written later, and <see cref="CompleteAsync"/> waits for that.</summary>
    public ImmutableArray<RunWrite> For(string runId)
    {
        lock (_gate)
        {
            // Stored again now and then, so that the content never counts as garbage between two runs.
            DateTimeOffset now = workspace.Options.Time.GetUtcNow();
            if (_found is null || (_found.IsCompleted && now - _foundAt > s_age)) (_found, _foundAt) = (Task.Run(FindAsync), now);
            if (_found.IsCompletedSuccessfully) return Bind(_found.Result, runId);
            _late.RemoveAll(task => task.IsCompleted);
            _late.Add(WriteLaterAsync(_found, runId));
            return [];
        }
    }

    public Task CompleteAsync()
    {
        lock (_gate) return Task.WhenAll(_late);
    }

    private async Task WriteLaterAsync(Task<ImmutableArray<RunWrite>> found, string runId)
    {
        try
        {
            // Off the caller's thread, which holds the gate.
            await Task.Yield();
            ImmutableArray<RunWrite> writes = Bind(await found.ConfigureAwait(false), runId);
            if (!writes.IsEmpty) await workspace.Store.Runs.WriteAsync(writes).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MlopsException or ObjectDisposedException or IOException)
        {
            // Where a run came from is worth knowing and not worth failing for; the store tells the run itself when it cannot write.
        }
    }

    private async Task<ImmutableArray<RunWrite>> FindAsync()
    {
        List<RunWrite> writes = [];
        try
        {
            writes.Add(await KeepAsync(Packages, PackageList.ToJson()).ConfigureAwait(false));
            string directory = workspace.Options.SourceDirectory ?? Environment.CurrentDirectory;
            if (workspace.Options.SourceCapture == SourceCapture.Changes && GitHead.Find(directory) is not null
                && await GitChanges.FindAsync(directory, workspace.Options.Time).ConfigureAwait(false) is string changes)
            {
                writes.Add(new FactSet("", Dirty, changes.Length > 0 ? "true" : "false"));
                if (changes.Length > 0) writes.Add(await KeepAsync(Changes, Encoding.UTF8.GetBytes(changes)).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is MlopsException or ObjectDisposedException or IOException or UnauthorizedAccessException)
        {
            // What could be found is linked; the store tells the run itself when it cannot write.
        }

        return [.. writes];
    }

    private async Task<RunWrite> KeepAsync(string path, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        ArtifactBlob blob = await workspace.Artifacts.PutAsync(content).ConfigureAwait(false);
        return new ArtifactLogged("", new RunArtifact(path, blob.Sha256, blob.Size, MediaTypes.Of(path), workspace.Options.Time.GetUtcNow()));
    }

    private static ImmutableArray<RunWrite> Bind(ImmutableArray<RunWrite> writes, string runId) => [.. writes.Select(write => write with { RunId = runId })];
}
