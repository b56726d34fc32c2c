using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk.Extensibility;

/// <summary>Writes a set of rules inside the JSON of options. A condition of a program is named there and refused when it is read.</summary>
public sealed class DataRulesJsonConverter : JsonConverter<DataRules>
{
    /// <inheritdoc/>
    public override DataRules Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            return DataRules.Read(document.RootElement);
        }
        catch (MlopsException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DataRules value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        value.Write(writer);
    }
}
