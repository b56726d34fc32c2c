using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Azure.Tests;

/// <summary>Containers on the server that MLOPS_AZURE names, gone after the tests of one class.</summary>
public sealed class TestContainer : IAsyncLifetime
{
    public const string WhySkipped = "MLOPS_AZURE holds no connection string; .ci/azurite starts an emulator.";
    private static readonly string? s_server = Environment.GetEnvironmentVariable("MLOPS_AZURE");
    private static int s_count;
    private readonly List<BlobContainerClient> _containers = [];

    public static bool IsThere => !string.IsNullOrEmpty(s_server);

    /// <summary>Chunks are small and holders are given up soon, so that tests are short.</summary>
    public static ObjectStoreOptions Options { get; } = new() { ChunkBytes = 1 << 17, HoldFor = TimeSpan.FromSeconds(3), Prefix = "team a/" };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (BlobContainerClient container in _containers) await container.DeleteIfExistsAsync();
    }

    public BlobContainerClient NewContainer()
    {
        var container = new BlobContainerClient(s_server, $"mlops-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}");
        lock (_containers) _containers.Add(container);
        return container;
    }

    public Task<AzureArtifactStore> OpenAsync(BlobContainerClient? container = null, ObjectStoreOptions? options = null) => AzureArtifactStore.OpenAsync(container ?? NewContainer(), options ?? Options);
}

/// <summary>A test that needs a server, and is skipped without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipUnless, SkipType) = (TestContainer.WhySkipped, nameof(TestContainer.IsThere), typeof(TestContainer));
}
