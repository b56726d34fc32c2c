using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A leaf while its tree grows: a run of the rows, and the best way to split it.</summary>
internal sealed class GrownLeaf(int node, int start, int count, int depth, GradientBin sums, double low, double high, bool[] usable)
{
    /// <summary>Its place in the tree.</summary>
    public int Node { get; set; } = node;

    public int Start => start;

    public int Count => count;

    public int Depth => depth;

    public GradientBin Sums { get; set; } = sums;

    /// <summary>Least value that monotone constraints leave it.</summary>
    public double Low => low;

    /// <summary>Greatest value that monotone constraints leave it.</summary>
    public double High => high;

    /// <summary>The features that may split it; once it was searched, those that can with a gain.</summary>
    public bool[] Usable { get; set; } = usable;

    /// <summary>The features asked on the way to it.</summary>
    public int[] Asked { get; set; } = [];

    public double Value { get; set; }

    public BinSplit Split { get; set; } = BinSplit.None;

    /// <summary>The feature of the best split.</summary>
    public int Feature { get; set; } = -1;

    public GradientBin[]? Histogram { get; set; }
}
