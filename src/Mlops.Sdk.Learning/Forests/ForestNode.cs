namespace Mlops.Sdk;

/// <summary>A node of a tree that grows, by bins.</summary>
internal struct ForestNode
{
    /// <summary>-1 in a leaf.</summary>
    public int Feature;

    /// <summary>The last bin that goes left; numbers.</summary>
    public int Bin;

    /// <summary>A bit for each bin that goes left; categories.</summary>
    public ulong[]? LeftBins;

    public bool MissingGoesLeft;
    public int Left, Right;

    /// <summary>Weight of the rows that passed.</summary>
    public double Cover;

    /// <summary>Where the values of a leaf begin.</summary>
    public int Values;

    public readonly bool GoesLeft(int bin, int missingBin) =>
        LeftBins is { } bits ? (bits[bin >> 6] >> (bin & 63) & 1) != 0 : bin == missingBin ? MissingGoesLeft : bin <= Bin;
}
