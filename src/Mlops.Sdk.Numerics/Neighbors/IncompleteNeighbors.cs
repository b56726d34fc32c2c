using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Exact nearest neighbors among points some of whose coordinates are missing (NaN), each search among all points or those that have one coordinate.</summary>
/// <remarks>
/// The squared distance is the sum over the coordinates that both points have, the squared difference of numbers and 1 for codes that differ, times all coordinates over those that both have: scikit-learn's
/// <c>nan_euclidean_distances</c> where all are numbers, and the rule of Gower (1971) for what is missing. Points without a common coordinate are no neighbors, nor are those whose distance is not finite.
/// A scan of all points, eight at a time: points times coordinates for each query, however many coordinates of it are asked for; memory is points times coordinates. Equal distances are ordered by index.
/// The same bits on every processor and number of threads. Immutable; may be asked from many threads.
/// </remarks>
public sealed class IncompleteNeighbors
{
    private const int Lanes = 8;
    private const int QueriesPerTask = 16;
    private const int TileBytes = 1 << 18;

    // The coordinate of a request that asks for none.
    private const int Any = -1;

    private readonly Vector512<double>[] _packed;
    private readonly int _width;
    private readonly int _numbers;

    /// <summary>Indexes points.</summary>
    /// <param name="points">The points, row after row; they are copied. NaN is missing; numbers may be infinite, which no other number is near to.</param>
    /// <param name="numbers">How many numbers a point has: its first coordinates.</param>
    /// <param name="codes">How many codes a point has after them, which are equal or not.</param>
    /// <exception cref="ArgumentException">The length is no multiple of numbers and codes together.</exception>
    public IncompleteNeighbors(ReadOnlySpan<double> points, int numbers, int codes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numbers);
        ArgumentOutOfRangeException.ThrowIfNegative(codes);
        (_numbers, _width) = (numbers, numbers + codes);
        ArgumentOutOfRangeException.ThrowIfLessThan(_width, 1, nameof(numbers));
        RequireRows(points.Length, nameof(points));
        Count = points.Length / _width;
        _packed = new Vector512<double>[(Count + Lanes - 1) / Lanes * _width];
        Span<double> target = MemoryMarshal.Cast<Vector512<double>, double>(_packed.AsSpan());
        target.Fill(double.NaN);
        for (int point = 0; point < Count; point++)
        {
            int at = point / Lanes * _width * Lanes + point % Lanes;
            for (int d = 0; d < _width; d++) target[at + d * Lanes] = points[point * _width + d];
        }
    }

    /// <summary>How many points there are.</summary>
    public int Count { get; }

    /// <summary>The nearest points of every query, among all points that have a coordinate in common with it.</summary>
    /// <param name="queries">The queries, row after row, NaN where missing.</param>
    /// <param name="neighbors">How many neighbors, at least 1.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Ends the search, within some dozens of queries.</param>
    /// <returns>A row for each query, nearest first; where there are fewer neighbors, index -1 and distance NaN after them.</returns>
    public NeighborTable Search(ReadOnlyMemory<double> queries, int neighbors, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        RequireRows(queries.Length, nameof(queries));
        var requests = new (int Query, int Coordinate)[queries.Length / _width];
        for (int query = 0; query < requests.Length; query++) requests[query] = (query, Any);
        return Run(queries, requests, neighbors, maxThreads, cancellationToken);
    }

    /// <summary>The nearest points of queries that have a coordinate.</summary>
    /// <param name="queries">The queries, row after row, NaN where missing.</param>
    /// <param name="requests">Of which query the points that have which coordinate are sought, in the order of the queries.</param>
    /// <param name="neighbors">How many neighbors, at least 1.</param>
    /// <param name="maxThreads">The most threads; -1 for as many as there are.</param>
    /// <param name="cancellationToken">Ends the search, within some dozens of queries.</param>
    /// <returns>A row for each request, nearest first; where there are fewer neighbors, index -1 and distance NaN after them.</returns>
    /// <exception cref="ArgumentException">The queries are no whole rows, or a request is out of range or out of order.</exception>
    public NeighborTable Search(ReadOnlyMemory<double> queries, ReadOnlyMemory<(int Query, int Coordinate)> requests, int neighbors, int maxThreads = -1, CancellationToken cancellationToken = default)
    {
        RequireRows(queries.Length, nameof(queries));
        RequireOrder(queries.Length / _width, requests.Span);
        return Run(queries, requests, neighbors, maxThreads, cancellationToken);
    }

    private NeighborTable Run(ReadOnlyMemory<double> queries, ReadOnlyMemory<(int Query, int Coordinate)> requests, int neighbors, int maxThreads, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        var table = new NeighborTable(requests.Length, neighbors);
        int[] starts = Tasks(requests.Span);
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, starts.Length - 1, options, () => new List<NearestList>(), (task, _, lists) =>
        {
            int first = starts[task], count = starts[task + 1] - first;
            while (lists.Count < count) lists.Add(new NearestList(neighbors));
            ReadOnlySpan<NearestList> own = CollectionsMarshal.AsSpan(lists)[..count];
            foreach (NearestList list in own) list.Reset(-1);
            Scan(queries.Span, requests.Span.Slice(first, count), own, cancellationToken);
            for (int i = 0; i < count; i++) own[i].CopyTo<EuclideanKernel>(table.IndexSlot(first + i).Span, table.DistanceSlot(first + i).Span);
            return lists;
        }, _ => { });
        return table;
    }

    // A tile of points stays near the processor while every query of the task passes over it.
    private void Scan(ReadOnlySpan<double> queries, ReadOnlySpan<(int Query, int Coordinate)> requests, ReadOnlySpan<NearestList> lists, CancellationToken cancellationToken)
    {
        int blocks = _packed.Length / _width, tile = Math.Max(1, TileBytes / (_width * Lanes * sizeof(double)));
        for (int from = 0; from < blocks; from += tile)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int to = Math.Min(blocks, from + tile);
            for (int start = 0, end; start < requests.Length; start = end)
            {
                int query = requests[start].Query;
                for (end = start + 1; end < requests.Length && requests[end].Query == query;) end++;
                ScanQuery(queries.Slice(query * _width, _width), requests[start..end], lists[start..end], from, to);
            }
        }
    }

    private void ScanQuery(ReadOnlySpan<double> query, ReadOnlySpan<(int Query, int Coordinate)> requests, ReadOnlySpan<NearestList> lists, int from, int to)
    {
        Vector512<double> width = Vector512.Create((double)_width), one = Vector512.Create(1.0);
        for (int block = from; block < to; block++)
        {
            ReadOnlySpan<Vector512<double>> points = _packed.AsSpan(block * _width, _width);
            Vector512<double> sum = default;
            Vector512<long> common = default;
            for (int d = 0; d < _numbers; d++)
            {
                Vector512<double> difference = Vector512.Create(query[d]) - points[d], both = Vector512.Equals(difference, difference);
                difference &= both;
                sum += difference * difference;
                common -= both.AsInt64();
            }

            for (int d = _numbers; d < points.Length; d++)
            {
                Vector512<double> own = Vector512.Create(query[d]), both = Vector512.Equals(own, own) & Vector512.Equals(points[d], points[d]);
                sum += Vector512.AndNot(one, Vector512.Equals(own, points[d])) & both;
                common -= both.AsInt64();
            }

            // Without a common coordinate this is 0/0, which is less than nothing.
            sum = sum * width / Vector512.ConvertToDouble(common);
            for (int i = 0; i < lists.Length; i++)
            {
                Vector512<double> near = Vector512.LessThan(sum, Vector512.Create(lists[i].Worst));
                if (requests[i].Coordinate != Any)
                {
                    Vector512<double> has = points[requests[i].Coordinate];
                    near &= Vector512.Equals(has, has);
                }

                if (near != Vector512<double>.Zero) Offer(lists[i], sum, near.AsInt64().ExtractMostSignificantBits(), block);
            }
        }
    }

    private static void Offer(NearestList list, Vector512<double> distances, ulong lanes, int block)
    {
        for (; lanes != 0; lanes &= lanes - 1)
        {
            int lane = System.Numerics.BitOperations.TrailingZeroCount(lanes);
            list.Offer(distances[lane], block * Lanes + lane);
        }
    }

    // All requests of one query are of one task, and so are those of some queries.
    private static int[] Tasks(ReadOnlySpan<(int Query, int Coordinate)> requests)
    {
        var starts = new List<int> { 0 };
        int queries = 0;
        for (int i = 1; i < requests.Length; i++)
            if (requests[i].Query != requests[i - 1].Query && ++queries % QueriesPerTask == 0) starts.Add(i);
        if (requests.Length > 0) starts.Add(requests.Length);
        return [.. starts];
    }

    private void RequireRows(int length, string name)
    {
        if (length % _width != 0) throw new ArgumentException($"{length} numbers are no whole rows of {_width} coordinates.", name);
    }

    private void RequireOrder(int queries, ReadOnlySpan<(int Query, int Coordinate)> requests)
    {
        for (int i = 0, last = 0; i < requests.Length; i++)
        {
            (int query, int coordinate) = requests[i];
            if (query < last || query >= queries || (uint)coordinate >= (uint)_width)
                throw new ArgumentException($"Request {i} is of query {query} and coordinate {coordinate}; queries are in order from 0 to {queries - 1}, coordinates from 0 to {_width - 1}.", nameof(requests));
            last = query;
        }
    }
}
