using System.Buffers;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>A sample that is sorted once, for rank correlations with many others. NaN take no rank; infinities do.</summary>
/// <remarks>Eight bytes a row and four for each different value. Immutable, so it may be read from many threads.</remarks>
public sealed class RankedSample
{
    private RankedSample(int[] order, int[] codes, int[] counts)
    {
        Order = order;
        Codes = codes;
        Counts = counts;
    }

    /// <summary>The number of rows.</summary>
    public int Length => Codes.Length;

    /// <summary>How many rows hold a number.</summary>
    public int Present => Order.Length;

    /// <summary>How many different numbers there are.</summary>
    public int Distinct => Counts.Length;

    /// <summary>For every row the place of its number among the different numbers, from 0; -1 for NaN.</summary>
    public ReadOnlySpan<int> DenseRanks => Codes;

    /// <summary>How many rows hold each of the different numbers, in ascending order.</summary>
    public ReadOnlySpan<int> Multiplicities => Counts;

    internal int[] Order { get; }

    internal int[] Codes { get; }

    internal int[] Counts { get; }

    /// <summary>Sorts a sample. O(n) for many rows by radix.</summary>
    /// <param name="values">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RankedSample Of(ReadOnlySpan<double> values)
    {
        double[] keys = ArrayPool<double>.Shared.Rent(values.Length);
        var order = new int[values.Length];
        int count = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row])) continue;
            keys[count] = values[row];
            order[count++] = row;
        }

        if (count < order.Length) Array.Resize(ref order, count);
        Sorting.Ascending(keys.AsSpan(0, count), order);
        var codes = new int[values.Length];
        if (count < values.Length) Array.Fill(codes, -1);
        var counts = new int[count];
        int code = -1;
        for (int i = 0; i < count; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1]) code++;
            codes[order[i]] = code;
            counts[code]++;
        }

        ArrayPool<double>.Shared.Return(keys);
        return new RankedSample(order, codes, code + 1 < counts.Length ? counts[..(code + 1)] : counts);
    }

    /// <summary>Twice the average rank of each of the different numbers less its mean, so that it is whole: from -(n - 1) to n - 1.</summary>
    internal static void CentredRanks(ReadOnlySpan<int> counts, int total, Span<int> ranks)
    {
        int below = 0;
        for (int code = 0; code < counts.Length; code++)
        {
            ranks[code] = (2 * below) + counts[code] - total;
            below += counts[code];
        }
    }
}
