using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.S3.Tests;

/// <summary>Processes that come between each other, and those that were killed.</summary>
public sealed class S3RaceTests(TestBucket server) : IClassFixture<TestBucket>
{
    private static readonly int s_chunk = TestBucket.Options.ChunkBytes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Sizes => [0, 1000, s_chunk + 7];

    [ServerTheory]
    [MemberData(nameof(Sizes))]
    public async Task Remove_ContentThatIsStoredAgainAtThatMoment_IsThereAfterwards(int size)
    {
        string prefix = TestBucket.NewPrefix();
        byte[] content = Files.Bytes(size);
        var isAboutToDelete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isStored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using AmazonS3Client slow = Wire.NewClient(async (request, send) =>
        {
            if (request.Method == HttpMethod.Delete && IsContent(request))
            {
                isAboutToDelete.SetResult();
                await isStored.Task;
            }

            return await send();
        });
        using AmazonS3Client other = Wire.NewClient(async (request, send) =>
        {
            HttpResponseMessage answer = await send();
            if (isAboutToDelete.Task.IsCompleted && request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && IsContent(request)) isStored.TrySetResult();
            return answer;
        });
        S3ArtifactStore remover = await server.OpenAsync(prefix, client: slow), store = await server.OpenAsync(prefix, client: other);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(content), Token);
        Task<long?> removal = remover.RemoveAsync(blob.Sha256, DateTimeOffset.MaxValue, Token);
        await isAboutToDelete.Task.WaitAsync(Token);
        await store.PutAsync(new MemoryStream(content), Token);
        Assert.Equal(size, await removal);
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(blob.Sha256, Token));
        Assert.Equal(size > s_chunk ? 2 : 1, (await server.KeysAsync(prefix)).Count);

        bool IsContent(HttpRequestMessage request) => Convert.ToHexStringLower(SHA256.HashData(content)) is var hash && request.RequestUri!.AbsolutePath.EndsWith($"/{hash[..2]}/{hash[2..]}", StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Remove_SignOfARemoverThatDied_StopsNobody()
    {
        string prefix = TestBucket.NewPrefix();
        S3ArtifactStore store = await server.OpenAsync(prefix);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream([1, 2, 3]), Token);
        await server.Client.PutObjectAsync(new PutObjectRequest { BucketName = server.Name, Key = $"{prefix}{blob.Sha256[..2]}/{blob.Sha256[2..]}.removal", ContentBody = "x" }, Token);
        Assert.Null(await store.RemoveAsync(blob.Sha256, DateTimeOffset.MaxValue, Token));
        Assert.Equal(blob, await store.PutAsync(new MemoryStream([1, 2, 3]), Token));
        Assert.Single(await server.KeysAsync(prefix));
        Assert.Equal(3, await store.RemoveAsync(blob.Sha256, DateTimeOffset.MaxValue, Token));
        Assert.Empty(await server.KeysAsync(prefix));
    }

    [ServerFact]
    public async Task CollectGarbage_PutThatWasKilled_IsFoundAndDropped()
    {
        string prefix = TestBucket.NewPrefix(), hash = new('b', 64), key = $"{prefix}bb/{hash[2..]}";
        S3ArtifactStore store = await server.OpenAsync(prefix);
        string upload = (await server.Client.InitiateMultipartUploadAsync(server.Name, key, Token)).UploadId;
        await server.Client.UploadPartAsync(new UploadPartRequest { BucketName = server.Name, Key = key, UploadId = upload, PartNumber = 1, InputStream = new MemoryStream(new byte[1000]), UseChunkEncoding = false }, Token);
        Assert.Equal([hash], await store.ListUploadsAsync(Token).ToListAsync(Token));
        // It may be going on: it gave a sign a moment ago.
        Assert.Null(await store.RemoveUploadAsync(hash, DateTimeOffset.MaxValue, Token));
        Assert.Null(await store.RemoveUploadAsync(hash, DateTimeOffset.UnixEpoch, Token));
        await Task.Delay(TestBucket.Options.HoldFor + TimeSpan.FromSeconds(1), Token);
        Assert.Equal(1000, await store.RemoveUploadAsync(hash, DateTimeOffset.MaxValue, Token));
        Assert.Empty(await store.ListUploadsAsync(Token).ToListAsync(Token));
        Assert.Null(await store.RemoveUploadAsync(hash, DateTimeOffset.MaxValue, Token));
    }

    [ServerFact]
    public async Task CollectGarbage_ChunksWithoutAMark_AreDroppedWhenTheyAreOld()
    {
        string prefix = TestBucket.NewPrefix(), id = new('c', 64);
        S3ArtifactStore store = await server.OpenAsync(prefix);
        await using (IArtifactUpload upload = await store.OpenUploadAsync(id, 100, Token)) await upload.AppendAsync(new byte[100], Token);
        await server.Client.DeleteObjectAsync(server.Name, $"{prefix}unfinished/{id}.mark", Token);
        Assert.Equal([id], await store.ListUploadsAsync(Token).ToListAsync(Token));
        Assert.Null(await store.RemoveUploadAsync(id, DateTimeOffset.UnixEpoch, Token));
        Assert.Equal(100, await store.RemoveUploadAsync(id, DateTimeOffset.MaxValue, Token));
        Assert.Empty(await server.KeysAsync(prefix));
    }

    [ServerFact]
    public async Task List_MoreThanAPage_HasAll()
    {
        string prefix = TestBucket.NewPrefix();
        S3ArtifactStore store = await server.OpenAsync(prefix);
        string[] hashes = [.. Enumerable.Range(0, 1100).Select(i => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(i))))];
        await Parallel.ForEachAsync(hashes, Token, async (hash, token) => await server.Client.PutObjectAsync(new PutObjectRequest { BucketName = server.Name, Key = $"{prefix}{hash[..2]}/{hash[2..]}", ContentBody = "" }, token));
        Assert.Equal(hashes.Order(StringComparer.Ordinal), (await store.ListAsync(Token).ToListAsync(Token)).Order(StringComparer.Ordinal));
    }
}
