namespace Mlops.Sdk.Extensibility;

/// <summary>How contents are kept in an object store.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>What every key begins with, so that a bucket or container can hold other things as well.</summary>
    /// <value><c>artifacts/</c>.</value>
    public string Prefix { get; init; } = "artifacts/";

    /// <summary>The bytes of a chunk: what is sent in one request, what is sent again when it fails, and what is checked as one when a part of a content is read. It grows where a content would have more chunks than the store takes.</summary>
    /// <value>8 MiB. At least 64 KiB, and for S3 at least 5 MiB.</value>
    public int ChunkBytes { get; init => field = value is >= 1 << 16 and <= 1 << 30 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A chunk has at least 64 KiB and at most 1 GiB."); } = 8 << 20;

    /// <summary>How long an upload counts as held after the last sign of its process, which gives three in that time. Who opens an upload of a process that died waits for as long.</summary>
    /// <value>15 seconds. At least 3: services tell times in whole seconds, so that a sign of a moment ago may look a second old.</value>
    public TimeSpan HoldFor { get; init => field = value >= TimeSpan.FromSeconds(3) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An upload is held for at least 3 seconds."); } = TimeSpan.FromSeconds(15);

    /// <summary>The clock of waiting.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
