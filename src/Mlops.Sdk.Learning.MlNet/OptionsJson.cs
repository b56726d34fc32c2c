using System.Text.Json.Serialization;

namespace Mlops.Sdk;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LightGbmOptions))]
[JsonSerializable(typeof(FastTreeOptions))]
[JsonSerializable(typeof(FastForestOptions))]
[JsonSerializable(typeof(LogisticRegressionOptions))]
[JsonSerializable(typeof(LinearRegressionOptions))]
[JsonSerializable(typeof(SdcaLogisticOptions))]
[JsonSerializable(typeof(PoissonRegressionOptions))]
[JsonSerializable(typeof(PerceptronOptions))]
[JsonSerializable(typeof(GamOptions))]
[JsonSerializable(typeof(EstimatorOptions))]
internal sealed partial class OptionsJson : JsonSerializerContext;
