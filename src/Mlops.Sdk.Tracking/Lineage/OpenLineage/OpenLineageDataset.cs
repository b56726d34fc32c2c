using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Datasets and models of an event. A schema is written only where it is known, for an empty one would wipe what a reader knows.</summary>
internal static class OpenLineageDataset
{
    public static void WriteInput(OpenLineageFacets facets, RunDataset data, IReadOnlyList<ModelVersion> made, string home)
    {
        Utf8JsonWriter json = facets.Json;
        (string place, string name) = OpenLineageNames.Dataset(data, home);
        Begin(facets, place, name, "sha256:" + data.Fingerprint);
        if (made.FirstOrDefault(version => version.Signature.DataFingerprint == data.Fingerprint) is { Signature.Columns: { IsEmpty: false } columns })
            WriteSchema(facets, columns.Select(column => (column.Key, (string?)column.Value)));
        json.WriteEndObject();
        json.WriteStartObject("inputFacets");
        facets.Facet("inputStatistics", "1-0-0", "InputStatisticsInputDatasetFacet", writer => writer.WriteNumber("rowCount", data.Rows));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteOutput(OpenLineageFacets facets, RunDataset data, string home)
    {
        Utf8JsonWriter json = facets.Json;
        (string place, string name) = OpenLineageNames.Dataset(data, home);
        Begin(facets, place, name, "sha256:" + data.Fingerprint);
        json.WriteEndObject();
        json.WriteStartObject("outputFacets");
        facets.Facet("outputStatistics", "1-0-2", "OutputStatisticsOutputDatasetFacet", writer => writer.WriteNumber("rowCount", data.Rows));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A model is a dataset whose columns are its features, each with the columns that it is made from.</summary>
    public static void WriteModel(OpenLineageFacets facets, ModelVersion version, RunInfo run, string home)
    {
        Utf8JsonWriter json = facets.Json;
        Begin(facets, "mlops-model://" + home, version.Name, version.Version.ToString(CultureInfo.InvariantCulture));
        ModelSignature signature = version.Signature;
        RunDataset? trained = run.Datasets.FirstOrDefault(data => data.Fingerprint == signature.DataFingerprint);
        if (!signature.FeatureSources.IsEmpty)
        {
            WriteSchema(facets, signature.FeatureSources.Keys.Select(name => (name, (string?)null)));
            if (trained is not null) WriteColumns(facets, signature, OpenLineageNames.Dataset(trained, home));
        }

        facets.Own("model", writer =>
        {
            writer.WriteString("version", version.ToString());
            writer.WriteString("sha256", version.BundleSha256);
            if (signature.Task is not null) writer.WriteString("task", signature.Task);
            if (signature.Label is not null) writer.WriteString("label", signature.Label);
        });
        json.WriteEndObject();
        json.WriteStartObject("outputFacets");
        facets.Facet("outputStatistics", "1-0-2", "OutputStatisticsOutputDatasetFacet", writer => writer.WriteNumber("size", version.BundleSize));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Begin(OpenLineageFacets facets, string place, string name, string version)
    {
        Utf8JsonWriter json = facets.Json;
        json.WriteStartObject();
        json.WriteString("namespace", place);
        json.WriteString("name", name);
        json.WriteStartObject("facets");
        facets.Facet("version", "1-0-1", "DatasetVersionDatasetFacet", writer => writer.WriteString("datasetVersion", version));
    }

    private static void WriteSchema(OpenLineageFacets facets, IEnumerable<(string Name, string? Type)> fields) => facets.Facet("schema", "1-2-0", "SchemaDatasetFacet", writer =>
    {
        writer.WriteStartArray("fields");
        foreach ((string name, string? type) in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            if (type is not null) writer.WriteString("type", type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteColumns(OpenLineageFacets facets, ModelSignature signature, (string Place, string Name) data) => facets.Facet("columnLineage", "1-2-0", "ColumnLineageDatasetFacet", writer =>
    {
        writer.WriteStartObject("fields");
        foreach ((string feature, ValueList<string> columns) in signature.FeatureSources)
        {
            writer.WriteStartObject(feature);
            writer.WriteStartArray("inputFields");
            foreach (string column in columns) WriteField(writer, data, column, "DIRECT", column == feature && columns.Count == 1 ? "IDENTITY" : "TRANSFORMATION");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (signature.Label is null) return;
        // Every feature's weight in the model depends on the label.
        writer.WriteStartArray("dataset");
        WriteField(writer, data, signature.Label, "INDIRECT", "CONDITIONAL");
        writer.WriteEndArray();
    });

    private static void WriteField(Utf8JsonWriter writer, (string Place, string Name) data, string column, string type, string subtype)
    {
        writer.WriteStartObject();
        writer.WriteString("namespace", data.Place);
        writer.WriteString("name", data.Name);
        writer.WriteString("field", column);
        writer.WriteStartArray("transformations");
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WriteString("subtype", subtype);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
