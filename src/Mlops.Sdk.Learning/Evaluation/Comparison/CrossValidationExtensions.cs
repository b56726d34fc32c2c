namespace Mlops.Sdk;

/// <summary>Judges a pipeline by data that it is fitted and judged on in turns.</summary>
public static class CrossValidationExtensions
{
    /// <summary>Fits the whole pipeline (steps, resamplers, selectors, trainer, post-steps) on all parts but one and judges it by that one, in turns. Nothing sees a row that it is judged by.</summary>
    /// <remarks>Folds run one after the other, each with all threads. The same seed gives the same folds for every pipeline, so that results can be compared.</remarks>
    /// <param name="pipeline">The pipeline, with a trainer.</param>
    /// <param name="data">The labelled data.</param>
    /// <param name="options">Folds, repeats, metrics.</param>
    /// <param name="context">Seed, threads, progress and observer.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The pipeline has no trainer, or there are too few rows or groups for the folds.</exception>
    /// <exception cref="MlopsException">MLO1201: the label is missing in a row or has one class only; also when that is so in a training part.</exception>
    public static CrossValidationReport CrossValidate(this Pipeline pipeline, Dataset data, CrossValidationOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(data);
        return new CrossValidator(pipeline, data, options ?? new(), context ?? RunContext.Default, cancellationToken).Run();
    }
}
