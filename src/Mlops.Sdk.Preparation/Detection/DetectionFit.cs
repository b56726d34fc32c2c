using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Extensibility;

/// <summary>What a method of detection has learnt.</summary>
/// <param name="scorer">What scores any row from then on.</param>
/// <param name="scores">The scores of the training rows, finite, in which no row is its own neighbor.</param>
public sealed class DetectionFit(OutlierScorer scorer, double[] scores)
{
    /// <summary>What scores any row.</summary>
    public OutlierScorer Scorer { get; } = scorer ?? throw new ArgumentNullException(nameof(scorer));

    /// <summary>The scores of the training rows.</summary>
    public double[] Scores { get; } = scores ?? throw new ArgumentNullException(nameof(scores));
}
