using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Order statistics without a full sort.</summary>
public static class Selection
{
    /// <summary>Moves the NaN behind the numbers and tells how many numbers there are. The order is lost when there is a NaN.</summary>
    /// <param name="values">The values, reordered in place.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int MoveMissingLast(Span<double> values)
    {
        int end = values.Length;
        for (int i = 0; i < end;)
        {
            if (double.IsNaN(values[i]))
                (values[i], values[end - 1]) = (values[--end], values[i]);
            else
                i++;
        }

        return end;
    }

    /// <summary>Puts the value of rank <paramref name="rank"/> where sorting would put it, nothing greater before it and nothing less behind it.</summary>
    /// <param name="values">The values, free of NaN, reordered in place.</param>
    /// <param name="rank">The rank, counted from zero.</param>
    /// <remarks>Quickselect with the median of three; a bad run of pivots falls back to sorting what is left, so the worst case is n log n.</remarks>
    public static void Select(Span<double> values, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, values.Length);
        int low = 0, high = values.Length - 1;
        for (int rounds = 2 * BitOperations.Log2((uint)values.Length) + 4; high - low > 24; rounds--)
        {
            if (rounds == 0)
                break;
            (int left, int right) = Partition(values, low, high);
            if (rank <= right)
                high = right;
            else if (rank >= left)
                low = left;
            else
                return;
        }

        values[low..(high + 1)].Sort();
    }

    internal static double Least(ReadOnlySpan<double> values) => TensorPrimitives.Min(values);

    // Hoare's partition about the median of three: on return [low..right] <= pivot <= [left..high], and what lies between equals the pivot.
    private static (int Left, int Right) Partition(Span<double> values, int low, int high)
    {
        double a = values[low], b = values[low + (high - low) / 2], c = values[high];
        double pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
        int left = low, right = high;
        do
        {
            while (values[left] < pivot)
                left++;
            while (values[right] > pivot)
                right--;
            if (left <= right)
            {
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
        }
        while (left <= right);
        return (left, right);
    }
}
