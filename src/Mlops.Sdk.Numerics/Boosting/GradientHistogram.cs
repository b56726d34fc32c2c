using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mlops.Sdk.Numerics;

/// <summary>Histograms of gradients over the bins of a feature, the inner loop of gradient boosting. Linear in rows; no allocation.</summary>
public static class GradientHistogram
{
    // The processor cannot guess the rows of a leaf.
    private const int Ahead = 64;

    /// <summary>How many features are added up together: so many bins fit into one number, so many histograms into the nearest cache.</summary>
    public const int Together = 4;

    /// <summary>How many numbers the histograms of so many features have.</summary>
    public const int Room = 2 * 256 * Together;

    /// <summary>Puts the bins of some features side by side, for <see cref="Build(ReadOnlySpan{uint}, ReadOnlySpan{int}, ReadOnlySpan{float}, Span{double})"/>.</summary>
    /// <param name="bins">The bin of every row.</param>
    /// <param name="place">The place of the feature, from 0 to 3.</param>
    /// <param name="packed">One number a row; receives the bins at that place, where it was 0.</param>
    public static void Pack(ReadOnlySpan<byte> bins, int place, Span<uint> packed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)place, (uint)Together - 1);
        if (packed.Length != bins.Length) throw new ArgumentException($"There is room for {packed.Length} of {bins.Length} rows.", nameof(packed));
        for (int row = 0; row < bins.Length; row++) packed[row] |= (uint)bins[row] << (8 * place);
    }

    /// <summary>Adds up the derivatives of some rows by bin, for four features at once.</summary>
    /// <param name="packed">The bins of every row of the table, a byte each, from the lowest.</param>
    /// <param name="rows">The rows to add, ascending for speed; empty for all rows in order.</param>
    /// <param name="derivatives">First and second derivative of each of those rows, in their order: twice as many numbers.</param>
    /// <param name="histograms">First and second derivative of 256 bins for each of the four features: <see cref="Room"/> numbers; is cleared first. Rows are not counted, which would double the work.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no such row.</exception>
    public static void Build(ReadOnlySpan<uint> packed, ReadOnlySpan<int> rows, ReadOnlySpan<float> derivatives, Span<double> histograms)
    {
        int count = rows.IsEmpty ? packed.Length : rows.Length;
        if (derivatives.Length != 2 * count) throw new ArgumentException($"{count} rows have {2 * count} derivatives, got {derivatives.Length}.", nameof(derivatives));
        if (histograms.Length != Room) throw new ArgumentException($"The histograms have {Room} numbers, got {histograms.Length}.", nameof(histograms));

        // A bin is a byte, so 256 entries make the loop safe without a check for each row.
        histograms.Clear();
        ref Vector128<double> sums = ref Unsafe.As<double, Vector128<double>>(ref MemoryMarshal.GetReference(histograms));
        ref uint four = ref MemoryMarshal.GetReference(packed);
        ref double pair = ref Unsafe.As<float, double>(ref MemoryMarshal.GetReference(derivatives));
        if (rows.IsEmpty)
        {
            for (int i = 0; i < count; i++) AddFour(ref sums, Unsafe.Add(ref four, i), Unsafe.Add(ref pair, i));
        }
        else
        {
            if (rows.ContainsAnyExceptInRange(0, packed.Length - 1)) throw new ArgumentException($"Rows run from 0 to {packed.Length - 1}.", nameof(rows));
            ref int row = ref MemoryMarshal.GetReference(rows);
            int ahead = Sse.IsSupported ? Math.Max(0, count - Ahead) : 0;
            int i = 0;
            for (; i < ahead; i++)
            {
                Fetch(ref Unsafe.Add(ref four, Unsafe.Add(ref row, i + Ahead)));
                AddFour(ref sums, Unsafe.Add(ref four, Unsafe.Add(ref row, i)), Unsafe.Add(ref pair, i));
            }

            for (; i < count; i++) AddFour(ref sums, Unsafe.Add(ref four, Unsafe.Add(ref row, i)), Unsafe.Add(ref pair, i));
        }
    }

    /// <summary>Puts the sums of one feature of <see cref="Build(ReadOnlySpan{uint}, ReadOnlySpan{int}, ReadOnlySpan{float}, Span{double})"/> into bins, which then have no counts.</summary>
    /// <param name="histograms">The sums of four features.</param>
    /// <param name="place">The place of the feature, from 0 to 3.</param>
    /// <param name="bins">Receives the first of its bins, as many as there is room for.</param>
    public static void Unpack(ReadOnlySpan<double> histograms, int place, Span<GradientBin> bins)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)place, (uint)Together - 1);
        ReadOnlySpan<double> own = histograms.Slice(place * 512, 2 * bins.Length);
        for (int bin = 0; bin < bins.Length; bin++) bins[bin] = new GradientBin { Gradient = own[2 * bin], Hessian = own[(2 * bin) + 1] };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Fetch(ref uint place) => Sse.Prefetch0(Unsafe.AsPointer(ref place));

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(ref Vector128<double> sums, uint bins, double pair)
    {
        Vector128<double> values = Vector128.WidenLower(Vector128.CreateScalarUnsafe(pair).AsSingle());
        Unsafe.Add(ref sums, (nint)(bins & 255)) += values;
        Unsafe.Add(ref sums, (nint)(256 + ((bins >> 8) & 255))) += values;
        Unsafe.Add(ref sums, (nint)(512 + ((bins >> 16) & 255))) += values;
        Unsafe.Add(ref sums, (nint)(768 + (bins >> 24))) += values;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<double> sums, int bin, double pair) => Unsafe.Add(ref sums, (nint)bin) += Widen(pair);

    // Gradient, curvature and a one for the count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(double pair)
    {
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(Vector128.Create(pair, BitConverter.Int64BitsToDouble(0x3F800000)).AsSingle());
        return Vector256.Create(low, high);
    }
}
