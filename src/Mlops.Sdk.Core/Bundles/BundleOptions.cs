using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How a bundle is loaded.</summary>
public sealed record BundleOptions
{
    /// <summary>The kinds of stages and models that may be in it.</summary>
    /// <value>Those of the packages of the SDK that the application references.</value>
    public StageKinds? Kinds { get; init; }

    /// <summary>How many bytes it may unpack to.</summary>
    /// <value>2 GiB.</value>
    public long MaxBytes { get; init; } = 2L << 30;
}
