using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Histograms of a weighted target over the bins of a feature, the inner loop of forests. Linear in rows; no allocation.</summary>
public static class TargetHistogram
{
    /// <summary>Numbers for a bin: sum of weights, sum of weighted targets, number of rows, and one unused, so that a bin is one vector.</summary>
    public const int Width = 4;

    /// <summary>How many numbers <see cref="Add"/> works on: four tables of 256 bins.</summary>
    public const int Room = 4 * Table;

    private const int Table = 256 * Width;
    private const int FewBins = 64, FewRows = 16;

    /// <summary>Adds rows to the sums of their bins.</summary>
    /// <param name="bins">The bin of every row of the table, below <paramref name="binCount"/>.</param>
    /// <param name="binCount">How many bins there are, at most 256.</param>
    /// <param name="rows">The rows to add.</param>
    /// <param name="targets">Weight and weighted target of each of those rows, in their order: twice as many numbers.</param>
    /// <param name="sums">Begins with 256 bins of <see cref="Width"/> numbers, which are added to; what follows, up to <see cref="Room"/>, is for work: 0 before and after.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no such row.</exception>
    public static void Add(ReadOnlySpan<byte> bins, int binCount, ReadOnlySpan<int> rows, ReadOnlySpan<double> targets, Span<double> sums)
    {
        if (binCount is < 0 or > 256) throw new ArgumentException($"There are 0 to 256 bins, not {binCount}.", nameof(binCount));
        if (targets.Length != 2 * rows.Length) throw new ArgumentException($"{rows.Length} rows have {2 * rows.Length} numbers, got {targets.Length}.", nameof(targets));
        if (sums.Length < Room) throw new ArgumentException($"Sums have {Room} numbers, got {sums.Length}.", nameof(sums));
        if (rows.ContainsAnyExceptInRange(0, bins.Length - 1)) throw new ArgumentException($"Rows run from 0 to {bins.Length - 1}.", nameof(rows));

        // A bin is a byte and there are 256 of them in each table, so the loops are safe without a check for each row.
        ref Vector256<double> table = ref Unsafe.As<double, Vector256<double>>(ref MemoryMarshal.GetReference(sums));
        ref byte bin = ref MemoryMarshal.GetReference(bins);
        ref Vector128<double> pairs = ref Unsafe.As<double, Vector128<double>>(ref MemoryMarshal.GetReference(targets));
        Vector128<double> one = Vector128.Create(1.0, 0);
        int i = 0;
        if (rows.Length >= FewRows && rows.Length >= 4 * binCount)
        {
            // Rows in turn go to several tables: where most rows share a bin, an addition would wait for the one before.
            int tables = binCount <= FewBins ? 4 : 2;
            ref Vector256<double> second = ref Unsafe.Add(ref table, 256), third = ref Unsafe.Add(ref table, tables == 4 ? 512 : 0), fourth = ref Unsafe.Add(ref table, tables == 4 ? 768 : 256);
            for (; i <= rows.Length - 4; i += 4)
            {
                Unsafe.Add(ref table, (nint)Unsafe.Add(ref bin, rows[i])) += Vector256.Create(Unsafe.Add(ref pairs, i), one);
                Unsafe.Add(ref second, (nint)Unsafe.Add(ref bin, rows[i + 1])) += Vector256.Create(Unsafe.Add(ref pairs, i + 1), one);
                Unsafe.Add(ref third, (nint)Unsafe.Add(ref bin, rows[i + 2])) += Vector256.Create(Unsafe.Add(ref pairs, i + 2), one);
                Unsafe.Add(ref fourth, (nint)Unsafe.Add(ref bin, rows[i + 3])) += Vector256.Create(Unsafe.Add(ref pairs, i + 3), one);
            }

            for (int other = 1; other < tables; other++)
            {
                ref Vector256<double> next = ref Unsafe.Add(ref table, 256 * other);
                for (int place = 0; place < binCount; place++)
                {
                    Unsafe.Add(ref table, place) += Unsafe.Add(ref next, place);
                    Unsafe.Add(ref next, place) = Vector256<double>.Zero;
                }
            }
        }

        for (; i < rows.Length; i++) Unsafe.Add(ref table, (nint)Unsafe.Add(ref bin, rows[i])) += Vector256.Create(Unsafe.Add(ref pairs, i), one);
    }

    /// <summary>Adds up the rows whose key lies in a range.</summary>
    /// <param name="keys">The key of each row.</param>
    /// <param name="from">The least key that counts.</param>
    /// <param name="to">The greatest key that counts, not below <paramref name="from"/>.</param>
    /// <param name="targets">Weight and weighted target of each row: twice as many numbers.</param>
    /// <param name="sums">Weights, weighted targets and rows: <see cref="Width"/> numbers; is added to.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void AddRange(ReadOnlySpan<int> keys, int from, int to, ReadOnlySpan<double> targets, Span<double> sums)
    {
        if (targets.Length != 2 * keys.Length) throw new ArgumentException($"{keys.Length} rows have {2 * keys.Length} numbers, got {targets.Length}.", nameof(targets));
        if (sums.Length != Width) throw new ArgumentException($"Sums have {Width} numbers, got {sums.Length}.", nameof(sums));
        ref Vector128<double> pairs = ref Unsafe.As<double, Vector128<double>>(ref MemoryMarshal.GetReference(targets));
        Vector128<double> even = Vector128<double>.Zero, odd = Vector128<double>.Zero;
        uint length = unchecked((uint)(to - from));
        long count = 0;
        int last = keys.Length - 1;
        for (int i = 0; i < last; i += 2)
        {
            // All bits where the key lies in the range, none elsewhere: sides cannot be guessed.
            long first = Inside(keys[i], from, length), second = Inside(keys[i + 1], from, length);
            even += Vector128.Create(first).AsDouble() & Unsafe.Add(ref pairs, i);
            odd += Vector128.Create(second).AsDouble() & Unsafe.Add(ref pairs, i + 1);
            count -= first + second;
        }

        if (keys.Length % 2 == 1)
        {
            long inside = Inside(keys[last], from, length);
            even += Vector128.Create(inside).AsDouble() & Unsafe.Add(ref pairs, last);
            count -= inside;
        }

        Vector128<double> sum = even + odd;
        sums[0] += sum[0];
        sums[1] += sum[1];
        sums[2] += count;
    }

    private static long Inside(int key, int from, uint length) => ((long)unchecked((uint)(key - from)) - length - 1) >> 63;
}
