namespace Mlops.Sdk.Numerics;

/// <summary>The rising step function that is nearest to points in weighted least squares, joined by straight lines. Pool adjacent violators (Barlow et al. 1972).</summary>
/// <param name="X">Positions, rising.</param>
/// <param name="Y">Values at them, never falling.</param>
public readonly record struct IsotonicRegression(double[] X, double[] Y)
{
    /// <summary>Fits the function. O(n log n).</summary>
    /// <param name="x">Positions; no NaN. Points at the same position are taken together.</param>
    /// <param name="y">Values; no NaN.</param>
    /// <param name="weights">A weight for every point, at least 0; empty for 1 each. Points of weight 0 are left out.</param>
    public static IsotonicRegression Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights = default)
    {
        var keys = x.ToArray();
        var order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Sorting.Ascending(keys, order);
        var blocks = new List<Block>();
        foreach (int i in order)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            if (weight == 0) continue;
            var block = new Block(x[i], x[i], y[i] * weight, weight);
            if (blocks.Count > 0 && blocks[^1].To == x[i]) block = Pop(blocks).With(block);
            blocks.Add(block);
        }

        return Pool(blocks);
    }

    /// <summary>The value at a position: between two known positions on the straight line, beyond them that of the nearest. O(log n).</summary>
    /// <param name="x">The position.</param>
    public double At(double x)
    {
        int index = Array.BinarySearch(X, x);
        if (index >= 0) return Y[index];
        int above = ~index;
        if (above == 0) return Y[0];
        if (above == X.Length) return Y[^1];
        double share = (x - X[above - 1]) / (X[above] - X[above - 1]);
        return Y[above - 1] + (Y[above] - Y[above - 1]) * share;
    }

    private static IsotonicRegression Pool(List<Block> points)
    {
        var pooled = new List<Block>();
        foreach (Block point in points)
        {
            Block block = point;
            while (pooled.Count > 0 && pooled[^1].Mean >= block.Mean) block = Pop(pooled).With(block);
            pooled.Add(block);
        }

        List<double> x = [], y = [];
        foreach (Block block in pooled)
        {
            x.Add(block.From);
            y.Add(block.Mean);
            if (block.To == block.From) continue;
            x.Add(block.To);
            y.Add(block.Mean);
        }

        return new IsotonicRegression([.. x], [.. y]);
    }

    private static Block Pop(List<Block> blocks)
    {
        Block last = blocks[^1];
        blocks.RemoveAt(blocks.Count - 1);
        return last;
    }

    private readonly record struct Block(double From, double To, double Sum, double Weight)
    {
        public double Mean => Sum / Weight;

        public Block With(Block next) => new(From, next.To, Sum + next.Sum, Weight + next.Weight);
    }
}
