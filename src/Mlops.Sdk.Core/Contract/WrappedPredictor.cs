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

    /// <summary>The same change around another predictor of the same label: what was learnt from out-of-fold predictions goes around the model of all rows.</summary>
    /// <param name="inner">The other predictor.</param>
    /// <exception cref="NotSupportedException">The author of the post-step has not written it, so it cannot be learnt out of fold.</exception>
    protected internal virtual WrappedPredictor WithInner(Predictor inner) =>
        throw new NotSupportedException($"'{Kind}' cannot be learnt out of fold: its author has not overridden WrappedPredictor.WithInner. Use Pipeline.WithCalibrationFraction instead.");

    /// <inheritdoc/>
    protected sealed override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken) =>
        Adjust(Inner.Score(data, cancellationToken), data);

    /// <summary>Changes what the wrapped predictor said, row for row.</summary>
    /// <param name="predictions">What it said.</param>
    /// <param name="data">The data it was said of.</param>
    protected abstract Predictions Adjust(Predictions predictions, Dataset data);
}
