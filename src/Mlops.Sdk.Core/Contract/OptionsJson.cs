using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads options from JSON.</summary>
internal static class OptionsJson
{
    /// <summary>Options; what is left out has its default. Source-generated code would make it null or 0, since it cannot set an init property later.</summary>
    /// <exception cref="JsonException">The JSON is no such options.</exception>
    public static TOptions Read<TOptions>(string json, JsonTypeInfo<TOptions> type)
        where TOptions : StageOptions, new()
    {
        JsonNode? given = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        if (given is JsonObject parts) Fill(parts, JsonSerializer.SerializeToNode(new TOptions(), type)!.AsObject(), type);
        return given.Deserialize(type) ?? throw new JsonException("Options are a JSON object; for the defaults write {}.");
    }

    private static void Fill(JsonObject parts, JsonObject defaults, JsonTypeInfo type)
    {
        foreach ((string name, JsonNode? value) in defaults)
        {
            if (!parts.TryGetPropertyValue(name, out JsonNode? given)) parts[name] = value?.DeepClone();
            else if (given is JsonObject inner && value is JsonObject whole && type.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType is { } nested && nested.IsSubclassOf(typeof(StageOptions)))
                Fill(inner, whole, type.Options.GetTypeInfo(nested));
        }
    }
}
