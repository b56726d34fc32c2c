namespace Mlops.Sdk;

/// <summary>Judges a model in the terms of its problem.</summary>
public static class ProblemExtensions
{
    /// <summary>What the model saves against today's rule, how sure that is, and whether it is good enough: one page for those whose decision it is.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="model">The model, with its threshold.</param>
    /// <param name="test">Labelled rows that it was not trained on, with the column of today's rule if there is one.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The problem has no question, a cost names no class of the model, or today's column is missing or says something else than the label.</exception>
    public static ProblemReport Evaluate(this Problem problem, FittedPipeline model, Dataset test, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return problem.Evaluate(model.Score(test, cancellationToken), test, cancellationToken);
    }

    /// <summary>The same of predictions, from whatever model.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="predictions">The predictions, row for row.</param>
    /// <param name="test">The labelled rows that they were made of.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The problem has no question, a cost names no class of the model, or today's column is missing or says something else than the label.</exception>
    public static ProblemReport Evaluate(this Problem problem, Predictions predictions, Dataset test, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(test);
        if (problem.Faults().ToArray() is { Length: > 0 } faults) throw new ArgumentException(string.Join(" ", faults), nameof(problem));
        return ProblemJudge.Run(problem, predictions, test, cancellationToken);
    }
}
