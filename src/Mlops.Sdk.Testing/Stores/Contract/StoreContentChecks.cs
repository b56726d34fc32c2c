using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for contents by their hash.</summary>
internal static class StoreContentChecks
{
    private static readonly string s_unknown = new('0', 64);

    public static async Task RunAsync(StoreChecks checks, Func<Task<IArtifactStore>> open)
    {
        await checks.CheckAsync("content is under its hash", open, UnderHashAsync);
        await checks.CheckAsync("content is read from any byte", open, RangeAsync);
        await checks.CheckAsync("what is not there is told", open, MissingAsync);
        await checks.CheckAsync("a name that is no hash is refused", open, HostileAsync);
        await checks.CheckAsync("a put that is cancelled leaves nothing", open, CancelAsync);
        await checks.CheckAsync("removal goes by when content was last stored", open, RemoveAsync);
        await checks.CheckAsync("eight threads that put the same content store it once", open, ThreadsAsync);
    }

    /// <summary>Content that is neither constant nor periodic in the length of a chunk.</summary>
    public static byte[] Bytes(long count, int seed = 0)
    {
        byte[] bytes = new byte[count];
        uint state = (uint)seed * 2_654_435_761 + 1;
        for (long i = 0; i < count; i++)
        {
            state = state * 1_664_525 + 1_013_904_223;
            bytes[i] = (byte)(state >> 24);
        }

        return bytes;
    }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static async Task<byte[]> ReadAsync(Stream content)
    {
        await using (content)
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy);
            return copy.ToArray();
        }
    }

    private static async Task UnderHashAsync(IArtifactStore store)
    {
        List<string> hashes = [];
        foreach (byte[] bytes in (byte[][])[[], [1, 2, 3], Bytes(70_000), Bytes(2_500_000)])
        {
            ArtifactBlob blob = await store.PutAsync(new MemoryStream(bytes));
            Same(new ArtifactBlob(HashOf(bytes), bytes.Length), blob, "what was put");
            ContractChecks.Require((await ReadAsync(await store.OpenAsync(blob.Sha256))).AsSpan().SequenceEqual(bytes), $"content of {bytes.Length} bytes comes back otherwise");
            Same(ArtifactState.Sound, await store.CheckAsync(blob.Sha256), "the state");
            hashes.Add(blob.Sha256);
        }

        SameAll(hashes.Order(), (await store.ListAsync().ToListAsync()).Order(), "the list");
    }

    private static async Task RangeAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(2_500_000);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(bytes)), small = await store.PutAsync(new MemoryStream([7, 8, 9]));
        foreach (int offset in (int[])[0, 1, 65_536, 1 << 20, (1 << 20) - 1, 2_499_999, 2_500_000])
            ContractChecks.Require((await ReadAsync(await store.OpenReadAsync(blob.Sha256, offset))).AsSpan().SequenceEqual(bytes.AsSpan(offset)), $"content from byte {offset} is otherwise");
        SameAll<byte>([8, 9], await ReadAsync(await store.OpenReadAsync(small.Sha256, 1)), "small content from byte 1");
        await ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenReadAsync(blob.Sha256, 2_500_001), "an offset behind the end");
        await ThrowsAsync<ArgumentOutOfRangeException>(() => store.OpenReadAsync(blob.Sha256, -1), "an offset before the beginning");
    }

    private static async Task MissingAsync(IArtifactStore store)
    {
        await RefusesAsync("MLO6021", s_unknown, () => store.OpenAsync(s_unknown));
        await RefusesAsync("MLO6021", s_unknown, () => store.OpenReadAsync(s_unknown, 0));
        Same(ArtifactState.Missing, await store.CheckAsync(s_unknown), "the state");
        Same(null, await store.RemoveAsync(s_unknown, DateTimeOffset.MaxValue), "what was removed");
    }

    private static async Task HostileAsync(IArtifactStore store)
    {
        foreach (string name in (string[])["", "../../etc/passwd", new('A', 64), new string('a', 63) + "/", new('a', 65)])
        {
            await ThrowsAsync<ArgumentException>(() => store.OpenAsync(name), name);
            await ThrowsAsync<ArgumentException>(() => store.OpenReadAsync(name, 0), name);
            await ThrowsAsync<ArgumentException>(() => store.CheckAsync(name), name);
            await ThrowsAsync<ArgumentException>(() => store.RemoveAsync(name, DateTimeOffset.MaxValue), name);
            await ThrowsAsync<ArgumentException>(() => store.OpenUploadAsync(name, 1), name);
            await ThrowsAsync<ArgumentException>(() => store.RemoveUploadAsync(name, DateTimeOffset.MaxValue), name);
        }
    }

    private static async Task CancelAsync(IArtifactStore store)
    {
        using var stop = new CancellationTokenSource();
        await ThrowsAsync<OperationCanceledException>(() => store.PutAsync(new StoppingStream(Bytes(3_000_000), 1_500_000, stop), stop.Token), "a put that is cancelled");
        SameAll([], await store.ListAsync().ToListAsync(), "the list");
    }

    private static async Task RemoveAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(2_500_000);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(bytes)), other = await store.PutAsync(new MemoryStream([1]));
        Same(null, await store.RemoveAsync(blob.Sha256, DateTimeOffset.UnixEpoch), "what was removed of content that was stored since");
        Same(true, await store.RemoveAsync(blob.Sha256, DateTimeOffset.MaxValue) >= bytes.Length, "whether the bytes were counted");
        Same(ArtifactState.Missing, await store.CheckAsync(blob.Sha256), "the state");
        await RefusesAsync("MLO6021", blob.Sha256, () => store.OpenReadAsync(blob.Sha256, 5));
        SameAll([other.Sha256], await store.ListAsync().ToListAsync(), "the list");
    }

    private static async Task ThreadsAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(1_200_000);
        bool[] whole = await RaceAsync(async _ => (await ReadAsync(await store.OpenAsync((await store.PutAsync(new MemoryStream(bytes))).Sha256))).AsSpan().SequenceEqual(bytes));
        SameAll(Enumerable.Repeat(true, Threads), whole, "whether each thread read what it put");
        SameAll([HashOf(bytes)], await store.ListAsync().ToListAsync(), "the list");
    }

    /// <summary>Content that cancels its reader on the way.</summary>
    private sealed class StoppingStream(byte[] bytes, int at, CancellationTokenSource stop) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= at) await stop.CancelAsync();
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 100_000)], cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
