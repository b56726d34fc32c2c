using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Testing;

/// <summary>Chunks in memory, held by one at a time.</summary>
internal sealed class InMemoryUpload : ArtifactUpload
{
    public const int ChunkLength = 1 << 20;
    private readonly List<byte[]> _chunks;
    private readonly Action<byte[]> _commit;
    private readonly Action _letGo;

    public InMemoryUpload(long size, List<byte[]> chunks, Action<byte[]> commit, Action letGo)
        : base(size, ChunkLength, chunks.Select(chunk => Convert.ToHexStringLower(SHA256.HashData(chunk)))) => (_chunks, _commit, _letGo) = (chunks, commit, letGo);

    /// <summary>Drops chunks that content of a size cannot have.</summary>
    public static void Fit(List<byte[]> chunks, long size)
    {
        int fitting = 0;
        while (fitting < chunks.Count && chunks[fitting].Length == Math.Min(ChunkLength, size - (long)fitting * ChunkLength)) fitting++;
        chunks.RemoveRange(fitting, chunks.Count - fitting);
    }

    protected override Task KeepCoreAsync(int count, CancellationToken cancellationToken)
    {
        _chunks.RemoveRange(count, _chunks.Count - count);
        return Task.CompletedTask;
    }

    protected override Task AppendCoreAsync(int number, ReadOnlyMemory<byte> chunk, string sha256, CancellationToken cancellationToken)
    {
        _chunks.Add(chunk.ToArray());
        return Task.CompletedTask;
    }

    protected override Task CommitCoreAsync(string sha256, CancellationToken cancellationToken)
    {
        byte[] content = new byte[Size];
        for (int i = 0; i < _chunks.Count; i++) _chunks[i].CopyTo(content, (long)i * ChunkBytes);
        string stored = Convert.ToHexStringLower(SHA256.HashData(content));
        if (stored != sha256) throw StoreErrors.UploadDiffers(sha256, stored);
        _commit(content);
        return Task.CompletedTask;
    }

    protected override ValueTask DisposeCoreAsync()
    {
        _letGo();
        return ValueTask.CompletedTask;
    }
}
