namespace Mlops.Sdk.Numerics;

/// <summary>Shares a whole number by weights.</summary>
public static class Apportionment
{
    /// <summary>The largest remainder in each place: the whole part of its share, then one more to those with the largest rest, the earlier first, until the sum is met. O(n log n).</summary>
    /// <param name="weights">Weights of at least 0. Where none is above 0, or their sum is not finite, all count the same.</param>
    /// <param name="total">What is shared, at least 0.</param>
    /// <returns>Whole numbers that add up to the total; all 0 where there are no weights.</returns>
    public static int[] LargestRemainder(ReadOnlySpan<double> weights, int total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var shares = new int[weights.Length];
        if (weights.IsEmpty) return shares;
        double sum = 0;
        foreach (double weight in weights) sum += weight;
        bool counts = sum > 0 && double.IsFinite(sum);
        var rests = new double[weights.Length];
        int left = total;
        for (int i = 0; i < shares.Length; i++)
        {
            double share = counts ? weights[i] / sum * total : (double)total / weights.Length;
            shares[i] = (int)Math.Min(Math.Floor(share), left);
            rests[i] = share - shares[i];
            left -= shares[i];
        }

        int[] order = new int[shares.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (one, other) => rests[other].CompareTo(rests[one]) is var by and not 0 ? by : one.CompareTo(other));
        for (int i = 0; left > 0; i = (i + 1) % order.Length, left--) shares[order[i]]++;
        return shares;
    }
}
