using System.Text.Json.Serialization;

namespace Mlops.Sdk.Benchmarks.Scoring;

[JsonSerializable(typeof(string))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;
