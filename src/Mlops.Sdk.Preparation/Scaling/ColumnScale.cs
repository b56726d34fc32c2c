using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What is learnt of one column, and how it is applied.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(LinearScale), "linear")]
[JsonDerivedType(typeof(QuantileScale), "quantile")]
[JsonDerivedType(typeof(PowerScale), "yeo_johnson")]
[JsonDerivedType(typeof(Log1pScale), "log1p")]
internal abstract record ColumnScale
{
    /// <summary>Whether numbers are moved and not stretched, since there was nothing to divide them by.</summary>
    public bool IsMovedAlone { get; init; }

    /// <summary>What it does, with its numbers.</summary>
    [JsonIgnore]
    public abstract string Statement { get; }

    /// <summary>Whether it can be applied, as one that was read from a file may not.</summary>
    [JsonIgnore]
    public abstract bool IsWhole { get; }

    /// <summary>Made ready for many rows.</summary>
    public abstract Action<ReadOnlyMemory<double>, Memory<double>> ToMap();
}
