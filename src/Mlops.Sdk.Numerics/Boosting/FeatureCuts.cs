using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mlops.Sdk.Numerics;

/// <summary>Cut points of a feature for gradient boosting, in single precision as trees compare: a value is in bin i when it is at most cut i and above cut i - 1.</summary>
public static class FeatureCuts
{
    private const int Steps = 256;

    /// <summary>Cuts so that bins hold about equal shares of the values; between all distinct values when these are few.</summary>
    /// <param name="values">A sample, at least one finite number; NaN is skipped. Is sorted in place.</param>
    /// <param name="bins">Most bins, 2 to 255.</param>
    /// <returns>Ascending; one fewer than bins.</returns>
    public static float[] Of(Span<float> values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        values.Sort();
        int missing = 0;
        while (missing < values.Length && float.IsNaN(values[missing])) missing++;
        Span<float> sorted = values[missing..];
        var distinct = new List<float>();
        var counts = new List<int>();
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1])
            {
                counts[^1]++;
                continue;
            }

            distinct.Add(sorted[i]);
            counts.Add(1);
        }

        var cuts = new List<float>(bins);
        if (distinct.Count <= bins)
        {
            for (int i = 1; i < distinct.Count; i++) cuts.Add(Between(distinct[i - 1], distinct[i]));
            return [.. cuts];
        }

        // A value that alone fills a bin gets one; the others share what is left.
        double share = (double)sorted.Length / bins;
        int big = 0;
        long bigRows = 0;
        foreach (int count in counts)
        {
            if (count < share) continue;
            big++;
            bigRows += count;
        }

        int binsLeft = bins - big;
        long rowsLeft = sorted.Length - bigRows;
        share = ShareOf(rowsLeft, binsLeft);
        double inBin = 0, full = (double)sorted.Length / bins;
        for (int i = 0; i < distinct.Count - 1 && cuts.Count < bins - 1; i++)
        {
            inBin += counts[i];
            bool alone = counts[i] >= full, nextAlone = counts[i + 1] >= full;
            if (!alone) rowsLeft -= counts[i];
            if (!alone && !nextAlone && inBin < share) continue;
            if (nextAlone && !alone && inBin < share / 2 && cuts.Count > 0) continue;
            cuts.Add(Between(distinct[i], distinct[i + 1]));
            inBin = 0;

            // A bin holds whole values, so more than its share: the bins left share anew what is left, and none stays unused.
            if (!alone) share = ShareOf(rowsLeft, --binsLeft);
        }

        return [.. cuts];
    }

    private static double ShareOf(long rows, int bins) => bins > 0 ? Math.Max(1, (double)rows / bins) : double.PositiveInfinity;

    /// <summary>The bin of each value; NaN is put into the bin after the last.</summary>
    /// <param name="values">The values.</param>
    /// <param name="cuts">Ascending cuts, at most 254.</param>
    /// <param name="bins">Receives the bins.</param>
    /// <exception cref="ArgumentException">There are more cuts than bytes can tell, or fewer bins than values.</exception>
    public static void Assign(ReadOnlySpan<float> values, ReadOnlySpan<float> cuts, Span<byte> bins)
    {
        if (cuts.Length > 254) throw new ArgumentException($"There are {cuts.Length} cuts; a byte tells apart those of 254.", nameof(cuts));
        if (bins.Length < values.Length) throw new ArgumentException($"There is room for {bins.Length} of {values.Length} bins.", nameof(bins));

        // Filled up with cuts that no value is above, a search takes eight steps without looking at the length.
        Span<float> padded = stackalloc float[Steps];
        padded.Fill(float.PositiveInfinity);
        cuts.CopyTo(padded);
        ref float table = ref MemoryMarshal.GetReference(padded);
        byte missing = (byte)(cuts.Length + 1);
        int i = 0;
        if (Avx2.IsSupported) i = AssignVectors(values, ref table, missing, bins);
        for (; i < values.Length; i++)
        {
            float value = values[i];
            int at = 0;
            for (int step = Steps / 2; step > 0; step >>= 1) at += Unsafe.Add(ref table, at + step - 1) < value ? step : 0;
            bins[i] = float.IsNaN(value) ? missing : (byte)at;
        }
    }

    private static unsafe int AssignVectors(ReadOnlySpan<float> values, ref float table, byte missing, Span<byte> bins)
    {
        int i = 0;
        Vector256<int> one = Vector256<int>.One, none = Vector256.Create((int)missing);
        fixed (float* cuts = &table)
        {
            for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256<float> value = Vector256.Create(values.Slice(i, Vector256<float>.Count));
                Vector256<int> at = Vector256<int>.Zero;
                for (int step = Steps / 2; step > 0; step >>= 1)
                {
                    Vector256<int> next = at + Vector256.Create(step);
                    at = Vector256.ConditionalSelect(Vector256.LessThan(Avx2.GatherVector256(cuts, next - one, sizeof(float)), value).AsInt32(), next, at);
                }

                at = Vector256.ConditionalSelect(Vector256.Equals(value, value).AsInt32(), at, none);
                for (int lane = 0; lane < Vector256<int>.Count; lane++) bins[i + lane] = (byte)at[lane];
            }
        }

        return i;
    }

    /// <summary>A cut between two values: their middle, or the lower one where single precision has nothing between.</summary>
    /// <param name="low">The lower value, which lies at or below the cut.</param>
    /// <param name="high">The higher value, which lies above it.</param>
    public static float Between(float low, float high)
    {
        float middle = (float)(((double)low + high) / 2);
        return middle >= low && middle < high ? middle : low;
    }
}
