namespace Mlops.Sdk.Extensibility;

/// <summary>Seals content on its way into a file. A frame waits until more comes, because the last one is sealed as the last.</summary>
internal sealed class SealingWriter(Stream target, ArtifactKeys keys) : IDisposable
{
    private readonly SealedFormat _format = SealedFormat.Create(keys);
    private readonly byte[] _waiting = new byte[SealedFormat.ContentBytes];
    private readonly byte[] _sealed = new byte[SealedFormat.FrameBytes];
    private int _count;
    private long _number;

    public async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        while (!content.IsEmpty)
        {
            if (_count == _waiting.Length) await SealAsync(isLast: false, cancellationToken).ConfigureAwait(false);
            int taken = Math.Min(content.Length, _waiting.Length - _count);
            content[..taken].CopyTo(_waiting.AsMemory(_count));
            _count += taken;
            content = content[taken..];
        }
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => SealAsync(isLast: true, cancellationToken);

    public void Dispose() => _format.Dispose();

    private async Task SealAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (_number == 0) await target.WriteAsync(_format.Header, cancellationToken).ConfigureAwait(false);
        _format.Seal(_number++, isLast, _waiting.AsSpan(0, _count), _sealed);
        await target.WriteAsync(_sealed.AsMemory(0, _count + SealedFormat.SpareBytes), cancellationToken).ConfigureAwait(false);
        _count = 0;
    }
}
