namespace Mlops.Sdk;

/// <summary>Judges models and predictions by data with a label.</summary>
public static class EvaluationExtensions
{
    /// <summary>Scores data and compares with its label: every metric of the task with an interval (bootstrap; AUC by DeLong), confusion, curves, calibration, gains, residuals, and segments where they are asked for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="test">Labelled rows that the model was not trained on. Rows without a label are left out and counted; a column with the role Weight weighs the rows.</param>
    /// <param name="options">Metrics and intervals.</param>
    /// <param name="context">Seed and threads. The same seed gives the same bits on any number of threads.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="MlopsException">MLO1201: no column is the label. MLO2101: a prediction is not finite. MLO2102: a weight is missing, negative or not finite.</exception>
    public static EvaluationReport Evaluate(this FittedPipeline model, Dataset test, EvaluationOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        return model.Score(test, cancellationToken).Evaluate(test, options, context, cancellationToken);
    }

    /// <inheritdoc cref="Evaluate(FittedPipeline, Dataset, EvaluationOptions, RunContext, CancellationToken)"/>
    public static EvaluationReport Evaluate(this Predictor model, Dataset test, EvaluationOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        return model.Score(test, cancellationToken).Evaluate(test, options, context, cancellationToken);
    }

    /// <summary>Compares predictions, from whatever model, with the label of the rows that they were made of.</summary>
    /// <param name="predictions">The predictions, row for row.</param>
    /// <param name="test">The labelled rows that they were made of.</param>
    /// <param name="options">Metrics and intervals.</param>
    /// <param name="context">Seed and threads.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    public static EvaluationReport Evaluate(this Predictions predictions, Dataset test, EvaluationOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(test);
        return Evaluator.Run(predictions, test, options ?? new(), context ?? RunContext.Default, cancellationToken);
    }
}
