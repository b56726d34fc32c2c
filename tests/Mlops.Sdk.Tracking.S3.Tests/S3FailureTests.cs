using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.S3.Tests;

/// <summary>Services that refuse, break off, or do less than is asked of them.</summary>
public sealed class S3FailureTests(TestBucket server) : IClassFixture<TestBucket>
{
    private const string Nowhere = "http://key:secret-key@127.0.0.1:1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [ServerFact]
    public async Task Open_NoSuchBucket_SaysThatItHasToBeMade()
    {
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => S3ArtifactStore.OpenAsync(server.Client, "mlops-nowhere", cancellationToken: Token));
        Assert.Equal("MLO6028", refused.Code);
        Assert.Contains("the bucket mlops-nowhere at http://127.0.0.1:", refused.Message);
        Assert.Contains("(NoSuchBucket, status 404: there is no bucket of that name; make it first)", refused.Message);
        // A store that was not opened says so as well, also where the answer has no words.
        var unopened = new S3ArtifactStore(server.Client, "mlops-nowhere");
        Assert.Contains("NoSuchBucket", (await Assert.ThrowsAsync<MlopsException>(() => unopened.OpenReadAsync(new string('0', 64), 0, Token))).Message);
        Assert.Contains("NoSuchBucket", (await Assert.ThrowsAsync<MlopsException>(() => unopened.PutAsync(new MemoryStream([1]), Token))).Message);
    }

    [ServerFact]
    public async Task Open_WrongSecret_IsRefusedWithoutTellingIt()
    {
        using AmazonS3Client stranger = TestBucket.NewClient(secret: "wrong-secret");
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => S3ArtifactStore.OpenAsync(stranger, server.Name, cancellationToken: Token));
        Assert.Contains("SignatureDoesNotMatch, status 403", refused.Message);
        Assert.DoesNotContain("wrong-secret", refused.ToString());
    }

    [Fact]
    public async Task Put_NobodyAnswers_SaysWhereAndWhatToDoWithoutTheKey()
    {
        using AmazonS3Client nobody = TestBucket.NewClient(address: Nowhere, configure: config => config.MaxErrorRetry = 0);
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => new S3ArtifactStore(nobody, "mlops").PutAsync(new MemoryStream([1]), Token));
        Assert.Equal("MLO6028", refused.Code);
        Assert.Contains("the bucket mlops at http://127.0.0.1:1 did not do what was asked of it", refused.Message);
        Assert.Contains("Check its address", refused.Message);
        Assert.DoesNotContain("secret", refused.ToString());
    }

    [Fact]
    public void Constructor_WhatS3DoesNotTake_IsRefused()
    {
        using AmazonS3Client client = TestBucket.NewClient(address: Nowhere);
        Assert.Contains("5 MiB", Assert.Throws<ArgumentException>(() => new S3ArtifactStore(client, "mlops", new() { ChunkBytes = 1 << 20 })).Message);
        foreach (string prefix in (string[])["/a/", "a//b/", "100%/"]) Assert.Contains(prefix, Assert.Throws<ArgumentException>(() => new S3ArtifactStore(client, "mlops", new() { Prefix = prefix })).Message);
        Assert.Throws<ArgumentException>(() => new S3ArtifactStore(client, " "));
    }

    [Fact]
    public async Task Open_ServiceThatWritesWithoutConditions_IsRefused()
    {
        using AmazonS3Client client = Wire.NewClient((request, _) => Task.FromResult(new FakeService(ignoresConditions: true).Answer(request)), Nowhere);
        MlopsException refused = await Assert.ThrowsAsync<MlopsException>(() => S3ArtifactStore.OpenAsync(client, "mlops", cancellationToken: Token));
        Assert.Equal("MLO6028", refused.Code);
        Assert.Contains("If-None-Match and If-Match, so that two processes could hold one upload", refused.Message);
    }

    [Fact]
    public async Task OpenUpload_ServiceThatWantsETagsInQuotes_LearnsItOnce()
    {
        var service = new FakeService();
        using AmazonS3Client client = Wire.NewClient((request, _) => Task.FromResult(service.Answer(request)), Nowhere);
        S3ArtifactStore store = await S3ArtifactStore.OpenAsync(client, "mlops", cancellationToken: Token);
        int refusedAtFirst = service.Refused;
        // The mark is left over its own state.
        for (int i = 0; i < 2; i++)
        {
            await using IArtifactUpload upload = await store.OpenUploadAsync(new string('a', 64), 10, Token);
            if (upload.Offset == 0) await upload.AppendAsync(new byte[10], Token);
        }

        Assert.Equal(refusedAtFirst, service.Refused);
    }

    [ServerFact]
    public async Task Read_AnswersThatBreakOff_AreAskedForAgainFromThere()
    {
        int breaks = 0;
        using AmazonS3Client client = Wire.NewClient(async (request, send) =>
        {
            HttpResponseMessage answer = await send();
            if (request.Method != HttpMethod.Get || !answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength is not > 100_000) return answer;
            breaks++;
            byte[] all = await answer.Content.ReadAsByteArrayAsync();
            var broken = new StreamContent(new BrokenStream(all[..Math.Min(all.Length, 1_000_000)]));
            broken.Headers.ContentLength = all.Length;
            answer.Content = broken;
            return answer;
        });
        S3ArtifactStore store = await server.OpenAsync(client: client);
        byte[] content = Files.Bytes(2_300_000);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(content), Token);
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(blob.Sha256, Token));
        Assert.Equal(3, breaks);
    }

    [ServerFact]
    public async Task Put_ServiceThatIsBusy_IsAskedAgainWithTheWholeBody()
    {
        int busy = 0;
        using AmazonS3Client client = Wire.NewClient(async (request, send) =>
        {
            if (request.Method != HttpMethod.Put || ++busy % 2 == 0) return await send();
            await request.Content!.ReadAsByteArrayAsync();
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("<Error><Code>SlowDown</Code></Error>"), RequestMessage = request };
        });
        S3ArtifactStore store = await server.OpenAsync(client: client);
        byte[] content = Files.Bytes(TestBucket.Options.ChunkBytes + 1000);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(content), Token);
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(blob.Sha256, Token));
        Assert.True(busy > 6);
    }

    /// <summary>Ends with a failure instead of an end.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection was closed.");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
