using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mlops.Sdk.Numerics;

/// <summary>Cut points of a feature for gradient boosting, in single precision as trees compare: a value is in bin i when it is at most cut i and above cut i - 1.</summary>
public static class FeatureCuts
{
    private const int Steps = 256;

    // With fewer bins none is kept for zero alone.
    private const int BinsForZero = 16;

    /// <summary>Cuts so that bins hold about equal shares of the values; between all distinct values when these are few. Zero, which often stands for something not being there, has a bin of its own.</summary>
    /// <remarks>Where there are more distinct values than bins, those below and above zero get bins by their shares, one being kept for zero; a value that alone fills a bin gets one. These are the bins of
    /// LightGBM (Ke et al. 2017) up to where a cut lies between zero and its neighbour.</remarks>
    /// <param name="values">A sample; NaN is skipped. Is sorted in place.</param>
    /// <param name="bins">Most bins, 2 to 255.</param>
    /// <param name="leastRows">Fewest values in a bin but the last and that of zero; at least 1.</param>
    /// <returns>Ascending; one fewer than bins.</returns>
    public static float[] Of(Span<float> values, int bins, int leastRows = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastRows, 1);
        values.Sort();
        int missing = 0;
        while (missing < values.Length && float.IsNaN(values[missing])) missing++;
        Span<float> sorted = values[missing..];
        var distinct = new float[sorted.Length];
        var counts = new int[sorted.Length];
        int last = -1;
        foreach (float value in sorted)
        {
            if (last < 0 || value != distinct[last]) distinct[++last] = value;
            counts[last]++;
        }

        int all = last + 1;
        var cuts = new List<float>(bins);
        if (bins < BinsForZero)
        {
            Part(distinct.AsSpan(0, all), counts, bins, leastRows, cuts);
            return [.. cuts];
        }

        int below = 0;
        while (below < all && distinct[below] < 0) below++;
        int above = below < all && distinct[below] == 0 ? below + 1 : below;
        int zeros = above > below ? counts[below] : 0;
        if (below > 0)
        {
            double share = (double)Sum(counts.AsSpan(0, below)) / (sorted.Length - zeros);
            Part(distinct.AsSpan(0, below), counts, Math.Max(1, (int)(share * (bins - 1))), leastRows, cuts);
            if (below < all) cuts.Add(Between(distinct[below - 1], distinct[below]));
        }

        int left = bins - 1 - (below > 0 ? cuts.Count + (below < all ? 0 : 1) : 0);
        if (above < all && left > 0)
        {
            if (zeros > 0) cuts.Add(Between(0, distinct[above]));
            Part(distinct.AsSpan(above, all - above), counts.AsSpan(above), left, leastRows, cuts);
        }

        return [.. cuts];
    }

    // Adds the cuts between values that are put into so many bins.
    private static void Part(ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, int bins, int leastRows, List<float> cuts)
    {
        int made = 0;
        long rowsLeft = Sum(counts[..distinct.Length]);
        double inBin = 0;
        if (distinct.Length <= bins)
        {
            for (int i = 0; i < distinct.Length - 1; i++)
            {
                inBin += counts[i];
                if (inBin < leastRows) continue;
                cuts.Add(Between(distinct[i], distinct[i + 1]));
                inBin = 0;
            }

            return;
        }

        // A value that alone fills a bin gets one; the others share what is left.
        bins = (int)Math.Clamp(rowsLeft / leastRows, 1, bins);
        double full = (double)rowsLeft / bins;
        int binsLeft = bins;
        foreach (int count in counts[..distinct.Length])
        {
            if (count < full) continue;
            binsLeft--;
            rowsLeft -= count;
        }

        double share = ShareOf(rowsLeft, binsLeft);
        for (int i = 0; i < distinct.Length - 1 && made < bins - 1; i++)
        {
            inBin += counts[i];
            bool alone = counts[i] >= full, nextAlone = counts[i + 1] >= full;
            if (!alone) rowsLeft -= counts[i];
            if (!alone && inBin < share && !(nextAlone && inBin >= share / 2)) continue;
            cuts.Add(Between(distinct[i], distinct[i + 1]));
            made++;
            inBin = 0;

            // A bin holds whole values, so more than its share: the bins left share anew what is left, and none stays unused.
            if (!alone) share = ShareOf(rowsLeft, --binsLeft);
        }
    }

    private static long Sum(ReadOnlySpan<int> counts)
    {
        long sum = 0;
        foreach (int count in counts) sum += count;
        return sum;
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
