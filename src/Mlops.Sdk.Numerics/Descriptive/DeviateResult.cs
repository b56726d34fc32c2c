using System.Collections.Immutable;

namespace Mlops.Sdk.Numerics;

/// <summary>What <see cref="ExtremeDeviates"/> found.</summary>
public sealed class DeviateResult
{
    internal DeviateResult(int outliers, int below, int above, double[] deviates, double[] limits) =>
        (Outliers, Below, Above, Deviates, Limits) = (outliers, below, above, [.. deviates], [.. limits]);

    /// <summary>How many values are outliers.</summary>
    public int Outliers { get; }

    /// <summary>How many of them are the least ones.</summary>
    public int Below { get; }

    /// <summary>How many of them are the greatest ones.</summary>
    public int Above { get; }

    /// <summary>The distance of the farthest value from the mean in standard deviations, at each step.</summary>
    public ImmutableArray<double> Deviates { get; }

    /// <summary>What it must not exceed, at each step.</summary>
    public ImmutableArray<double> Limits { get; }
}
