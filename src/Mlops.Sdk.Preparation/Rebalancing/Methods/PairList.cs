namespace Mlops.Sdk;

/// <summary>Rows to make, each on the way from a row to another. Not for many threads.</summary>
/// <param name="capacity">How many there will be, about.</param>
internal sealed class PairList(int capacity)
{
    private int[] _starts = new int[capacity];
    private int[] _neighbors = new int[capacity];
    private double[] _shares = new double[capacity];
    private int[][] _voters = new int[capacity][];

    public int Count { get; private set; }

    /// <summary>The row that each starts from.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The row that each heads for.</summary>
    public ReadOnlySpan<int> Neighbors => _neighbors.AsSpan(0, Count);

    /// <summary>How far each goes; below 0 away from there, within what the column has.</summary>
    public Span<double> Shares => _shares.AsSpan(0, Count);

    /// <summary>The rows that vote on the categories of each.</summary>
    public ReadOnlySpan<int[]> Voters => _voters.AsSpan(0, Count);

    public void Add(int start, int neighbor, double share, int[] voters)
    {
        if (Count == _starts.Length) Grow();
        (_starts[Count], _neighbors[Count], _shares[Count], _voters[Count]) = (start, neighbor, share, voters);
        Count++;
    }

    private void Grow()
    {
        int length = (int)Math.Clamp(2L * Count, 16, Array.MaxLength);
        Array.Resize(ref _starts, length);
        Array.Resize(ref _neighbors, length);
        Array.Resize(ref _shares, length);
        Array.Resize(ref _voters, length);
    }
}
