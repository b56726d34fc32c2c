using System.Text.Json;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A fit as a run keeps it, <c>fits/N.json</c>: all that is needed to do it again, and the hashes of what came of it.</summary>
internal sealed record FitRecord
{
    public const string Folder = "fits/";

    public required string Pipeline { get; init; }

    public required ulong Seed { get; init; }

    public required string DataFingerprint { get; init; }

    public required int Rows { get; init; }

    /// <summary>The roles of the columns that are no features, which the fingerprint does not tell.</summary>
    public required Dictionary<string, ColumnRole> Roles { get; init; }

    /// <summary>The hash of every part of the model; empty when a part could not be saved.</summary>
    public required Dictionary<string, string> Parts { get; init; }

    public static FitRecord Of(PipelineFitted fit)
    {
        return new FitRecord
        {
            Pipeline = fit.PipelineJson,
            Seed = fit.Seed,
            DataFingerprint = fit.DataFingerprint,
            Rows = fit.Rows,
            Roles = fit.Schema.Where(field => field.Role != ColumnRole.Feature).ToDictionary(field => field.Name, field => field.Role, StringComparer.Ordinal),
            Parts = PartsOf(fit.Model),
        };
    }

    /// <summary>The hash of every part of a model; empty when one of them refuses to be saved, as a step made of a function does.</summary>
    public static Dictionary<string, string> PartsOf(FittedPipeline model)
    {
        try
        {
            return new(model.HashParts(), StringComparer.Ordinal);
        }
        catch (MlopsException)
        {
            return [];
        }
    }

    /// <summary>Reads a record, which may have been written by anybody.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static FitRecord Read(Stream json) => JsonSerializer.Deserialize(json, FitJson.Default.FitRecord) ?? throw new JsonException("it is null");

    public string ToJson() => JsonSerializer.Serialize(this, FitJson.Default.FitRecord);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FitRecord))]
internal sealed partial class FitJson : JsonSerializerContext;
