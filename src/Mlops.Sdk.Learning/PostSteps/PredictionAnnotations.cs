using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Reads what post-steps say of each row beside its number or class: abstentions, prediction sets, intervals.</summary>
public static class PredictionAnnotations
{
    internal const string Abstained = "abstained";

    internal static string InSet(string className) => $"in_set_{className}";

    internal static string Lower(string label) => $"lower_{label}";

    internal static string Upper(string label) => $"upper_{label}";

    /// <summary>Whether the model abstains from deciding a row: always false without a reject option.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="row">The row.</param>
    public static bool IsAbstained(this Predictions predictions, int row)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return predictions.Annotation(Abstained) is FlagColumn flags && flags.Values[row];
    }

    /// <inheritdoc cref="IsAbstained(Predictions, int)"/>
    /// <param name="prediction">What is said of the row.</param>
    public static bool IsAbstained(this Prediction prediction) => prediction.Annotation(Abstained) is true;

    /// <summary>The classes that may well be the right one, by a conformal post-step.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="row">The row.</param>
    /// <exception cref="InvalidOperationException">There is no conformal post-step for classes.</exception>
    public static ImmutableArray<string> SetOf(this Predictions predictions, int row)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return [.. predictions.Classes.Where(name => Required(predictions, InSet(name)) is FlagColumn flags && flags.Values[row])];
    }

    /// <summary>The interval that the number may well lie in, by a conformal post-step.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="row">The row.</param>
    /// <exception cref="InvalidOperationException">There is no conformal post-step for numbers.</exception>
    public static (double Lower, double Upper) IntervalOf(this Predictions predictions, int row)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return (((NumberColumn)Required(predictions, Lower(predictions.Label))).Values[row], ((NumberColumn)Required(predictions, Upper(predictions.Label))).Values[row]);
    }

    private static Column Required(Predictions predictions, string name) => predictions.Annotation(name)
        ?? throw new InvalidOperationException($"The predictions of '{predictions.Label}' have no annotation '{name}'. Add .Conformalize() to the pipeline after the trainer.");
}
