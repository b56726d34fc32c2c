namespace Mlops.Sdk;

/// <summary>Finds where a model does worst.</summary>
public static class SliceExtensions
{
    /// <summary>Finds the rows, told apart by one or two columns, on which a model loses more than elsewhere, by more than chance and with allowance for all slices that are tried.</summary>
    /// <param name="model">The model.</param>
    /// <param name="test">Labelled rows that it was not trained on.</param>
    /// <param name="options">Loss, columns, sizes.</param>
    /// <param name="context">Threads.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The metric is no loss of single rows or not for the task, or a column is not there.</exception>
    public static SliceReport FindWorstSlices(this FittedPipeline model, Dataset test, SliceOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        return model.Score(test, cancellationToken).FindWorstSlices(test, options, context, cancellationToken);
    }

    /// <summary>The same of predictions, from whatever model. O(rows times pairs of columns).</summary>
    /// <param name="predictions">The predictions, row for row.</param>
    /// <param name="test">The labelled rows that they were made of.</param>
    /// <param name="options">Loss, columns, sizes.</param>
    /// <param name="context">Threads.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The metric is no loss of single rows or not for the task, or a column is not there.</exception>
    public static SliceReport FindWorstSlices(this Predictions predictions, Dataset test, SliceOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(test);
        return SliceFinder.Run(predictions, test, options ?? new(), context ?? RunContext.Default, cancellationToken);
    }
}
