using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.S3.Tests;

public sealed class S3ArtifactStoreTests(TestBucket server) : IClassFixture<TestBucket>
{
    private static readonly string s_id = new('a', 64);
    private static readonly int s_chunk = TestBucket.Options.ChunkBytes;
    private static readonly byte[] s_content = Files.Bytes(2 * s_chunk + 100);
    private static readonly string s_hash = Hash(s_content);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ServerFact]
    public Task VerifyArtifacts_S3_KeepsTheContract() => StoreContract.VerifyArtifactsAsync(async () => await server.OpenAsync(), Token);

    [ServerFact]
    public Task Verify_WorkspaceOverS3_KeepsTheContract() =>
        StoreContract.VerifyAsync(async () => Workspace.FromStores(new InMemoryWorkspaceStore(), await server.OpenAsync(), new() { SourceCapture = SourceCapture.None }), Token);

    [ServerFact]
    public async Task OpenUpload_HolderThatGivesNoSign_IsTakenOverAndTold()
    {
        string prefix = TestBucket.NewPrefix();
        var still = new FakeTimeProvider();
        S3ArtifactStore dead = await server.OpenAsync(prefix, TestBucket.Options with { Time = still }), store = await server.OpenAsync(prefix);
        IArtifactUpload first = await dead.OpenUploadAsync(s_id, s_content.Length, Token);
        await first.AppendAsync(s_content.AsMemory(0, s_chunk), Token);
        await using (IArtifactUpload second = await store.OpenUploadAsync(s_id, s_content.Length, Token))
        {
            Assert.Equal(Hash(s_content[..s_chunk]), Assert.Single(second.Chunks));
            Assert.True(second.TryConfirm(s_content.AsSpan(0, s_chunk)));
            // The one that only slept wakes up, and finds that it does not hold the upload any more.
            await AdvanceUntilLostAsync(still, first);
            await AppendAsync(second);
            await second.CommitAsync(s_hash, Token);
        }

        await first.DisposeAsync();
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(s_hash, Token));
        Assert.Empty(await store.ListUploadsAsync(Token).ToListAsync(Token));
        // Nothing is left but the content and the hashes of its chunks.
        Assert.Equal(2, (await server.KeysAsync(prefix)).Count);
    }

    [ServerFact]
    public async Task OpenUpload_ChunkThatWasSentTwice_IsTheLastOne()
    {
        S3ArtifactStore store = await server.OpenAsync();
        await using (IArtifactUpload upload = await store.OpenUploadAsync(s_id, s_content.Length, Token))
        {
            await upload.AppendAsync(Files.Bytes(s_chunk, seed: 5), Token);
            await upload.KeepAsync(0, Token);
            await upload.AppendAsync(s_content.AsMemory(0, s_chunk), Token);
        }

        await using IArtifactUpload again = await store.OpenUploadAsync(s_id, s_content.Length, Token);
        Assert.Equal(Hash(s_content[..s_chunk]), Assert.Single(again.Chunks));
        await again.KeepAsync(0, Token);
    }

    [ServerFact]
    public async Task OpenUpload_ChunksOfAnotherSize_GoesOnWithWhatFitsAndStoresTheSame()
    {
        string prefix = TestBucket.NewPrefix();
        S3ArtifactStore large = await server.OpenAsync(prefix, TestBucket.Options with { ChunkBytes = s_chunk + (1 << 20) }), small = await server.OpenAsync(prefix);
        await using (IArtifactUpload upload = await large.OpenUploadAsync(s_id, s_content.Length, Token)) await AppendAsync(upload, 1);
        await using (IArtifactUpload upload = await small.OpenUploadAsync(s_id, s_content.Length, Token))
        {
            Assert.Empty(upload.Chunks);
            await AppendAsync(upload, 2);
        }

        await using (IArtifactUpload upload = await large.OpenUploadAsync(s_id, s_content.Length, Token))
        {
            Assert.Empty(upload.Chunks);
            await AppendAsync(upload);
            await upload.CommitAsync(s_hash, Token);
        }

        Assert.Equal(ArtifactState.Sound, await small.CheckAsync(s_hash, Token));
        Assert.Equal(2, (await server.KeysAsync(prefix)).Count);
    }

    [ServerFact]
    public async Task OpenRead_DamagedContent_IsReadUpToTheChunkAndNoFurther()
    {
        string prefix = TestBucket.NewPrefix();
        S3ArtifactStore store = await server.OpenAsync(prefix);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(s_content), Token);
        string key = $"{prefix}{blob.Sha256[..2]}/{blob.Sha256[2..]}";
        byte[] bad = [.. s_content];
        bad[s_chunk + 9] ^= 1;
        await server.Client.PutObjectAsync(new PutObjectRequest { BucketName = server.Name, Key = key, InputStream = new MemoryStream(bad) }, Token);
        await using (Stream content = await store.OpenReadAsync(blob.Sha256, 3, Token))
        {
            byte[] sound = new byte[s_chunk - 3];
            await content.ReadExactlyAsync(sound, Token);
            Assert.Equal(s_content[3..s_chunk], sound);
            Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(async () => await content.ReadExactlyAsync(new byte[1], Token))).Code);
        }

        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenAsync(blob.Sha256, Token))).Code);
        Assert.Equal(ArtifactState.Damaged, await store.CheckAsync(blob.Sha256, Token));
        // Where the hashes of chunks are gone, the whole is checked.
        await server.Client.DeleteObjectAsync(server.Name, key + ".chunks", Token);
        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenReadAsync(blob.Sha256, 5, Token))).Code);
    }

    [ServerFact]
    public async Task LogFile_CancelledAndRepeatedByAnotherWorkspace_SendsOnlyWhatIsMissing()
    {
        using var folder = new TempFolder();
        string prefix = TestBucket.NewPrefix(), file = folder.File("large.bin");
        byte[] content = Files.Bytes(4 * s_chunk + 100);
        await File.WriteAllBytesAsync(file, content, Token);
        using (var stop = new CancellationTokenSource())
        await using (Workspace workspace = await WorkspaceAsync())
        {
            Run run = await workspace.StartRunAsync("x", cancellationToken: Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.LogFileAsync(file, progress: new Reports(report =>
            {
                if (report.Fraction > 0.7) stop.Cancel();
            }), cancellationToken: stop.Token));
        }

        await using Workspace again = await WorkspaceAsync();
        List<RunProgress> told = [];
        Run next = await again.StartRunAsync("x", cancellationToken: Token);
        RunArtifact artifact = await next.LogFileAsync(file, progress: new Reports(told.Add), cancellationToken: Token);
        Assert.Equal(["found stored by an earlier attempt", "found stored by an earlier attempt", "found stored by an earlier attempt", "storing", "stored"], told.Select(report => report.Message));
        Assert.Equal(Hash(content), artifact.Sha256);
        string copy = folder.File("copy.bin");
        await again.Runs.SaveArtifactAsync(next.Id, "large.bin", copy, cancellationToken: Token);
        Assert.Equal(content, await File.ReadAllBytesAsync(copy, Token));
        Assert.True((await again.VerifyAsync(Token)).IsSound);

        async Task<Workspace> WorkspaceAsync() => Workspace.FromStores(new InMemoryWorkspaceStore(), await server.OpenAsync(prefix), new() { SourceCapture = SourceCapture.None });
    }

    private static async Task AdvanceUntilLostAsync(FakeTimeProvider time, IArtifactUpload upload)
    {
        for (int i = 0; i < 200; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            try
            {
                await upload.AppendAsync(s_content.AsMemory(s_chunk, s_chunk), Token);
            }
            catch (MlopsException lost)
            {
                Assert.Equal("MLO6025", lost.Code);
                return;
            }

            await upload.KeepAsync(1, Token);
        }

        Assert.Fail("It was never told.");
    }

    private static async Task AppendAsync(IArtifactUpload upload, int most = int.MaxValue)
    {
        for (int i = 0; i < most && upload.Offset < upload.Size; i++) await upload.AppendAsync(s_content.AsMemory((int)upload.Offset, (int)Math.Min(upload.ChunkBytes, upload.Size - upload.Offset)), Token);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
