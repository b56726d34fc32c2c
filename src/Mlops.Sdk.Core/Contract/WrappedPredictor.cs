using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A predictor that changes what another one says: calibrates it, or decides at another threshold.</summary>
public abstract class WrappedPredictor : Predictor
{
    /// <summary>Wraps a predictor, whose label, task, classes and inputs it takes over.</summary>
    protected WrappedPredictor(Predictor inner)
        : base(inner.Label, inner.Task, inner.Classes, inner.Inputs) => Inner = inner;

    /// <summary>The wrapped predictor.</summary>
    public Predictor Inner { get; }

    /// <inheritdoc/>
    protected sealed override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken) =>
        Adjust(Inner.Score(data, cancellationToken), data);

    /// <summary>Changes what the wrapped predictor said, row for row.</summary>
    /// <param name="predictions">What it said.</param>
    /// <param name="data">The data it was said of.</param>
    protected abstract Predictions Adjust(Predictions predictions, Dataset data);
}
