using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a profile tells of rows and of columns together, in JSON.</summary>
internal static class FactsJson
{
    public static void Write(Utf8JsonWriter writer, ProfileReport report)
    {
        writer.WriteNumber("sampled_rows", report.SampledRows);
        writer.WriteStartArray("associations");
        foreach (Association pair in report.Associations) Write(writer, pair);
        writer.WriteEndArray();
        writer.WriteStartArray("missing_pairs");
        foreach (MissingPair pair in report.MissingPairs)
        {
            writer.WriteStartObject();
            writer.WriteString("a", pair.A);
            writer.WriteString("b", pair.B);
            writer.WriteReal("correlation", pair.Correlation);
            writer.WriteNumber("both_missing", pair.BothMissing);
            writer.WriteNumber("rows", pair.Rows);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("candidate_keys");
        foreach (CandidateKey key in report.CandidateKeys)
        {
            writer.WriteStartObject();
            WriteTexts(writer, "columns", key.Columns);
            writer.WriteBoolean("verified", key.IsVerified);
            writer.WriteNumber("rows_compared", key.RowsCompared);
            writer.WriteReal("repeated_share_bound", key.RepeatedShareBound);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("dependencies");
        foreach (ColumnDependency dependency in report.Dependencies)
        {
            writer.WriteStartObject();
            writer.WriteString("determinant", dependency.Determinant);
            writer.WriteString("dependent", dependency.Dependent);
            writer.WriteReal("violation_share", dependency.ViolationShare);
            writer.WriteNumber("rows_compared", dependency.RowsCompared);
            writer.WriteNumber("rows_looked_at", dependency.RowsLookedAt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (report.Duplicates is { } duplicates) Write(writer, duplicates);
        if (report.Target is { } target) TargetJson.Write(writer, target);
        if (report.ExampleRows is { } rows && (rows.First.Length > 0 || rows.Random.Length > 0)) Write(writer, rows);
    }

    private static void Write(Utf8JsonWriter writer, ShownRows rows)
    {
        writer.WriteStartObject("example_rows");
        foreach ((string name, IEnumerable<ShownRow> some) in ((string, IEnumerable<ShownRow>)[])[("first", rows.First), ("last", rows.Last), ("random", rows.Random)])
        {
            writer.WriteStartArray(name);
            foreach (ShownRow row in some)
            {
                writer.WriteStartObject();
                writer.WriteNumber("row", row.Position);
                WriteTexts(writer, "values", row.Values);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Association pair)
    {
        writer.WriteStartObject();
        writer.WriteString("a", pair.A);
        writer.WriteString("b", pair.B);
        writer.WriteReal("strength", pair.Strength);
        writer.WriteStartObject("measures");
        foreach (AssociationMeasure measure in pair.Measures)
        {
            writer.WriteStartObject(measure.Name);
            writer.WriteReal("value", measure.Value);
            writer.WriteNumber("rows", measure.Rows);
            writer.WriteReal("standard_error", measure.StandardError);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DuplicateProfile duplicates)
    {
        writer.WriteStartObject("duplicates");
        Write(writer, "rows", duplicates.Rows);
        if (duplicates.WithoutIds is { } withoutIds) Write(writer, "without_ids", withoutIds);
        if (duplicates.WithoutLabel is { } withoutLabel) Write(writer, "without_label", withoutLabel);
        if (duplicates.Conflicts is { } conflicts)
        {
            writer.WriteStartObject("label_conflicts");
            writer.WriteNumber("groups", conflicts.Groups);
            writer.WriteNumber("rows", conflicts.Rows);
            writer.WriteReal("rows_bound", conflicts.RowsBound);
            writer.WriteReal("ceiling", conflicts.Ceiling);
            writer.WriteReal("ceiling_bound", conflicts.CeilingBound);
            writer.WriteString("ceiling_of", conflicts.IsAccuracy ? "accuracy" : "r2");
            writer.WriteBoolean("exact", conflicts.IsExact);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, DuplicateRows rows)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("repeated_rows", rows.RepeatedRows);
        writer.WriteReal("repeated_rows_bound", rows.RepeatedRowsBound);
        writer.WriteNumber("repeated_groups", rows.RepeatedGroups);
        writer.WriteReal("repeated_groups_bound", rows.RepeatedGroupsBound);
        writer.WriteNumber("rows_in_groups", rows.RowsInGroups);
        writer.WriteReal("rows_in_groups_bound", rows.RowsInGroupsBound);
        writer.WriteBoolean("exact", rows.IsExact);
        WriteTexts(writer, "ignored", rows.Ignored);
        writer.WriteStartArray("examples");
        foreach (RepeatedRow row in rows.Examples)
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", row.Count);
            writer.WriteBoolean("count_exact", row.IsCountExact);
            writer.WriteNumber("first_row", row.FirstRow);
            WriteTexts(writer, "values", row.Values);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string?> texts)
    {
        writer.WriteStartArray(name);
        foreach (string? text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
