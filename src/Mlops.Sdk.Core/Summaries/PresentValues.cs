using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>The values of a chunk that are there, one after another.</summary>
internal static class PresentValues
{
    /// <summary>The numbers that are not NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<double> WithoutNaN(ReadOnlySpan<double> values, double[] room)
    {
        int count = 0;
        foreach (double value in values)
        {
            room[count] = value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        return room.AsSpan(0, count);
    }

    /// <summary>The numbers that are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<double> Finite(ReadOnlySpan<double> values, double[] room)
    {
        int count = 0;
        foreach (double value in values)
        {
            room[count] = value;
            count += double.IsFinite(value) ? 1 : 0;
        }

        return room.AsSpan(0, count);
    }

    /// <summary>The integers that are not missing, by one bit a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<long> NotMissing(ReadOnlySpan<long> values, ReadOnlySpan<ulong> missing, int start, int length, long[] room)
    {
        int count = 0;
        for (int row = start; row < start + length; row++)
        {
            room[count] = values[row];
            count += (int)(~missing[row >> 6] >> (row & 63) & 1);
        }

        return room.AsSpan(0, count);
    }

    /// <summary>The rows of a chunk that are not missing, by one bit a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<int> Rows(ReadOnlySpan<ulong> missing, int start, int length, int[] room)
    {
        int count = 0;
        for (int row = start; row < start + length; row++)
        {
            room[count] = row;
            count += missing.IsEmpty ? 1 : (int)(~missing[row >> 6] >> (row & 63) & 1);
        }

        return room.AsSpan(0, count);
    }
}
