namespace Mlops.Sdk;

/// <summary>A node of a tree that grows, by bins.</summary>
internal struct ForestNode
{
    /// <summary>-1 in a leaf.</summary>
    public int Feature;

    /// <summary>The last bin that goes left; numbers.</summary>
    public int Bin;

    /// <summary>Whether values are compared, not bins.</summary>
    public bool ByKey;

    /// <summary>The greatest key that goes left, of <see cref="SortableKeys"/>.</summary>
    public int Key;

    /// <summary>A bit for each bin that goes left; categories.</summary>
    public ulong[]? LeftBins;

    public bool MissingGoesLeft;
    public int Left, Right;

    /// <summary>Weight of the rows that passed.</summary>
    public double Cover;

    /// <summary>Where the values of a leaf begin.</summary>
    public int Values;

    public readonly bool GoesLeft(ForestData data, int row)
    {
        if (!ByKey) return GoesLeft(data.Features[Feature].Bins[row], data.Features[Feature].MissingBin);
        int key = data.Keys[Feature][row];
        return key == SortableKeys.Missing ? MissingGoesLeft : key <= Key;
    }

    public readonly bool GoesLeft(int bin, int missingBin) =>
        LeftBins is { } bits ? (bits[bin >> 6] >> (bin & 63) & 1) != 0 : bin == missingBin ? MissingGoesLeft : bin <= Bin;
}
