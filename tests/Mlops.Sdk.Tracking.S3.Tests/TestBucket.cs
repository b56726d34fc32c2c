using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.S3.Tests;

/// <summary>A bucket on the server that MLOPS_S3 names (http://KEY:SECRET@HOST:PORT), gone after the tests of one class. Each store has a prefix of its own there.</summary>
public sealed class TestBucket : IAsyncLifetime
{
    public const string WhySkipped = "MLOPS_S3 holds no address with keys; .ci/radosgw starts a server.";
    private static readonly string? s_server = Environment.GetEnvironmentVariable("MLOPS_S3");
    private static int s_count;
    private AmazonS3Client? _client;

    public static bool IsThere => !string.IsNullOrEmpty(s_server);

    /// <summary>Chunks are as small as S3 joins them, and holders are given up soon, so that tests are short.</summary>
    public static ObjectStoreOptions Options { get; } = new() { ChunkBytes = 5 << 20, HoldFor = TimeSpan.FromSeconds(3) };

    public string Name { get; } = $"mlops-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";

    public AmazonS3Client Client => _client!;

    public static string NewPrefix() => $"team a/ü+&/{Interlocked.Increment(ref s_count)}/";

    public static AmazonS3Client NewClient(string? secret = null, Action<AmazonS3Config>? configure = null, string? address = null)
    {
        var server = new Uri(address ?? s_server!);
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

    public async ValueTask InitializeAsync()
    {
        if (!IsThere) return;
        _client = NewClient();
        await _client.PutBucketAsync(Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is null) return;
        await Parallel.ForEachAsync(await KeysAsync(""), async (key, token) => await _client.DeleteObjectAsync(Name, key, token));
        await _client.DeleteBucketAsync(Name);
        _client.Dispose();
    }

    public Task<S3ArtifactStore> OpenAsync(string? prefix = null, ObjectStoreOptions? options = null, IAmazonS3? client = null) =>
        S3ArtifactStore.OpenAsync(client ?? Client, Name, (options ?? Options) with { Prefix = prefix ?? NewPrefix() });

    public async Task<List<string>> KeysAsync(string prefix)
    {
        List<string> keys = [];
        await foreach (S3Object found in Client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = Name, Prefix = prefix }).S3Objects) keys.Add(found.Key);
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

/// <summary>Cases that need a server, and are skipped without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipUnless, SkipType) = (TestBucket.WhySkipped, nameof(TestBucket.IsThere), typeof(TestBucket));
}
