using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How options and learnt states of this package are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(ClassCountsJsonConverter)])]
[JsonSerializable(typeof(MissingOptions))]
[JsonSerializable(typeof(MissingState))]
[JsonSerializable(typeof(MissingColumnOptions))]
[JsonSerializable(typeof(MissingColumnState))]
[JsonSerializable(typeof(MissingRowOptions))]
[JsonSerializable(typeof(MissingRowState))]
[JsonSerializable(typeof(MissingPatternState))]
[JsonSerializable(typeof(OutlierOptions))]
[JsonSerializable(typeof(OutlierRemovalOptions))]
[JsonSerializable(typeof(OutlierWeightOptions))]
[JsonSerializable(typeof(OutlierPreviewState))]
[JsonSerializable(typeof(OutlierState))]
[JsonSerializable(typeof(OutlierDetectorOptions))]
[JsonSerializable(typeof(DetectedOutlierOptions))]
[JsonSerializable(typeof(DetectorState))]
[JsonSerializable(typeof(RebalanceOptions))]
[JsonSerializable(typeof(RebalanceSummary[]))]
[JsonSerializable(typeof(DecisionBalancerOptions))]
[JsonSerializable(typeof(BalancedState))]
[JsonSerializable(typeof(BalancedBaggingOptions))]
[JsonSerializable(typeof(EasyEnsembleOptions))]
[JsonSerializable(typeof(BalancedEnsembleState))]
[JsonSerializable(typeof(EncodingOptions))]
[JsonSerializable(typeof(EncodingState))]
[JsonSerializable(typeof(ScalingOptions))]
[JsonSerializable(typeof(ScalingState))]
internal sealed partial class PreparationJson : JsonSerializerContext;
