using System.Diagnostics;
using System.Text;

namespace Mlops.Sdk;

internal sealed class FileTransport : OpenLineageTransport
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly string _path;

    public FileTransport(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
    }

    public override async Task SendAsync(string json, CancellationToken cancellationToken)
    {
        await using FileStream file = await OpenAloneAsync(cancellationToken).ConfigureAwait(false);
        await file.WriteAsync(Encoding.UTF8.GetBytes(json + "\n"), cancellationToken).ConfigureAwait(false);
    }

    public override async Task<bool> WasSentAsync(string runId, string eventType, CancellationToken cancellationToken)
    {
        await using FileStream file = await OpenAloneAsync(cancellationToken).ConfigureAwait(false);
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            if (line.Contains($"\"runId\":\"{runId}\"", StringComparison.Ordinal) && line.Contains($"\"eventType\":\"{eventType}\"", StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>Opens the file for this process alone, at its end: an append of another would be written over.</summary>
    private async Task<FileStream> OpenAloneAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                file.Seek(0, SeekOrigin.End);
                return file;
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start) < s_patience)
            {
                await Task.Delay(5, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
