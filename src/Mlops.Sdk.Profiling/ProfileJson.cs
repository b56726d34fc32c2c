using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The typed results in JSON.</summary>
internal static class ProfileJson
{
    private static readonly double[] s_probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    public static void Write(Utf8JsonWriter writer, ProfileReport report)
    {
        writer.WriteNumber("rows", report.RowCount);
        writer.WriteStartArray("columns");
        foreach (ColumnProfile column in report.Columns) WriteColumn(writer, column);
        writer.WriteEndArray();
        writer.WriteStartArray("correlations");
        foreach (ColumnPair pair in report.Correlations)
        {
            writer.WriteStartObject();
            writer.WriteString("a", pair.A);
            writer.WriteString("b", pair.B);
            writer.WriteString("method", pair.Method);
            writer.WriteReal("value", pair.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        FactsJson.Write(writer, report);
    }

    private static void WriteColumn(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.Type.ToString());
        writer.WriteString("role", column.Role.ToString());
        writer.WriteNumber("rows", column.Rows);
        writer.WriteNumber("missing", column.Missing);
        writer.WriteReal("distinct", column.Distinct);
        writer.WriteReal("distinct_bound", column.DistinctBound);
        if (column.HasNumbers) WriteNumbers(writer, column);
        writer.WriteStartArray("top");
        foreach ((string value, long count) in column.Top)
        {
            writer.WriteStartObject();
            writer.WriteString("value", value);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        TextJson.Write(writer, column);
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteReal("mean", column.Mean);
        writer.WriteReal("std", column.StandardDeviation);
        writer.WriteReal("skewness", column.Skewness);
        writer.WriteReal("kurtosis", column.Kurtosis);
        writer.WriteReal("min", column.Min);
        writer.WriteReal("max", column.Max);
        writer.WriteNumber("zeros", column.Zeros);
        writer.WriteNumber("infinite", column.Infinite);
        writer.WriteStartObject("quantiles");
        foreach (double p in s_probabilities) writer.WriteReal(p.ToString("R", CultureInfo.InvariantCulture), column.Quantile(p));
        writer.WriteEndObject();
        writer.WriteReal("quantile_rank_bound", column.QuantileRankBound);
        if (column.Histogram() is not var (edges, counts)) return;
        writer.WriteStartObject("histogram");
        writer.WriteReals("edges", edges);
        writer.WriteReals("counts", counts);
        writer.WriteEndObject();
    }
}
