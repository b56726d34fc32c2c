using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Repetitions, order, digits, extremes and time of one column, in JSON.</summary>
internal static class ColumnFactsJson
{
    public static void Write(Utf8JsonWriter writer, ColumnProfile column)
    {
        ValueRepeats repeats = column.Repeats;
        writer.WriteString("uniqueness", JsonNamingPolicy.SnakeCaseLower.ConvertName(repeats.Uniqueness.ToString()));
        writer.WriteReal("distinct_share", column.DistinctShare);
        writer.WriteReal("singletons", repeats.Singletons);
        writer.WriteReal("singletons_bound", repeats.SingletonsBound);
        writer.WriteReal("repeated_values", repeats.Repeated);
        writer.WriteReal("repeated_values_bound", repeats.RepeatedBound);
        writer.WriteReal("entropy", column.Entropy);
        writer.WriteReal("imbalance", column.Imbalance);
        writer.WriteReal("gini", column.Gini);
        if (column.EvennessPValue is { } even) writer.WriteReal("evenness_p", even);
        if (column.MemoryBytes is { } memory) writer.WriteNumber("memory_bytes", memory);
        if (column.Type is ColumnType.Text or ColumnType.Category)
        {
            writer.WriteNumber("empty", column.EmptyTexts);
            writer.WriteNumber("blank", column.BlankTexts);
        }

        if (column.Order is { } order) writer.WriteString("order", JsonNamingPolicy.SnakeCaseLower.ConvertName(order.ToString()));
        if (column.WholeShare is { } whole) writer.WriteReal("whole_share", whole);
        if (!column.LastDigits.IsEmpty)
        {
            WriteCounts(writer, "last_digits", column.LastDigits);
            writer.WriteNumber("hundreds", column.Summary.HundredsCount);
        }

        if (column.Type is ColumnType.Number or ColumnType.Integer or ColumnType.Timestamp)
        {
            WriteValues(writer, "lowest", column.Lowest);
            WriteValues(writer, "highest", column.Highest);
        }

        if (column.Metrics.Length > 0) WriteMetrics(writer, column);
        if (column.Granularity is { } granularity) WriteTime(writer, column, granularity);
    }

    public static void WriteMetrics(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteStartObject("metrics");
        foreach (ColumnMetricValue metric in column.Metrics)
        {
            writer.WriteStartObject(metric.Name);
            writer.WriteString("title", metric.Title);
            writer.WriteReal("value", metric.Value);
            writer.WriteReal("bound", metric.Bound);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, ColumnProfile column, TimeGranularity granularity)
    {
        writer.WriteString("granularity", JsonNamingPolicy.SnakeCaseLower.ConvertName(granularity.ToString()));
        WriteCounts(writer, "weekdays", column.Weekdays);
        WriteCounts(writer, "hours", column.Hours);
        if (column.LargestGap is not { } gap) return;
        writer.WriteStartObject("largest_gap");
        writer.WriteString("from", gap.From.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteString("to", gap.To.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteReal("days", gap.Length.TotalDays);
        writer.WriteReal("days_at_most", gap.MostLength.TotalDays);
        writer.WriteReal("share", gap.Share);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IEnumerable<long> counts)
    {
        writer.WriteStartArray(name);
        foreach (long count in counts) writer.WriteNumberValue(count);
        writer.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, IEnumerable<(string Value, long Count)> values)
    {
        writer.WriteStartArray(name);
        foreach ((string value, long count) in values)
        {
            writer.WriteStartObject();
            writer.WriteString("value", value);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
