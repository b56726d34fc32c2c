using System.Text;

namespace Mlops.Sdk;

internal sealed class FileTransport : OpenLineageTransport
{
    private readonly string _path;

    public FileTransport(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
    }

    public override async Task SendAsync(string json, CancellationToken cancellationToken)
    {
        // One write at the end of the file, so that lines of several processes do not mix.
        await using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await file.WriteAsync(Encoding.UTF8.GetBytes(json + "\n"), cancellationToken).ConfigureAwait(false);
    }

    public override async Task<bool> WasSentAsync(string runId, string eventType, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(_path)) return false;
        await foreach (string line in System.IO.File.ReadLinesAsync(_path, cancellationToken).ConfigureAwait(false))
            if (line.Contains($"\"runId\":\"{runId}\"", StringComparison.Ordinal) && line.Contains($"\"eventType\":\"{eventType}\"", StringComparison.Ordinal)) return true;
        return false;
    }
}
