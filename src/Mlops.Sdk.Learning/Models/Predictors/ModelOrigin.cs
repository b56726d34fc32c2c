using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Where a model comes from; saved with it, so that a loaded model can tell.</summary>
/// <param name="Trainer">The kind of the trainer, such as <c>light_gbm</c>.</param>
/// <param name="Rows">How many rows it learnt from.</param>
/// <param name="Findings">What was found while it learnt.</param>
public sealed record ModelOrigin(string Trainer, int Rows, ImmutableArray<Finding> Findings)
{
    /// <inheritdoc/>
    public bool Equals(ModelOrigin? other) =>
        other is not null && Trainer == other.Trainer && Rows == other.Rows && Findings.AsSpan().SequenceEqual(other.Findings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Trainer, Rows, Findings.Length);
}
