using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The readable form of an <see cref="AdditiveModel"/>: written by hand, for people and for tools; models are loaded from bytes.</summary>
internal static class AdditiveJson
{
    public static string Write(AdditiveModel model, IReadOnlyList<string>? names)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("kind", "additive");
            json.WriteNumber("features", model.FeatureCount);
            Numbers(json, "bias", model.Bias.AsSpan());
            json.WriteStartArray("terms");
            foreach (AdditiveTerm term in model.Terms) Term(json, term, names);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Term(Utf8JsonWriter json, AdditiveTerm term, IReadOnlyList<string>? names)
    {
        json.WriteStartObject();
        if (term is SlopeTerm slope)
        {
            json.WriteString("feature", Name(slope.Features[0], names));
            Numbers(json, "weights", slope.Weights.AsSpan());
            Numbers(json, "missing", slope.Missing.AsSpan());
        }
        else if (term is TableTerm table)
        {
            json.WriteStartArray("axes");
            foreach (TermAxis axis in table.Axes) Axis(json, axis, names);
            json.WriteEndArray();
            Numbers(json, "values", table.Values.AsSpan());
            if (table.Errors.Length > 0) Numbers(json, "errors", table.Errors.AsSpan());
            if (table.RowWeights.Length > 0) Numbers(json, "row_weights", table.RowWeights.AsSpan());
        }

        json.WriteEndObject();
    }

    private static void Axis(Utf8JsonWriter json, TermAxis axis, IReadOnlyList<string>? names)
    {
        json.WriteStartObject();
        json.WriteString("feature", Name(axis.Feature, names));
        if (!axis.IsCategory)
        {
            Numbers(json, "cuts", axis.Cuts);
        }
        else
        {
            json.WriteStartArray("cell_of_level");
            foreach (int cell in axis.Groups) json.WriteNumberValue(cell);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static string Name(int feature, IReadOnlyList<string>? names) => names is not null && feature < names.Count ? names[feature] : "f" + feature.ToString(CultureInfo.InvariantCulture);
}
