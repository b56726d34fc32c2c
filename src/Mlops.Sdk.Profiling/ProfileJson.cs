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
        if (report.MemoryBytes is { } memory) writer.WriteNumber("memory_bytes", memory);
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
        if (report.Facts.Missing is { } missing) WriteMissing(writer, report, missing);
        if (report.Weights is { } weights) WeightJson.Write(writer, weights);
        if (report.Series is { } series) SeriesJson.Write(writer, series);
        if (report.Vectors is { Length: > 0 } vectors) VectorJson.Write(writer, vectors);
    }

    private static void WriteMissing(Utf8JsonWriter writer, ProfileReport report, MissingRows missing)
    {
        writer.WriteStartObject("missing");
        writer.WriteNumber("empty_rows", missing.EmptyRows);
        writer.WriteStartArray("together");
        foreach ((string a, string b, long both, double share) in missing.Pairs().Take(ProfileReport.MostPairs))
        {
            writer.WriteStartObject();
            writer.WriteString("a", a);
            writer.WriteString("b", b);
            writer.WriteNumber("rows", both);
            writer.WriteReal("share", share);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("band_rows");
        for (int band = 0; band < missing.Bands.Count; band++) writer.WriteNumberValue(missing.Bands.RowsOf(band));
        writer.WriteEndArray();
        writer.WriteStartObject("by_band");
        for (int column = 0; column < report.Columns.Length; column++)
        {
            if (report.Columns[column].Missing == 0) continue;
            writer.WriteStartArray(report.Columns[column].Name);
            for (int band = 0; band < missing.Bands.Count; band++) writer.WriteNumberValue(missing.Bands.MissingOf(band, column));
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
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
        else if (ColumnCharts.Histogram(column) is var (edges, counts)) WriteHistogram(writer, edges, counts);
        if (column.Earliest is { } earliest && column.Latest is { } latest)
        {
            writer.WriteString("earliest", earliest.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("latest", latest.ToString("O", CultureInfo.InvariantCulture));
        }

        if (column.Summary.TextLengths is { Count: > 0 } lengths)
        {
            writer.WriteReal("length_min", lengths.Min);
            writer.WriteReal("length_mean", lengths.Mean);
            writer.WriteReal("length_max", lengths.Max);
        }

        WriteTop(writer, column);
        ColumnFactsJson.Write(writer, column);
        TextJson.Write(writer, column);
        writer.WriteEndObject();
    }

    public static void WriteTop(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteStartArray("top");
        foreach ((string value, long count) in column.Top)
        {
            writer.WriteStartObject();
            writer.WriteString("value", value);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
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
        writer.WriteReal("sum", column.Sum);
        writer.WriteReal("variance", column.Variance);
        writer.WriteReal("coefficient_of_variation", column.CoefficientOfVariation);
        writer.WriteReal("range", column.Range);
        writer.WriteReal("interquartile_range", column.InterquartileRange);
        writer.WriteReal("mad", column.MedianAbsoluteDeviation);
        writer.WriteReal("mad_bound", column.MedianAbsoluteDeviationBound);
        writer.WriteNumber("negative", column.Summary.NegativeCount);
        writer.WriteNumber("nan", column.Summary.NaNCount);
        if (column.Histogram() is var (edges, counts)) WriteHistogram(writer, edges, counts);
    }

    private static void WriteHistogram(Utf8JsonWriter writer, double[] edges, double[] counts)
    {
        writer.WriteStartObject("histogram");
        writer.WriteReals("edges", edges);
        writer.WriteReals("counts", counts);
        writer.WriteEndObject();
    }
}
