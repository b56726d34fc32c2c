namespace Mlops.Sdk;

/// <summary>What may be in a chain of ML.NET that is saved (<see cref="EstimatorOptions.Saved"/>) or loaded (<see cref="MlNetModels"/>).</summary>
public sealed record MlNetModelOptions
{
    /// <summary>Names of loaders that may be in it besides ML.NET's common transforms and trainers. Only of parts whose code you know: a loader runs with what the file says.</summary>
    /// <value>Empty.</value>
    public ValueList<string> AdditionalLoaders { get; init; } = [];

    /// <summary>Simple names of assemblies that the loaders may come from besides ML.NET's own.</summary>
    /// <value>Empty.</value>
    public ValueList<string> AdditionalAssemblies { get; init; } = [];

    /// <summary>How many bytes it may unpack to.</summary>
    /// <value>1 GiB.</value>
    public long MaxBytes { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxBytes is above 0."); } = 1L << 30;
}
