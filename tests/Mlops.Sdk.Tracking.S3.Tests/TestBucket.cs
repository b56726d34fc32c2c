using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.S3.Tests;

/// <summary>Buckets on the server that MLOPS_S3 names (http://KEY:SECRET@HOST:PORT), gone after the tests of one class.</summary>
public sealed class TestBucket : IAsyncLifetime
{
    public const string WhySkipped = "MLOPS_S3 holds no address with keys; .ci/radosgw starts a server.";
    private static readonly string? s_server = Environment.GetEnvironmentVariable("MLOPS_S3");
    private static int s_count;
    private readonly List<string> _buckets = [];
    private readonly Lazy<AmazonS3Client> _client = new(() => NewClient());

    public static bool IsThere => !string.IsNullOrEmpty(s_server);

    /// <summary>Chunks are as small as S3 joins them, and holders are given up soon, so that tests are short.</summary>
    public static ObjectStoreOptions Options { get; } = new() { ChunkBytes = 5 << 20, HoldFor = TimeSpan.FromSeconds(3), Prefix = "team a/ü+&/" };

    public AmazonS3Client Client => _client.Value;

    public static AmazonS3Client NewClient(string? secret = null, Action<AmazonS3Config>? configure = null)
    {
        var server = new Uri(s_server!);
        string[] keys = Uri.UnescapeDataString(server.UserInfo).Split(':', 2);
        var config = new AmazonS3Config
        {
            ServiceURL = server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        configure?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(keys[0], secret ?? keys[1]), config);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (string bucket in _buckets)
        {
            await foreach (S3Object left in Client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket }).S3Objects) await Client.DeleteObjectAsync(bucket, left.Key);
            await Client.DeleteBucketAsync(bucket);
        }

        if (_client.IsValueCreated) Client.Dispose();
    }

    public async Task<string> NewBucketAsync()
    {
        string bucket = $"mlops-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
        await Client.PutBucketAsync(bucket);
        lock (_buckets) _buckets.Add(bucket);
        return bucket;
    }

    public async Task<S3ArtifactStore> OpenAsync(string? bucket = null, ObjectStoreOptions? options = null, IAmazonS3? client = null) =>
        await S3ArtifactStore.OpenAsync(client ?? Client, bucket ?? await NewBucketAsync(), options ?? Options);

    public async Task<List<string>> KeysAsync(string bucket)
    {
        List<string> keys = [];
        await foreach (S3Object found in Client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket }).S3Objects) keys.Add(found.Key);
        return keys;
    }
}

/// <summary>A test that needs a server, and is skipped without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipUnless, SkipType) = (TestBucket.WhySkipped, nameof(TestBucket.IsThere), typeof(TestBucket));
}
