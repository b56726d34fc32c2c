using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The features against the label in JSON.</summary>
internal static class TargetJson
{
    public static void Write(Utf8JsonWriter writer, TargetProfile target)
    {
        writer.WriteStartObject("target");
        writer.WriteString("label", target.Label);
        writer.WriteString("kind", target.IsClass ? "class" : "number");
        writer.WriteNumber("rows", target.Rows);
        if (target.Positive is { } positive) writer.WriteString("positive", positive);
        writer.WriteStartArray("classes");
        foreach (TargetClass one in target.Classes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", one.Name);
            writer.WriteNumber("rows", one.Rows);
            writer.WriteReal("share", one.Share);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("features");
        foreach (FeatureTarget feature in target.Features) Write(writer, feature);
        writer.WriteEndArray();
        writer.WriteStartArray("leaks");
        foreach (TargetLeak leak in target.Leaks)
        {
            writer.WriteStartObject();
            writer.WriteString("feature", leak.Feature);
            writer.WriteString("kind", leak.Kind.ToString());
            writer.WriteReal("value", leak.Value);
            writer.WriteReal("threshold", leak.Threshold);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FeatureTarget feature)
    {
        writer.WriteStartObject();
        writer.WriteString("feature", feature.Feature);
        writer.WriteReal("strength", feature.Strength);
        writer.WriteNumber("rows", feature.Rows);
        foreach ((string name, double? value) in (ReadOnlySpan<(string, double?)>)
            [
                ("auc", feature.Auc), ("separation", feature.Separation), ("missing_separation", feature.MissingSeparation), ("pearson", feature.Pearson), ("spearman", feature.Spearman),
                ("correlation_ratio", feature.CorrelationRatio), ("cramers_v", feature.CramersV), ("certainty", feature.Certainty),
            ])
            if (value is { } known) writer.WriteReal(name, known);
        writer.WriteStartArray("bins");
        foreach (TargetBin bin in feature.Bins)
        {
            writer.WriteStartObject();
            writer.WriteString("name", bin.Name);
            writer.WriteBoolean("missing", bin.IsMissing);
            writer.WriteNumber("rows", bin.Rows);
            writer.WriteStartArray("rates");
            foreach (TargetRate rate in bin.Rates)
            {
                writer.WriteStartObject();
                if (rate.Class is { } name) writer.WriteString("class", name);
                writer.WriteReal("value", rate.Value);
                writer.WriteReal("low", rate.Low);
                writer.WriteReal("high", rate.High);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
