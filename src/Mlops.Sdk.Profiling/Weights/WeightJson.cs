using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Weighted numbers in JSON.</summary>
internal static class WeightJson
{
    private static readonly double[] s_probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    public static void Write(Utf8JsonWriter writer, WeightProfile weights)
    {
        writer.WriteStartObject("weights");
        writer.WriteString("column", weights.Column);
        writer.WriteNumber("rows", weights.Rows);
        writer.WriteReal("total_weight", weights.TotalWeight);
        writer.WriteReal("effective_rows", weights.EffectiveRows);
        writer.WriteReal("design_effect", weights.DesignEffect);
        writer.WriteNumber("zero_rows", weights.ZeroRows);
        writer.WriteNumber("unusable_rows", weights.UnusableRows);
        writer.WriteStartArray("columns");
        foreach (WeightedColumn column in weights.Columns) Write(writer, column);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, WeightedColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteReal("missing_share", column.MissingShare);
        if (column.EffectiveCount is not null)
        {
            writer.WriteReal("effective_count", column.EffectiveCount);
            writer.WriteReal("mean", column.Mean);
            writer.WriteReal("std", column.StandardDeviation);
            writer.WriteReal("std_frequency", column.FrequencyStandardDeviation);
            writer.WriteReal("skewness", column.Skewness);
            writer.WriteReal("kurtosis", column.Kurtosis);
            writer.WriteStartObject("quantiles");
            foreach (double p in s_probabilities) writer.WriteReal(p.ToString("R", CultureInfo.InvariantCulture), column.Quantile(p));
            writer.WriteEndObject();
            writer.WriteReal("quantile_rank_bound", column.QuantileRankBound);
        }

        writer.WriteStartArray("top");
        foreach (WeightedValue value in column.Top)
        {
            writer.WriteStartObject();
            writer.WriteString("value", value.Value);
            writer.WriteReal("weight", value.Weight);
            writer.WriteReal("share", value.Share);
            writer.WriteReal("share_bound", value.ShareBound);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
