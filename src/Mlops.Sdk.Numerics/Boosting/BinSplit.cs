namespace Mlops.Sdk.Numerics;

/// <summary>The best way found to part the bins of a feature in two.</summary>
public sealed class BinSplit
{
    /// <summary>By how much the loss falls, times two; negative infinity when there is no split.</summary>
    public double Gain { get; init; } = double.NegativeInfinity;

    /// <summary>The last bin that goes left, for an ordered feature.</summary>
    public int Bin { get; init; } = -1;

    /// <summary>The bins that go left, for a category; null for an ordered feature.</summary>
    public int[]? LeftBins { get; init; }

    /// <summary>Whether rows without a value go left.</summary>
    public bool MissingGoesLeft { get; init; }

    /// <summary>What the left rows add up to; its count means something only where the bins have counts.</summary>
    public GradientBin Left { get; init; }

    /// <summary>What the right rows add up to; its count means something only where the bins have counts.</summary>
    public GradientBin Right { get; init; }

    /// <summary>The value of the left leaf.</summary>
    public double LeftValue { get; init; }

    /// <summary>The value of the right leaf.</summary>
    public double RightValue { get; init; }

    /// <summary>No split.</summary>
    public static BinSplit None { get; } = new();
}
