using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How options and states of this package are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PriorOptions))]
[JsonSerializable(typeof(BoostingOptions))]
[JsonSerializable(typeof(LinearModelOptions))]
[JsonSerializable(typeof(ForestOptions))]
[JsonSerializable(typeof(EbmOptions))]
[JsonSerializable(typeof(DecisionTreeOptions))]
[JsonSerializable(typeof(PriorState))]
[JsonSerializable(typeof(DecisionThresholdOptions))]
[JsonSerializable(typeof(ThresholdState))]
[JsonSerializable(typeof(CalibratorOptions))]
[JsonSerializable(typeof(CalibrationState))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(DecisionCost))]
[JsonSerializable(typeof(MetricBar))]
[JsonSerializable(typeof(RejectOptions))]
[JsonSerializable(typeof(RejectState))]
[JsonSerializable(typeof(ConformalOptions))]
[JsonSerializable(typeof(ConformalState))]
internal sealed partial class LearningJson : JsonSerializerContext;
