using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How the options and the state of a gate are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuleGateOptions))]
[JsonSerializable(typeof(GateState))]
internal sealed partial class ValidationJsonContext : JsonSerializerContext;
