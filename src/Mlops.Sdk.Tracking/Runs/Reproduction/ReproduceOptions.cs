using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How a run is done again.</summary>
public sealed record ReproduceOptions
{
    /// <summary>Training data that the catalog does not keep. Each is taken where its fingerprint is the one that was noted.</summary>
    /// <value>Empty.</value>
    public ValueList<Dataset> Data { get; init; } = [];

    /// <summary>The kinds of stages that may be made.</summary>
    /// <value>Null: those of every package of the SDK that the application references.</value>
    public StageKinds? Kinds { get; init; }

    /// <summary>How many threads may work at once. The result does not depend on it, except with native trainers.</summary>
    /// <value>The number of processors.</value>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;
}
