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
        RequirePoints(numbers.Length, numberCount, codes.Length, codeCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbors, count - 1);
        Vector512<double>[] packed = Pack(numbers, numberCount, codes, codeCount);
        return Run(packed, count, Rows(numbers, numberCount, codes, codeCount), numberCount, codeCount, penalty, neighbors, self: true, maxThreads, cancellationToken);
    }

    /// <summary>The nearest points of each query, which may be one of the points.</summary>
    /// <param name="numbers">The numbers of the points, row after row, finite.</param>
    /// <param name="numberCount">How many numbers a point has, 0 or more.</param>
    /// <param name="codes">The codes of the points, row after row.</param>
    /// <param name="codeCount">How many codes a point has, at least 1.</param>
    /// <param name="queryNumbers">The numbers of the queries.</param>
    /// <param name="queryCodes">The codes of the queries.</param>
    /// <param name="penalty">What a code that differs adds, as a distance.</param>
    /// <param name="neighbors">How many neighbors, 1 to the number of points.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Ends the search, within some dozens of queries.</param>
    public static NeighborTable Search(ReadOnlySpan<double> numbers, int numberCount, ReadOnlySpan<int> codes, int codeCount, ReadOnlySpan<double> queryNumbers, ReadOnlySpan<int> queryCodes, double penalty, int neighbors, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codeCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(numberCount);
        RequirePoints(numbers.Length, numberCount, codes.Length, codeCount);
        RequirePoints(queryNumbers.Length, numberCount, queryCodes.Length, codeCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbors, codes.Length / codeCount);
        Vector512<double>[] packed = Pack(numbers, numberCount, codes, codeCount);
        return Run(packed, codes.Length / codeCount, Rows(queryNumbers, numberCount, queryCodes, codeCount), numberCount, codeCount, penalty, neighbors, self: false, maxThreads, cancellationToken);
    }

    /// <summary>What a code that differs adds as a distance in SMOTE-NC: the median of the standard deviations (divisor n) of the numbers; 1 where there is no number or no finite spread. O(numbers).</summary>
    /// <param name="numbers">The numbers, row after row.</param>
    /// <param name="numberCount">How many numbers a point has, 0 or more.</param>
    public static double Penalty(ReadOnlySpan<double> numbers, int numberCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numberCount);
        if (numberCount == 0 || numbers.IsEmpty) return 1;
        var spreads = new double[numberCount];
        var column = new double[numbers.Length / numberCount];
        for (int d = 0; d < numberCount; d++)
        {
            for (int row = 0; row < column.Length; row++) column[row] = numbers[row * numberCount + d];
            spreads[d] = Math.Sqrt(Moments.Of(column).PopulationVariance);
        }

        double penalty = Quantiles.Median(spreads);
        return penalty > 0 && double.IsFinite(penalty) ? penalty : 1;
    }

    private static NeighborTable Run(Vector512<double>[] packed, int count, double[] queries, int numberCount, int codeCount, double penalty, int neighbors, bool self, int maxThreads, CancellationToken cancellationToken)
    {
        int width = numberCount + codeCount, queryCount = queries.Length / width;
        var table = new NeighborTable(queryCount, neighbors);
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, (queryCount + QueriesPerTask - 1) / QueriesPerTask, options, () => new NearestList(neighbors), (task, state, list) =>
        {
            for (int query = task * QueriesPerTask; query < Math.Min(queryCount, (task + 1) * QueriesPerTask); query++)
            {
                list.Reset(self ? query : -1);
                Scan(packed, count, queries.AsSpan(query * width, width), numberCount, penalty * penalty, list);
                list.CopyTo<EuclideanKernel>(table.IndexSlot(query).Span, table.DistanceSlot(query).Span);
            }

            return list;
        }, _ => { });
        return table;
    }

    private static void RequirePoints(int numbers, int numberCount, int codes, int codeCount)
    {
        int count = codes / codeCount;
        if (codes != count * codeCount || numbers != count * numberCount)
            throw new ArgumentException($"{codes} codes and {numbers} numbers are no points of {codeCount} codes and {numberCount} numbers.", nameof(codes));
    }

    private static double[] Rows(ReadOnlySpan<double> numbers, int numberCount, ReadOnlySpan<int> codes, int codeCount)
    {
        int width = numberCount + codeCount, count = codes.Length / codeCount;
        var rows = new double[count * width];
        for (int row = 0; row < count; row++)
        {
            numbers.Slice(row * numberCount, numberCount).CopyTo(rows.AsSpan(row * width));
            for (int d = 0; d < codeCount; d++) rows[row * width + numberCount + d] = codes[row * codeCount + d];
        }

        return rows;
    }

    private static Vector512<double>[] Pack(ReadOnlySpan<double> numbers, int numberCount, ReadOnlySpan<int> codes, int codeCount)
    {
        int width = numberCount + codeCount, count = codes.Length / codeCount;
        var packed = new Vector512<double>[(long)((count + Lanes - 1) / Lanes) * width];
        Span<double> target = MemoryMarshal.Cast<Vector512<double>, double>(packed.AsSpan());
        for (int point = 0; point < count; point++)
        {
            int at = point / Lanes * width * Lanes + point % Lanes;
            for (int d = 0; d < numberCount; d++) target[at + d * Lanes] = numbers[point * numberCount + d];
            for (int d = 0; d < codeCount; d++) target[at + (numberCount + d) * Lanes] = codes[point * codeCount + d];
        }

        return packed;
    }

    private static void Scan(Vector512<double>[] packed, int count, ReadOnlySpan<double> query, int numberCount, double penalty, NearestList list)
    {
        int width = query.Length;
        Span<Vector512<double>> own = width <= 64 ? stackalloc Vector512<double>[width] : new Vector512<double>[width];
        for (int d = 0; d < width; d++) own[d] = Vector512.Create(query[d]);
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
