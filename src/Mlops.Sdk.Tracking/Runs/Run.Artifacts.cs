using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Run
{
    /// <summary>Keeps a file; it is durable when the task ends. A file of 8 MiB or more is stored chunk by chunk: when the call is cancelled, or the process dies, and the same file is logged again, by this run or another one, it goes on where it stopped, after comparing what is stored with the file. What stays unfinished goes with <see cref="Workspace.CollectGarbageAsync"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The name inside the run, with <c>/</c> between folders; null for the file's own name.</param>
    /// <param name="progress">Told how much of the file is stored, chunk by chunk, and whether an earlier attempt goes on; null for nobody.</param>
    /// <param name="cancellationToken">Stops the call; what was stored of a large file stays for the next attempt.</param>
    /// <exception cref="MlopsException">MLO6004: it cannot be written; MLO6027: a file of 8 MiB or more changed while it was read.</exception>
    public async Task<RunArtifact> LogFileAsync(string file, string? path = null, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        path = Names.ArtifactPath(path ?? Path.GetFileName(file), nameof(path));
        await using FileStream content = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        ArtifactBlob blob = await new FileUpload(_workspace.Artifacts, content, path, progress).RunAsync(cancellationToken).ConfigureAwait(false);
        return await KeepAsync(path, blob, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps content; it is durable when the task ends. The same content is stored once, however often it is logged.</summary>
    /// <param name="path">The name inside the run, with <c>/</c> between folders; the last content under a name stands.</param>
    /// <param name="content">The content, read to its end.</param>
    /// <param name="mediaType">What it is; null to go by the name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<RunArtifact> LogArtifactAsync(string path, Stream content, string? mediaType = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        Names.ArtifactPath(path);
        ArtifactBlob blob = await _workspace.Artifacts.PutAsync(content, cancellationToken).ConfigureAwait(false);
        return await KeepAsync(path, blob, mediaType, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps text as UTF-8; it is durable when the task ends.</summary>
    /// <param name="path">The name inside the run, with <c>/</c> between folders.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<RunArtifact> LogTextAsync(string path, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await LogArtifactAsync(path, content, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunArtifact> KeepAsync(string path, ArtifactBlob blob, string? mediaType, CancellationToken cancellationToken)
    {
        var artifact = new RunArtifact(path, blob.Sha256, blob.Size, mediaType ?? MediaTypes.Of(path), _workspace.Options.Time.GetUtcNow());
        await WriteAsync(new ArtifactLogged(Id, artifact), cancellationToken).ConfigureAwait(false);
        return artifact;
    }
}
