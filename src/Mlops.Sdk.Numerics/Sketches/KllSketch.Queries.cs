namespace Mlops.Sdk.Numerics;

public sealed partial class KllSketch
{
    private View? _view;

    /// <summary>The quantile, by linear interpolation (Hyndman-Fan type 7) of the kept numbers with their weights: exact while <see cref="IsExact"/>. NaN when empty.</summary>
    /// <param name="probability">The share of the numbers below, 0 to 1.</param>
    public double Quantile(double probability)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (Count == 0)
            return double.NaN;
        if (probability == 0)
            return Min;
        if (probability == 1)
            return Max;
        double at = (Count - 1) * probability;
        long lower = (long)at;
        View view = Sorted();
        double a = view.ValueAt(lower), fraction = at - lower;
        return fraction == 0 ? a : Quantiles.Interpolate(a, view.ValueAt(Math.Min(lower + 1, Count - 1)), fraction);
    }

    /// <summary>The share of the numbers that are at most <paramref name="value"/>; NaN when empty.</summary>
    /// <param name="value">Any number.</param>
    public double Rank(double value)
    {
        if (Count == 0 || double.IsNaN(value))
            return double.NaN;
        if (value >= Max)
            return 1;
        return value < Min ? 0 : Sorted().WeightUpTo(value) / (double)Count;
    }

    /// <summary>A bound on the error of <see cref="Rank"/> at any one value, as a share, by Azuma's inequality over the compactions that took place: zero while exact.</summary>
    /// <param name="confidence">The probability with which it holds, below 1. For m values at once, give 1 - (1 - confidence) / m.</param>
    public double RankErrorBound(double confidence = 0.99)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        return Count == 0 ? 0 : Math.Min(1, Math.Sqrt(2 * _variance * Math.Log(2 / (1 - confidence))) / Count);
    }

    /// <summary>The kept numbers in ascending order, and for each how much weight lies up to and with it; the last is <see cref="Count"/>. Distribution tests on sketches work on these.</summary>
    public (double[] Values, long[] CumulativeWeights) ToCumulative()
    {
        View view = Sorted();
        return ([.. view.Values], [.. view.Cumulative]);
    }

    private View Sorted()
    {
        if (_view is { } cached)
            return cached;
        double[] values = new double[RetainedCount];
        long[] weights = new long[RetainedCount];
        _pending.AsSpan(0, _pendingCount).CopyTo(values);
        weights.AsSpan(0, _pendingCount).Fill(1);
        int next = _pendingCount;
        for (int level = 0; level < _levels.Length; level++)
        {
            _levels[level].AsSpan(0, _counts[level]).CopyTo(values.AsSpan(next));
            weights.AsSpan(next, _counts[level]).Fill(1L << level);
            next += _counts[level];
        }

        Array.Sort(values, weights);
        for (int i = 1; i < weights.Length; i++)
            weights[i] += weights[i - 1];
        return _view = new View(values, weights);
    }

    private sealed record View(double[] Values, long[] Cumulative)
    {
        public double ValueAt(long rank)
        {
            int at = Array.BinarySearch(Cumulative, rank + 1);
            return Values[at >= 0 ? at : ~at];
        }

        public long WeightUpTo(double value)
        {
            int low = 0, high = Values.Length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (Values[middle] <= value)
                    low = middle + 1;
                else
                    high = middle;
            }

            return low == 0 ? 0 : Cumulative[low - 1];
        }
    }
}
