namespace Mlops.Sdk;

/// <summary>How much of an archive is read before it is taken for hostile.</summary>
public sealed record ImportOptions
{
    /// <summary>How many bytes all entries may unpack to.</summary>
    /// <value>64 GiB.</value>
    public long MaxBytes { get; init; } = 64L << 30;

    /// <summary>How many values of metrics all runs may have.</summary>
    /// <value>100 million.</value>
    public long MaxPoints { get; init; } = 100_000_000;
}
