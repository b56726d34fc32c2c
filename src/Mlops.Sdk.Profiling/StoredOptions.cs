using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk;

/// <summary>Options inside a stored state.</summary>
internal static class StoredOptions
{
    /// <summary>Options from their JSON: what it leaves out has its default, what is unknown is refused.</summary>
    /// <exception cref="InvalidDataException">A property is unknown, or it is not an object.</exception>
    /// <exception cref="JsonException">It is no JSON, or a value is of another kind.</exception>
    public static T Read<T>(string json, T defaults, JsonTypeInfo<T> type)
    {
        if (JsonNode.Parse(json) is not JsonObject given || JsonSerializer.SerializeToNode(defaults, type) is not JsonObject whole) throw new InvalidDataException("It has no options.");
        Lay(given, whole);
        return whole.Deserialize(type) ?? throw new InvalidDataException("It has no options.");
    }

    // Without this a property that the text leaves out would be null: an initializer of an init-only property does not run.
    private static void Lay(JsonObject given, JsonObject whole)
    {
        foreach ((string name, JsonNode? value) in given)
        {
            if (!whole.TryGetPropertyValue(name, out JsonNode? usual)) throw new InvalidDataException($"It has the unknown option '{ColumnWords.Short(name)}'.");
            if (value is JsonObject inner && usual is JsonObject { Count: > 0 } nested) Lay(inner, nested);
            else whole[name] = value?.DeepClone();
        }
    }
}
