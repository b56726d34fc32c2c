namespace Mlops.Sdk.Extensibility;

/// <summary>What an object store says of an object.</summary>
/// <param name="Size">Its bytes.</param>
/// <param name="ETag">What tells this state of it from others, as the store gives it.</param>
/// <param name="ModifiedAt">When it was last written, by the store's clock.</param>
/// <param name="Now">The store's clock.</param>
public sealed record StoredObject(long Size, string ETag, DateTimeOffset ModifiedAt, DateTimeOffset Now);
