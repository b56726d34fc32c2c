using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What a feature selector has learnt.</summary>
internal sealed record SelectionState(int Rows, string Label, FeatureScore[] Ranking);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SelectionOptions))]
[JsonSerializable(typeof(SelectionState))]
internal sealed partial class SelectionJson : JsonSerializerContext;
