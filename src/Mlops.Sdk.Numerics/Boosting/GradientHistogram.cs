using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Histograms of gradients over the bins of a feature, the inner loop of gradient boosting. Linear in rows; no allocation.</summary>
public static class GradientHistogram
{
    /// <summary>Adds up the derivatives of some rows by bin.</summary>
    /// <param name="bins">The bin of every row of the table.</param>
    /// <param name="rows">The rows to add, ascending for speed.</param>
    /// <param name="derivatives">First and second derivative of each of those rows, in their order: twice as many numbers.</param>
    /// <param name="histogram">One entry a bin, more than the highest bin; is cleared first.</param>
    public static void Build(ReadOnlySpan<byte> bins, ReadOnlySpan<int> rows, ReadOnlySpan<float> derivatives, Span<GradientBin> histogram)
    {
        if (derivatives.Length != 2 * rows.Length) throw new ArgumentException($"{rows.Length} rows have {2 * rows.Length} derivatives, got {derivatives.Length}.", nameof(derivatives));
        histogram.Clear();
        ref byte bin = ref MemoryMarshal.GetReference(bins);
        ref int row = ref MemoryMarshal.GetReference(rows);
        ref float derivative = ref MemoryMarshal.GetReference(derivatives);
        for (int i = 0; i < rows.Length; i++)
        {
            ref GradientBin into = ref histogram[Unsafe.Add(ref bin, Unsafe.Add(ref row, i))];
            into.Gradient += Unsafe.Add(ref derivative, 2 * i);
            into.Hessian += Unsafe.Add(ref derivative, (2 * i) + 1);
            into.Count++;
        }
    }

    /// <summary>Takes the histogram of one child from that of its parent, which leaves the other child's.</summary>
    /// <param name="parent">The histogram of the parent; receives the difference.</param>
    /// <param name="child">The histogram of a child.</param>
    public static void Subtract(Span<GradientBin> parent, ReadOnlySpan<GradientBin> child)
    {
        for (int i = 0; i < parent.Length; i++) parent[i] = parent[i].Less(in child[i]);
    }
}
