using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Run
{
    /// <summary>Keeps a file; it is durable when the task ends.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The name inside the run, with <c>/</c> between folders; null for the file's own name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<RunArtifact> LogFileAsync(string file, string? path = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        await using FileStream content = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        return await LogArtifactAsync(path ?? Path.GetFileName(file), content, null, cancellationToken).ConfigureAwait(false);
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
        var artifact = new RunArtifact(path, blob.Sha256, blob.Size, mediaType ?? MediaTypes.Of(path), _workspace.Options.Time.GetUtcNow());
        await WriteAsync(new ArtifactLogged(Id, artifact), cancellationToken).ConfigureAwait(false);
        return artifact;
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
}
