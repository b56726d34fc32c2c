using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Writes facets, each with its producer and the address of its schema.</summary>
internal sealed class OpenLineageFacets(Utf8JsonWriter json, string producer)
{
    private const string Facets = "https://openlineage.io/spec/facets/";

    public Utf8JsonWriter Json => json;

    public void Facet(string key, string version, string schema, Action<Utf8JsonWriter> write) => Write(key, $"{Facets}{version}/{schema}.json#/$defs/{schema}", write);

    /// <summary>A facet that is ours, under our own prefix.</summary>
    public void Own(string key, Action<Utf8JsonWriter> write) => Write("mlopsSdk_" + key, $"urn:mlops-sdk:openlineage:{key}:1", write);

    private void Write(string key, string schema, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject(key);
        json.WriteString("_producer", producer);
        json.WriteString("_schemaURL", schema);
        write(json);
        json.WriteEndObject();
    }
}
