using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Exact nearest neighbors among points of numbers and nominal codes: the squared differences of the numbers, plus a squared penalty for every code that differs.</summary>
/// <remarks>
/// A scan of all points, eight at a time: n squared times the coordinates for n points, memory n times the coordinates. Equal distances are ordered by index. The same bits on every processor and number of threads.
/// The distance of SMOTE-NC (Chawla et al. 2002, section 6.1).
/// </remarks>
public static class MixedNeighbors
{
    private const int Lanes = 8;
    private const int QueriesPerTask = 32;

    /// <summary>The nearest other points of each point: a point is never its own neighbor, a duplicate of it may be.</summary>
    /// <param name="numbers">The numbers, row after row, finite.</param>
    /// <param name="numberCount">How many numbers a point has, 0 or more.</param>
    /// <param name="codes">The codes, row after row.</param>
    /// <param name="codeCount">How many codes a point has, at least 1.</param>
    /// <param name="penalty">What a code that differs adds, as a distance.</param>
    /// <param name="neighbors">How many neighbors, 1 to the number of points less one.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Ends the search, within some dozens of queries.</param>
    public static NeighborTable SearchSelf(ReadOnlySpan<double> numbers, int numberCount, ReadOnlySpan<int> codes, int codeCount, double penalty, int neighbors, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codeCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(numberCount);
        int count = codes.Length / codeCount;
        if (codes.Length != count * codeCount || numbers.Length != count * numberCount)
            throw new ArgumentException($"{codes.Length} codes and {numbers.Length} numbers are no points of {codeCount} codes and {numberCount} numbers.", nameof(codes));
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbors, count - 1);

        var packed = new Vector512<double>[(long)((count + Lanes - 1) / Lanes) * (numberCount + codeCount)];
        Pack(packed, numbers, numberCount, codes, codeCount);
        var table = new NeighborTable(count, neighbors);
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, (count + QueriesPerTask - 1) / QueriesPerTask, options, () => new NearestList(neighbors), (task, state, list) =>
        {
            for (int query = task * QueriesPerTask; query < Math.Min(count, (task + 1) * QueriesPerTask); query++)
            {
                list.Reset(query);
                Scan(packed, count, numberCount, codeCount, penalty * penalty, query, list);
                list.CopyTo<EuclideanKernel>(table.IndexSlot(query).Span, table.DistanceSlot(query).Span);
            }

            return list;
        }, _ => { });
        return table;
    }

    private static void Pack(Vector512<double>[] packed, ReadOnlySpan<double> numbers, int numberCount, ReadOnlySpan<int> codes, int codeCount)
    {
        Span<double> target = MemoryMarshal.Cast<Vector512<double>, double>(packed.AsSpan());
        int width = numberCount + codeCount, count = codes.Length / codeCount;
        for (int point = 0; point < count; point++)
        {
            int at = point / Lanes * width * Lanes + point % Lanes;
            for (int d = 0; d < numberCount; d++) target[at + d * Lanes] = numbers[point * numberCount + d];
            for (int d = 0; d < codeCount; d++) target[at + (numberCount + d) * Lanes] = codes[point * codeCount + d];
        }
    }

    private static void Scan(Vector512<double>[] packed, int count, int numberCount, int codeCount, double penalty, int query, NearestList list)
    {
        int width = numberCount + codeCount;
        Span<Vector512<double>> own = width <= 64 ? stackalloc Vector512<double>[width] : new Vector512<double>[width];
        for (int d = 0; d < width; d++) own[d] = Vector512.Create(packed[query / Lanes * width + d][query % Lanes]);
        Vector512<double> differs = Vector512.Create(penalty);
        for (int block = 0; block * width < packed.Length; block++)
        {
            ReadOnlySpan<Vector512<double>> points = packed.AsSpan(block * width, width);
            Vector512<double> sum = default;
            for (int d = 0; d < numberCount; d++)
            {
                Vector512<double> difference = own[d] - points[d];
                sum += difference * difference;
            }

            for (int d = numberCount; d < width; d++) sum += Vector512.AndNot(differs, Vector512.Equals(own[d], points[d]));
            if (list.IsFull && !Vector512.LessThanOrEqualAny(sum, Vector512.Create(list.Worst))) continue;
            for (int lane = 0; lane < Lanes && block * Lanes + lane < count; lane++) list.Offer(sum[lane], block * Lanes + lane);
        }
    }
}
