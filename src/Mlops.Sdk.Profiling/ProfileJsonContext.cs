using System.Text.Json.Serialization;

namespace Mlops.Sdk;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, RespectNullableAnnotations = true, Converters = [typeof(VectorListJsonConverter)])]
[JsonSerializable(typeof(ProfileOptions))]
[JsonSerializable(typeof(SegmentOptions))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;
