using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;
using static Mlops.Sdk.Testing.StoreContentChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for uploads that stop and go on.</summary>
internal static class StoreUploadChecks
{
    private static readonly string s_id = new('1', 64), s_other = new('2', 64);

    public static async Task RunAsync(StoreChecks checks, Func<Task<IArtifactStore>> open)
    {
        await checks.CheckAsync("an upload goes on where it stopped", open, ResumeAsync);
        await checks.CheckAsync("an upload without bytes is content without bytes", open, EmptyAsync);
        await checks.CheckAsync("an append that is cancelled can be repeated", open, CancelAsync);
        await checks.CheckAsync("a chunk of a wrong length is refused", open, LengthAsync);
        await checks.CheckAsync("a commit under a hash that is not the content's is refused", open, WrongHashAsync);
        await checks.CheckAsync("an upload that was resumed is checked at its commit as well", open, WrongResumedHashAsync);
        await checks.CheckAsync("chunks that changed are stored again", open, KeepAsync);
        await checks.CheckAsync("an upload of another size keeps the chunks that fit", open, SizeAsync);
        await checks.CheckAsync("of eight that open an upload one gets it", open, RaceForOneAsync);
        await checks.CheckAsync("an abandoned upload is removed, and one that goes on is not", open, AbandonedAsync);
        await checks.CheckAsync("two uploads of one content store it once", open, TwiceAsync);
    }

    private static async Task ResumeAsync(IArtifactStore store)
    {
        int chunkBytes = await ChunkBytesAsync(store);
        byte[] bytes = Bytes(chunkBytes * 2L + 1000);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length))
        {
            Same((0L, 0, (long)bytes.Length), (upload.Offset, upload.Chunks.Count, upload.Size), "the new upload");
            await AppendAsync(upload, bytes, 2);
            await ThrowsAsync<InvalidOperationException>(() => upload.CommitAsync(HashOf(bytes)), "a commit of a part");
            SameAll([], await store.ListAsync().ToListAsync(), "what is stored of a part");
        }

        SameAll([s_id], await store.ListUploadsAsync().ToListAsync(), "the uploads");
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length))
        {
            Same(chunkBytes * 2L, upload.Offset, "where it goes on");
            SameAll([HashOf(bytes[..chunkBytes]), HashOf(bytes[chunkBytes..(2 * chunkBytes)])], upload.Chunks, "the hashes of the chunks");
            await AppendAsync(upload, bytes, 1);
            Same(new ArtifactBlob(HashOf(bytes), bytes.Length), await upload.CommitAsync(HashOf(bytes)), "what was committed");
            await ThrowsAsync<ObjectDisposedException>(() => upload.CommitAsync(HashOf(bytes)), "a second commit");
        }

        await IsStoredAsync(store, bytes);
        ContractChecks.Require((await ReadAsync(await store.OpenReadAsync(HashOf(bytes), chunkBytes + 5))).AsSpan().SequenceEqual(bytes.AsSpan(chunkBytes + 5)), "the content from the middle is otherwise");
        await using IArtifactUpload anew = await store.OpenUploadAsync(s_id, bytes.Length);
        Same(0L, anew.Offset, "where the next upload of that id begins");
    }

    private static async Task EmptyAsync(IArtifactStore store)
    {
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, 0)) await upload.CommitAsync(HashOf([]));
        await IsStoredAsync(store, []);
    }

    private static async Task CancelAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(await ChunkBytesAsync(store) + 10L);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length))
        {
            await AppendAsync(upload, bytes, 1);
            await ThrowsAsync<OperationCanceledException>(() => upload.AppendAsync(bytes.AsMemory(upload.ChunkBytes), new CancellationToken(canceled: true)), "an append that is cancelled");
            await AppendAsync(upload, bytes, 1);
            await ThrowsAsync<OperationCanceledException>(() => upload.CommitAsync(HashOf(bytes), new CancellationToken(canceled: true)), "a commit that is cancelled");
            await upload.CommitAsync(HashOf(bytes));
        }

        await IsStoredAsync(store, bytes);
    }

    private static async Task LengthAsync(IArtifactStore store)
    {
        int chunkBytes = await ChunkBytesAsync(store);
        byte[] bytes = Bytes(chunkBytes + 10L);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length))
        {
            await ThrowsAsync<ArgumentException>(() => upload.AppendAsync(bytes.AsMemory(0, chunkBytes - 1)), "a chunk that is too short");
            await ThrowsAsync<ArgumentException>(() => upload.AppendAsync(bytes), "a chunk that is too long");
            await AppendAsync(upload, bytes, 1);
            await ThrowsAsync<ArgumentException>(() => upload.AppendAsync(bytes.AsMemory(0, 11)), "a last chunk that is too long");
            await ThrowsAsync<ArgumentOutOfRangeException>(() => upload.KeepAsync(2), "more chunks than there are");
            await AppendAsync(upload, bytes, 1);
            await ThrowsAsync<ArgumentException>(() => upload.AppendAsync(bytes.AsMemory(0, 1)), "a chunk behind the end");
            await upload.CommitAsync(HashOf(bytes));
        }

        await IsStoredAsync(store, bytes);
    }

    private static async Task WrongHashAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(1000);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length))
        {
            await upload.AppendAsync(bytes);
            await RefusesAsync("MLO6026", HashOf(bytes), () => upload.CommitAsync(HashOf([])));
            SameAll([], await store.ListAsync().ToListAsync(), "what is stored");
            await upload.CommitAsync(HashOf(bytes));
        }

        await IsStoredAsync(store, bytes);
    }

    private static async Task WrongResumedHashAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(await ChunkBytesAsync(store) + 1000L);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length)) await AppendAsync(upload, bytes, 1);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length))
        {
            await AppendAsync(upload, bytes, 1);
            await RefusesAsync("MLO6026", HashOf([]), () => upload.CommitAsync(HashOf([])));
            SameAll([], await store.ListAsync().ToListAsync(), "what is stored");
            await upload.KeepAsync(0);
        }

        SameAll([], await store.ListUploadsAsync().ToListAsync(), "the uploads without chunks");
    }

    private static async Task KeepAsync(IArtifactStore store)
    {
        int chunkBytes = await ChunkBytesAsync(store);
        byte[] old = Bytes(chunkBytes * 2L + 1), bytes = [.. old[..chunkBytes], .. Bytes(chunkBytes + 1L, seed: 9)];
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, old.Length)) await AppendAsync(upload, old, 3);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length))
        {
            Same(3, upload.Chunks.Count, "the chunks");
            await upload.KeepAsync(1);
            Same((1, (long)chunkBytes), (upload.Chunks.Count, upload.Offset), "what was kept");
            await AppendAsync(upload, bytes, 2);
            await upload.CommitAsync(HashOf(bytes));
        }

        await IsStoredAsync(store, bytes);
    }

    private static async Task SizeAsync(IArtifactStore store)
    {
        int chunkBytes = await ChunkBytesAsync(store);
        byte[] bytes = Bytes(chunkBytes * 2L + 500);
        foreach (int before in (int[])[chunkBytes + 5, bytes.Length])
        {
            await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, before)) await AppendAsync(upload, bytes[..before], (before + chunkBytes - 1) / chunkBytes);
            int size = bytes.Length + chunkBytes + 5 - before;
            await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, size))
            {
                for (int i = 0; i < upload.Chunks.Count; i++) Same(HashOf(bytes[(i * chunkBytes)..Math.Min(size, (i + 1) * chunkBytes)]), upload.Chunks[i], $"chunk {i} of {before} bytes in an upload of {size}");
                await AppendAsync(upload, bytes[..size], (size + chunkBytes - 1) / chunkBytes - upload.Chunks.Count);
                await upload.CommitAsync(HashOf(bytes[..size]));
            }

            await IsStoredAsync(store, bytes[..size]);
        }
    }

    private static async Task RaceForOneAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(100);
        IArtifactUpload?[] got = await RaceAsync(async _ =>
        {
            try
            {
                return await store.OpenUploadAsync(s_id, bytes.Length);
            }
            catch (MlopsException refused) when (refused.Code == "MLO6025")
            {
                return null;
            }
        });
        IArtifactUpload[] winners = [.. got.OfType<IArtifactUpload>()];
        Same(1, winners.Length, "how many got it");
        await winners[0].AppendAsync(bytes);
        await RefusesAsync("MLO6025", s_id, () => store.OpenUploadAsync(s_id, bytes.Length));
        await winners[0].DisposeAsync();
        await using IArtifactUpload next = await store.OpenUploadAsync(s_id, bytes.Length);
        Same(1, next.Chunks.Count, "the chunks for the next");
        await next.CommitAsync(HashOf(bytes));
    }

    private static async Task AbandonedAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(1000);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, bytes.Length + 1L))
        await using (IArtifactUpload other = await store.OpenUploadAsync(s_other, bytes.Length))
        {
            await other.AppendAsync(bytes);
            foreach (string id in (string[])[s_id, s_other]) Same(null, await store.RemoveUploadAsync(id, DateTimeOffset.MaxValue), "what was removed of an upload that is open");
        }

        Same(null, await store.RemoveUploadAsync(s_other, DateTimeOffset.UnixEpoch), "what was removed of an upload that was open since");
        SameAll([s_other], await store.ListUploadsAsync().ToListAsync(), "the uploads");
        Same(true, await store.RemoveUploadAsync(s_other, DateTimeOffset.MaxValue) >= bytes.Length, "whether the bytes were counted");
        Same(null, await store.RemoveUploadAsync(s_other, DateTimeOffset.MaxValue), "what was removed of nothing");
        SameAll([], await store.ListAsync().ToListAsync(), "what is stored");
    }

    private static async Task TwiceAsync(IArtifactStore store)
    {
        byte[] bytes = Bytes(await ChunkBytesAsync(store) + 3L);
        await Task.WhenAll(((string[])[s_id, s_other]).Select(id => Task.Run(async () =>
        {
            await using IArtifactUpload upload = await store.OpenUploadAsync(id, bytes.Length);
            await AppendAsync(upload, bytes, 2);
            await upload.CommitAsync(HashOf(bytes));
        })));
        await store.PutAsync(new MemoryStream(bytes));
        await IsStoredAsync(store, bytes);
    }

    private static async Task<int> ChunkBytesAsync(IArtifactStore store)
    {
        await using IArtifactUpload upload = await store.OpenUploadAsync(s_id, 1);
        return upload.ChunkBytes;
    }

    private static async Task AppendAsync(IArtifactUpload upload, byte[] bytes, int chunks)
    {
        for (int i = 0; i < chunks; i++) await upload.AppendAsync(bytes.AsMemory((int)upload.Offset, (int)Math.Min(upload.ChunkBytes, bytes.Length - upload.Offset)));
    }

    private static async Task IsStoredAsync(IArtifactStore store, byte[] bytes)
    {
        SameAll([], await store.ListUploadsAsync().ToListAsync(), "the uploads");
        ContractChecks.Require((await ReadAsync(await store.OpenAsync(HashOf(bytes)))).AsSpan().SequenceEqual(bytes), "the content is otherwise");
        ContractChecks.Require((await store.ListAsync().ToListAsync()).Contains(HashOf(bytes)), "the content is not listed");
    }
}
