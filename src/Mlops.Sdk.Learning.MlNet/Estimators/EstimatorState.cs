using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What is saved beside the zip of a chain.</summary>
/// <param name="Link">How scores become probabilities: none, sigmoid, softmax, or shares that only have to add up to 1.</param>
/// <param name="Slope">Of the sigmoid.</param>
/// <param name="Intercept">Of the sigmoid.</param>
/// <param name="Rows">How many rows it learnt from.</param>
/// <param name="Findings">What was found while it learnt.</param>
internal sealed record EstimatorState(string Link, double Slope, double Intercept, int Rows, ImmutableArray<Finding> Findings)
{
    public const string None = "none", Sigmoid = "sigmoid", Softmax = "softmax", Shares = "shares";

    public LinkFunction ToLink() => Link switch
    {
        None => LinkFunction.Identity,
        Sigmoid => LinkFunction.Logit(Slope, Intercept),
        Softmax => LinkFunction.Softmax(),
        Shares => LinkFunction.Probability,
        _ => throw new InvalidDataException($"The link '{Link}' of the saved model is not known. Use a newer package."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EstimatorState))]
internal sealed partial class EstimatorJson : JsonSerializerContext;
