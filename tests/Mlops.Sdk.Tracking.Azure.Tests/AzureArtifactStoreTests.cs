using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Tracking.Azure.Tests;

public sealed class AzureArtifactStoreTests(TestContainer server) : IClassFixture<TestContainer>
{
    private static readonly string s_id = new('a', 64);
    private static readonly int s_chunk = TestContainer.Options.ChunkBytes;
    private static readonly byte[] s_content = Files.Bytes(3 * s_chunk + 100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ServerFact]
    public Task VerifyArtifacts_Azure_KeepsTheContract() => StoreContract.VerifyArtifactsAsync(async () => await server.OpenAsync(), Token);

    [ServerFact]
    public async Task Verify_WorkspaceOverAzure_KeepsTheContract()
    {
        var container = new List<BlobContainerClient>();
        await StoreContract.VerifyAsync(async () =>
        {
            container.Add(server.NewContainer());
            return Workspace.FromStores(new InMemoryWorkspaceStore(), await server.OpenAsync(container[^1]), new() { SourceCapture = SourceCapture.None });
        }, Token);
        Assert.NotEmpty(container);
    }

    [ServerFact]
    public async Task OpenUpload_HolderThatGivesNoSign_IsTakenOverAndTold()
    {
        BlobContainerClient container = server.NewContainer();
        var still = new FakeTimeProvider();
        AzureArtifactStore dead = await server.OpenAsync(container, TestContainer.Options with { Time = still }), store = await server.OpenAsync(container);
        IArtifactUpload first = await dead.OpenUploadAsync(s_id, s_content.Length, Token);
        await first.AppendAsync(s_content.AsMemory(0, s_chunk), Token);
        await using (IArtifactUpload second = await store.OpenUploadAsync(s_id, s_content.Length, Token))
        {
            Assert.Equal(Hash(s_content[..s_chunk]), Assert.Single(second.Chunks));
            Assert.True(second.TryConfirm(s_content.AsSpan(0, s_chunk)));
            // The one that only slept wakes up, and finds that it does not hold the upload any more.
            await AdvanceUntilLostAsync(still, first);
            await AppendAsync(second);
            await second.CommitAsync(Hash(s_content), Token);
        }

        await first.DisposeAsync();
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(Hash(s_content), Token));
        Assert.Empty(await store.ListUploadsAsync(Token).ToListAsync(Token));
        // Nothing is left in the container but the content and the hashes of its chunks.
        Assert.Equal(2, await container.GetBlobsAsync(BlobTraits.None, BlobStates.Uncommitted, null, Token).CountAsync(Token));
    }

    [ServerFact]
    public async Task OpenUpload_ChunkThatWasSentTwice_IsTheLastOne()
    {
        AzureArtifactStore store = await server.OpenAsync();
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
    public async Task OpenRead_DamagedContent_IsReadUpToTheChunkAndNoFurther()
    {
        BlobContainerClient container = server.NewContainer();
        AzureArtifactStore store = await server.OpenAsync(container);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(s_content), Token);
        BlockBlobClient stored = container.GetBlockBlobClient($"team a/{blob.Sha256[..2]}/{blob.Sha256[2..]}");
        byte[] bad = [.. s_content];
        bad[2 * s_chunk + 9] ^= 1;
        await stored.UploadAsync(new MemoryStream(bad), cancellationToken: Token);
        await using (Stream content = await store.OpenReadAsync(blob.Sha256, s_chunk + 3, Token))
        {
            byte[] sound = new byte[s_chunk - 3];
            await content.ReadExactlyAsync(sound, Token);
            Assert.Equal(s_content[(s_chunk + 3)..(2 * s_chunk)], sound);
            Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(async () => await content.ReadExactlyAsync(new byte[1], Token))).Code);
        }

        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenAsync(blob.Sha256, Token))).Code);
        Assert.Equal(ArtifactState.Damaged, await store.CheckAsync(blob.Sha256, Token));
        // Where the hashes of chunks are gone, the whole is checked.
        await container.GetBlobClient(stored.Name + ".chunks").DeleteAsync(cancellationToken: Token);
        Assert.Equal("MLO6022", (await Assert.ThrowsAsync<MlopsException>(() => store.OpenReadAsync(blob.Sha256, 5, Token))).Code);
    }

    [ServerFact]
    public async Task LogFile_CancelledAndRepeatedByAnotherWorkspace_SendsOnlyWhatIsMissing()
    {
        BlobContainerClient container = server.NewContainer();
        using var folder = new TempFolder();
        string file = folder.File("large.bin");
        byte[] content = Files.Bytes(9 << 20);
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
        Assert.Equal((51, 20), (told.Count(report => report.Message == "found stored by an earlier attempt"), told.Count(report => report.Message == "storing")));
        Assert.Equal(Hash(content), artifact.Sha256);
        string copy = folder.File("copy.bin");
        await again.Runs.SaveArtifactAsync(next.Id, "large.bin", copy, cancellationToken: Token);
        Assert.Equal(content, await File.ReadAllBytesAsync(copy, Token));
        Assert.True((await again.VerifyAsync(Token)).IsSound);

        async Task<Workspace> WorkspaceAsync() => Workspace.FromStores(new InMemoryWorkspaceStore(), await server.OpenAsync(container), new() { SourceCapture = SourceCapture.None });
    }

    [Fact]
    public async Task Put_NobodyAnswers_SaysWhereAndWhatToDoWithoutTheKey()
    {
        var nowhere = new BlobContainerClient("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0LWtleQ==;BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;", "mlops", new BlobClientOptions { Retry = { MaxRetries = 0 } });
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => new AzureArtifactStore(nowhere).PutAsync(new MemoryStream([1]), Token));
        Assert.Equal("MLO6028", refused.Code);
        Assert.Contains("the container http://127.0.0.1:1/devstoreaccount1/mlops did not do what was asked of it", refused.Message);
        Assert.Contains("Check its address", refused.Message);
        Assert.DoesNotContain("secret", refused.ToString());
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ObjectStoreOptions { ChunkBytes = 1000 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ObjectStoreOptions { HoldFor = TimeSpan.FromSeconds(2.9) });
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

    private static async Task AppendAsync(IArtifactUpload upload)
    {
        while (upload.Offset < upload.Size) await upload.AppendAsync(s_content.AsMemory((int)upload.Offset, (int)Math.Min(s_chunk, upload.Size - upload.Offset)), Token);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
