using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

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

    /// <exception cref="BundleFormatException">It is no link for the task.</exception>
    public LinkFunction ToLink(TaskKind task) => (Link, task) switch
    {
        (None, TaskKind.Regression) => LinkFunction.Identity,
        (None, TaskKind.Binary) => LinkFunction.Probability,
        (Sigmoid, TaskKind.Binary) when double.IsFinite(Slope) && double.IsFinite(Intercept) => LinkFunction.Logit(Slope, Intercept),
        (Softmax, TaskKind.Multiclass) => LinkFunction.Softmax(),
        (Shares, TaskKind.Multiclass) => LinkFunction.Probability,
        _ => throw new BundleFormatException($"The link {ErrorText.Show(Link)} of the saved model makes no predictions of the task {task}. Save the model again, or load it with the version that saved it."),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EstimatorState))]
internal sealed partial class EstimatorJson : JsonSerializerContext;
