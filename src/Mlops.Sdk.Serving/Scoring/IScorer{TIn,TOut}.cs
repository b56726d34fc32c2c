namespace Mlops.Sdk;

/// <summary>Scores objects, with the version that an alias stands for. Safe from many threads.</summary>
/// <typeparam name="TIn">Its properties are the columns of the model: equal names, or equal up to case and signs (<c>HoursPerWeek</c> for <c>hours-per-week</c>).</typeparam>
/// <typeparam name="TOut">
/// Its members take the answer: <c>Class</c>, <c>PredictedLabel</c> or the name of the label (text, flag, enum or, for regression, number), <c>Score</c> or <c>Probability</c> (number),
/// <c>Probabilities</c> (dictionary), <c>Version</c> (<see cref="ModelVersion"/>, text or number). A member that the model cannot fill is an error when it is loaded, never a default.
/// </typeparam>
public interface IScorer<in TIn, out TOut> : IFollowedModel
    where TIn : class
    where TOut : class
{
    /// <summary>Scores one object.</summary>
    /// <param name="input">The object.</param>
    TOut Score(TIn input);

    /// <summary>Scores many objects, all by one version, in their order; each gets the same answer as alone.</summary>
    /// <param name="inputs">The objects.</param>
    IReadOnlyList<TOut> Score(IReadOnlyList<TIn> inputs);
}
