using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What is saved beside the bytes of a model.</summary>
internal sealed record ModelState(string Trainer, int Rows, ImmutableArray<Finding> Findings, LinkState Link)
{
    /// <summary>Linear models: what stands for a missing value of each input.</summary>
    public ImmutableArray<double>? Means { get; init; }

    /// <summary>Linear models with categories: their weights with errors.</summary>
    public ImmutableArray<Coefficient>? Coefficients { get; init; }

    public ModelOrigin ToOrigin() => new(Trainer, Rows, Findings.IsDefault ? [] : Findings);
}

/// <summary>A <see cref="LinkFunction"/> as it is saved.</summary>
internal sealed record LinkState(string Kind, double Slope, double Offset, bool SinglePrecision)
{
    public static LinkState Of(LinkFunction link) => link switch
    {
        IdentityLink => new("identity", 1, 0, false),
        ExponentialLink => new("exponential", 1, 0, false),
        ProbabilityLink => new("probability", 1, 0, false),
        LogitLink logit => new("logit", logit.Slope, logit.Offset, logit.SinglePrecision),
        SoftmaxLink softmax => new("softmax", 1, 0, softmax.SinglePrecision),
        OneVsAllLink all => new("one_vs_all", all.Slope, all.Offset, all.SinglePrecision),
        _ => throw new ArgumentException($"The link {link.GetType().Name} has no saved form.", nameof(link)),
    };

    public LinkFunction ToLink() => Kind switch
    {
        "identity" => LinkFunction.Identity,
        "exponential" => LinkFunction.Exponential,
        "probability" => LinkFunction.Probability,
        "logit" => LinkFunction.Logit(Slope, Offset, SinglePrecision),
        "softmax" => LinkFunction.Softmax(SinglePrecision),
        "one_vs_all" => LinkFunction.OneVsAll(Slope, Offset, SinglePrecision),
        _ => throw new InvalidDataException($"The link '{Kind}' of the saved model is not known. Use a newer package."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelState))]
internal sealed partial class ModelJson : JsonSerializerContext;
