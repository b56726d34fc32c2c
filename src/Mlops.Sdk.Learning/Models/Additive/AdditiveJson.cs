using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>The JSON of an <see cref="AdditiveModel"/>: written by hand, for people and for tools, and read back to the same bits. Names are shown and not read.</summary>
internal static class AdditiveJson
{
    private const string Kind = "additive";

    public static string Write(AdditiveModel model, IReadOnlyList<string>? names)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            ModelJsonForm.WriteHead(json, Kind);
            json.WriteNumber("features", model.FeatureCount);
            Numbers(json, "bias", model.Bias.AsSpan());
            json.WriteStartArray("terms");
            foreach (AdditiveTerm term in model.Terms) Term(json, term, names);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static AdditiveModel Read(string text) => ModelJsonForm.Read(text, Kind, "additive model", json =>
    {
        json.Allow("kind", "version", "features", "bias", "terms");
        int features = json.Property("features").Integer(0);
        ImmutableArray<double> bias = json.Property("bias").Numbers();
        if (bias.IsEmpty) throw json.Property("bias").Fault("there is no output");
        return new AdditiveModel(features, bias, [.. json.Property("terms").Items().Select(term => ReadTerm(term, features, bias.Length))]);
    });

    private static AdditiveTerm ReadTerm(ModelJsonPart json, int features, int outputs)
    {
        if (!json.Has("axes"))
        {
            json.Allow("feature", "name", "weights", "missing");
            return new SlopeTerm(ReadFeature(json, features), json.Property("weights").Numbers(outputs), json.Property("missing").Numbers(outputs));
        }

        json.Allow("axes", "values", "errors", "row_weights");
        ImmutableArray<TermAxis> axes = [.. json.Property("axes").Items(minimum: 1).Select(axis => ReadAxis(axis, features))];
        long cells = axes.Length > 2 ? throw json.Property("axes").Fault("a table has one axis or two") : axes.Aggregate(1L, (product, axis) => product * axis.CellCount);
        ImmutableArray<double> values = json.Property("values").Numbers(cells * outputs);
        ImmutableArray<double> errors = json.Has("errors") ? json.Property("errors").Numbers(cells * outputs) : [];
        ImmutableArray<double> weights = json.Has("row_weights") ? json.Property("row_weights").Numbers(cells) : [];
        try
        {
            return new TableTerm(axes, values, errors, weights);
        }
        catch (ArgumentException exception)
        {
            throw json.Fault(exception.Message);
        }
    }

    private static TermAxis ReadAxis(ModelJsonPart json, int features)
    {
        bool levels = json.Has("cell_of_level");
        json.Allow("feature", "name", levels ? "cell_of_level" : "cuts");
        int feature = ReadFeature(json, features);
        try
        {
            return levels ? TermAxis.Levels(feature, json.Property("cell_of_level").Items().Select(cell => cell.Integer(-1))) : TermAxis.Numbers(feature, json.Property("cuts").Numbers());
        }
        catch (ArgumentException exception)
        {
            throw json.Fault(exception.Message);
        }
    }

    private static int ReadFeature(ModelJsonPart json, int features) => features > 0 ? json.Property("feature").Integer(0, features - 1) : throw json.Fault("a term asks for a feature and the model has none");

    private static void Term(Utf8JsonWriter json, AdditiveTerm term, IReadOnlyList<string>? names)
    {
        json.WriteStartObject();
        if (term is SlopeTerm slope)
        {
            ModelJsonForm.WriteFeature(json, slope.Features[0], names);
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
        ModelJsonForm.WriteFeature(json, axis.Feature, names);
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
}
