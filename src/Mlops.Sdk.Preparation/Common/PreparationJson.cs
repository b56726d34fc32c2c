using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How options and learnt states of this package are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(MissingOptions))]
[JsonSerializable(typeof(MissingState))]
[JsonSerializable(typeof(OutlierOptions))]
[JsonSerializable(typeof(OutlierRemovalOptions))]
[JsonSerializable(typeof(OutlierState))]
[JsonSerializable(typeof(RebalanceOptions))]
[JsonSerializable(typeof(RebalanceSummary[]))]
[JsonSerializable(typeof(EncodingOptions))]
[JsonSerializable(typeof(EncodingState))]
[JsonSerializable(typeof(ScalingOptions))]
[JsonSerializable(typeof(ScalingState))]
internal sealed partial class PreparationJson : JsonSerializerContext;
