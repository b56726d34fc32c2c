using System.Text.Json.Serialization;

namespace Mlops.Sdk;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, Converters = [typeof(VectorListJsonConverter)])]
[JsonSerializable(typeof(ProfileOptions))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;
