using System.Net;
using System.Text;
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
        bool wasBusy = false;
        using AmazonS3Client client = Wire.NewClient(async (request, send) =>
        {
            if (wasBusy || !request.RequestUri!.Query.Contains("partNumber=2", StringComparison.Ordinal)) return await send();
            wasBusy = true;
            await request.Content!.ReadAsByteArrayAsync();
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("<Error><Code>SlowDown</Code></Error>"), RequestMessage = request };
        });
        S3ArtifactStore store = await server.OpenAsync(client: client);
        byte[] content = Files.Bytes(TestBucket.Options.ChunkBytes + 1000);
        ArtifactBlob blob = await store.PutAsync(new MemoryStream(content), Token);
        Assert.Equal(ArtifactState.Sound, await store.CheckAsync(blob.Sha256, Token));
        Assert.True(wasBusy);
    }

    [ServerFact]
    public async Task Put_BodyThatChangesOnTheWay_IsRefusedByTheService()
    {
        using AmazonS3Client client = Wire.NewClient(async (request, send) =>
        {
            if (request.Content is { Headers.ContentLength: > 1000 } content)
            {
                byte[] bytes = await content.ReadAsByteArrayAsync();
                bytes[500] ^= 1;
                var changed = new ByteArrayContent(bytes);
                foreach (KeyValuePair<string, IEnumerable<string>> header in content.Headers) changed.Headers.TryAddWithoutValidation(header.Key, header.Value);
                request.Content = changed;
            }

            return await send();
        });
        S3ArtifactStore store = await server.OpenAsync(client: client);
        foreach (int size in (int[])[5000, TestBucket.Options.ChunkBytes + 5000])
            Assert.Equal("MLO6028", (await Assert.ThrowsAsync<MlopsException>(() => store.PutAsync(new MemoryStream(Files.Bytes(size)), Token))).Code);
        Assert.Empty(await store.ListAsync(Token).ToListAsync(Token));
        Assert.Empty(await store.ListUploadsAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task List_SeveralPages_HasAll()
    {
        string[] hashes = [new('0', 64), new('1', 64), new('2', 64)];
        using AmazonS3Client client = Wire.NewClient((request, _) =>
        {
            // A page has one, and says where the next begins.
            string query = request.RequestUri!.Query;
            int page = query.Contains("=page2", StringComparison.Ordinal) ? 2 : query.Contains("=page1", StringComparison.Ordinal) ? 1 : 0;
            string key = $"artifacts/{hashes[page][..2]}/{hashes[page][2..]}", isTruncated = page < 2 ? "true" : "false";
            string answer = query.Contains("list-type", StringComparison.Ordinal)
                ? query.Contains("unfinished", StringComparison.Ordinal) ? "<ListBucketResult/>" : $"<ListBucketResult><IsTruncated>{isTruncated}</IsTruncated><NextContinuationToken>page{page + 1}</NextContinuationToken><Contents><Key>{key}</Key><Size>1</Size></Contents></ListBucketResult>"
                : $"<ListMultipartUploadsResult><IsTruncated>{isTruncated}</IsTruncated><NextKeyMarker>page{page + 1}</NextKeyMarker><NextUploadIdMarker>u{page}</NextUploadIdMarker><Upload><Key>{key}</Key><UploadId>u{page}</UploadId></Upload></ListMultipartUploadsResult>";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/xml"), RequestMessage = request });
        }, Nowhere);
        var store = new S3ArtifactStore(client, "mlops");
        Assert.Equal(hashes, await store.ListAsync(Token).ToListAsync(Token));
        Assert.Equal(hashes, await store.ListUploadsAsync(Token).ToListAsync(Token));
    }

    /// <summary>Ends with a failure instead of an end.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection was closed.");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
