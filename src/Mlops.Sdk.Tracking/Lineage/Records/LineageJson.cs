using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelDeployment))]
[JsonSerializable(typeof(DeploymentPlace))]
[JsonSerializable(typeof(OpenLineageState))]
[JsonSerializable(typeof(PredictionLog))]
[JsonSerializable(typeof(LineageLink))]
internal sealed partial class LineageJson : JsonSerializerContext
{
    public static string Write<T>(T record, JsonTypeInfo<T> type) => JsonSerializer.Serialize(record, type);

    /// <summary>Reads a document, which may have been changed by hand.</summary>
    /// <exception cref="MlopsException">MLO6105: it is not what its kind says.</exception>
    public static T Read<T>(StoredDocument document, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Body!, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw CatalogErrors.Damaged(document.Kind, document.Key, e.Message, e);
        }
    }
}
