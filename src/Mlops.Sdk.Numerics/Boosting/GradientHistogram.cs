using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Histograms of gradients over the bins of a feature, the inner loop of gradient boosting. Linear in rows; no allocation.</summary>
public static class GradientHistogram
{
    /// <summary>Adds up the derivatives of some rows by bin.</summary>
    /// <param name="bins">The bin of every row of the table.</param>
    /// <param name="rows">The rows to add, ascending for speed; empty for all rows in order.</param>
    /// <param name="derivatives">First and second derivative of each of those rows, in their order: twice as many numbers.</param>
    /// <param name="histogram">One entry a bin, more than the highest bin; is cleared first.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Build(ReadOnlySpan<byte> bins, ReadOnlySpan<int> rows, ReadOnlySpan<float> derivatives, Span<GradientBin> histogram)
    {
        int count = rows.IsEmpty ? bins.Length : rows.Length;
        if (derivatives.Length != 2 * count) throw new ArgumentException($"{count} rows have {2 * count} derivatives, got {derivatives.Length}.", nameof(derivatives));

        // A bin is a byte, so 256 entries make the loop safe without a check for each row.
        Span<GradientBin> all = stackalloc GradientBin[256];
        all.Clear();
        ref Vector256<double> sums = ref Unsafe.As<GradientBin, Vector256<double>>(ref MemoryMarshal.GetReference(all));
        ref byte bin = ref MemoryMarshal.GetReference(bins);
        ref double pair = ref Unsafe.As<float, double>(ref MemoryMarshal.GetReference(derivatives));
        if (rows.IsEmpty)
        {
            for (int i = 0; i < count; i++) Add(ref sums, Unsafe.Add(ref bin, i), Unsafe.Add(ref pair, i));
        }
        else
        {
            if (rows.ContainsAnyExceptInRange(0, bins.Length - 1)) throw new ArgumentException($"Rows run from 0 to {bins.Length - 1}.", nameof(rows));
            ref int row = ref MemoryMarshal.GetReference(rows);
            for (int i = 0; i < count; i++) Add(ref sums, Unsafe.Add(ref bin, Unsafe.Add(ref row, i)), Unsafe.Add(ref pair, i));
        }

        all[..histogram.Length].CopyTo(histogram);
    }

    /// <summary>Adds up the derivatives of all rows by cell, where there are more cells than bytes can tell.</summary>
    /// <param name="cells">The cell of every row.</param>
    /// <param name="derivatives">First and second derivative of each row: twice as many numbers.</param>
    /// <param name="histogram">One entry a cell; is cleared first.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a cell is beyond the histogram.</exception>
    public static void Build(ReadOnlySpan<ushort> cells, ReadOnlySpan<float> derivatives, Span<GradientBin> histogram)
    {
        if (derivatives.Length != 2 * cells.Length) throw new ArgumentException($"{cells.Length} rows have {2 * cells.Length} derivatives, got {derivatives.Length}.", nameof(derivatives));
        if (histogram.Length <= ushort.MaxValue && cells.ContainsAnyInRange((ushort)histogram.Length, ushort.MaxValue)) throw new ArgumentException($"Cells run from 0 to {histogram.Length - 1}.", nameof(cells));
        histogram.Clear();
        ref Vector256<double> sums = ref Unsafe.As<GradientBin, Vector256<double>>(ref MemoryMarshal.GetReference(histogram));
        ref ushort cell = ref MemoryMarshal.GetReference(cells);
        ref double pair = ref Unsafe.As<float, double>(ref MemoryMarshal.GetReference(derivatives));
        for (int i = 0; i < cells.Length; i++) Add(ref sums, Unsafe.Add(ref cell, i), Unsafe.Add(ref pair, i));
    }

    /// <summary>Takes the histogram of one child from that of its parent, which leaves the other child's.</summary>
    /// <param name="parent">The histogram of the parent; receives the difference.</param>
    /// <param name="child">The histogram of a child.</param>
    public static void Subtract(Span<GradientBin> parent, ReadOnlySpan<GradientBin> child)
    {
        for (int i = 0; i < parent.Length; i++) parent[i] = parent[i].Less(in child[i]);
    }

    // Gradient, curvature and a one for the count, widened and added at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<double> sums, int bin, double pair)
    {
        Vector128<float> four = Vector128.Create(pair, BitConverter.Int64BitsToDouble(0x3F800000)).AsSingle();
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(four);
        ref Vector256<double> into = ref Unsafe.Add(ref sums, (nint)bin);
        into += Vector256.Create(low, high);
    }
}
