using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Vectors in JSON.</summary>
internal static class VectorJson
{
    public static void Write(Utf8JsonWriter writer, ImmutableArray<VectorProfile> vectors)
    {
        writer.WriteStartArray("vectors");
        foreach (VectorProfile vector in vectors)
        {
            writer.WriteStartObject();
            writer.WriteString("name", vector.Name);
            writer.WriteNumber("dimension", vector.Dimension);
            foreach ((string name, long count) in (ReadOnlySpan<(string, long)>)
                [
                    ("complete", vector.Complete), ("incomplete", vector.Incomplete), ("absent", vector.Absent), ("zero_vectors", vector.ZeroVectors), ("unit_vectors", vector.UnitVectors), ("constant_components", vector.ConstantComponents),
                    ("zero_components", vector.ZeroComponents), ("sampled_rows", vector.SampledRows),
                ])
                writer.WriteNumber(name, count);
            foreach ((string name, double? value) in (ReadOnlySpan<(string, double?)>)
                [
                    ("norm_mean", vector.NormMean), ("norm_std", vector.NormDeviation), ("norm_min", vector.NormLeast), ("norm_median", vector.NormMedian), ("norm_max", vector.NormGreatest), ("outlier_norms", vector.OutlierNorms),
                    ("mean_min", vector.Means.Least), ("mean_max", vector.Means.Greatest), ("std_min", vector.Deviations.Least), ("std_max", vector.Deviations.Greatest), ("repeated_rows", vector.RepeatedRows), ("repeated_bound", vector.RepeatedBound),
                    ("effective_rank", vector.EffectiveRank), ("near_duplicates", vector.NearDuplicates),
                ])
                writer.WriteReal(name, value);
            writer.WriteReals("explained", vector.Explained);
            writer.WriteStartArray("components");
            foreach (string component in vector.Components) writer.WriteStringValue(component);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
