using System.Text.Json.Serialization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What is learnt of one column, and how it is applied.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(LinearScale), "linear")]
[JsonDerivedType(typeof(QuantileScale), "quantile")]
[JsonDerivedType(typeof(PowerScale), "yeo_johnson")]
[JsonDerivedType(typeof(Log1pScale), "log1p")]
[JsonDerivedType(typeof(LogScale), "log")]
internal abstract record ColumnScale
{
    private const int RowsACheck = 65_536;

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

    /// <summary>A column brought to the scale; missing and NaN are NaN, and a finite number stays finite.</summary>
    public NumberColumn Apply(Column column, CancellationToken cancellationToken) => Apply(column, ToMap(), cancellationToken);

    /// <summary>A column brought to a scale by what <see cref="ToMap"/> made ready.</summary>
    public static NumberColumn Apply(Column column, Action<ReadOnlyMemory<double>, Memory<double>> map, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<double> values = column.ToNumbers();
        var results = GC.AllocateUninitializedArray<double>(values.Length);
        for (int start = 0; start < results.Length; start += RowsACheck)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(RowsACheck, results.Length - start);
            map(values.Slice(start, count), results.AsMemory(start, count));
            FiniteResults.Keep(values.Span.Slice(start, count), results.AsSpan(start, count));
        }

        return new NumberColumn(column.Name, results);
    }
}
