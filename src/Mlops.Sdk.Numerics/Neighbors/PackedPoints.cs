using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>Points in groups of eight, coordinate by coordinate, for a scan of all of them: eight distances at once, each summed in the order of the coordinates.</summary>
internal sealed class PackedPoints
{
    private const int Lanes = 8;
    private const int TileValues = 16_384;

    private readonly Vector512<double>[] _packed;
    private readonly int _count;
    private readonly int _dimensions;
    private readonly int _tileBlocks;

    public PackedPoints(ReadOnlySpan<double> points, int count, int dimensions)
    {
        int blocks = (count + Lanes - 1) / Lanes;
        _packed = new Vector512<double>[(long)blocks * dimensions];
        _count = count;
        _dimensions = dimensions;
        _tileBlocks = Math.Max(1, TileValues / (Lanes * dimensions));
        Span<double> target = MemoryMarshal.Cast<Vector512<double>, double>(_packed.AsSpan());
        for (int point = 0; point < count; point++)
        {
            for (int d = 0; d < dimensions; d++)
                target[(point / Lanes * dimensions + d) * Lanes + point % Lanes] = points[point * dimensions + d];
        }
    }

    /// <summary>Some points, row after row, as they were given.</summary>
    public double[] Rows(int first, int count)
    {
        ReadOnlySpan<double> packed = MemoryMarshal.Cast<Vector512<double>, double>(_packed.AsSpan());
        var rows = new double[count * _dimensions];
        for (int point = first; point < first + count; point++)
        {
            for (int d = 0; d < _dimensions; d++)
                rows[(point - first) * _dimensions + d] = packed[(point / Lanes * _dimensions + d) * Lanes + point % Lanes];
        }

        return rows;
    }

    /// <summary>Offers every point to the lists of some queries, tile by tile, so that a tile stays in cache for all of them.</summary>
    public void Scan<TKernel>(ReadOnlySpan<double> queries, ReadOnlySpan<NearestList> lists, CancellationToken cancellationToken)
        where TKernel : IMetricKernel
    {
        int blocks = _packed.Length / _dimensions;
        for (int first = 0; first < blocks; first += _tileBlocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int last = Math.Min(blocks, first + _tileBlocks), query = 0;
            for (; query + 4 <= lists.Length; query += 4)
                ScanFour<TKernel>(queries.Slice(query * _dimensions, 4 * _dimensions), lists.Slice(query, 4), first, last);
            for (; query < lists.Length; query++)
                ScanOne<TKernel>(queries.Slice(query * _dimensions, _dimensions), lists[query], first, last);
        }
    }

    // Optimized at once: a search is often the only one of a process, and short loops that are called often wait long for their turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScanFour<TKernel>(ReadOnlySpan<double> queries, ReadOnlySpan<NearestList> lists, int first, int last)
        where TKernel : IMetricKernel
    {
        ReadOnlySpan<double> q0 = queries[.._dimensions], q1 = queries.Slice(_dimensions, _dimensions), q2 = queries.Slice(2 * _dimensions, _dimensions), q3 = queries.Slice(3 * _dimensions, _dimensions);
        for (int block = first; block < last; block++)
        {
            ReadOnlySpan<Vector512<double>> points = _packed.AsSpan(block * _dimensions, _dimensions);
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int d = 0; d < points.Length; d++)
            {
                Vector512<double> p = points[d];
                s0 = TKernel.Add(s0, Vector512.Create(q0[d]) - p);
                s1 = TKernel.Add(s1, Vector512.Create(q1[d]) - p);
                s2 = TKernel.Add(s2, Vector512.Create(q2[d]) - p);
                s3 = TKernel.Add(s3, Vector512.Create(q3[d]) - p);
            }

            Offer(lists[0], s0, block);
            Offer(lists[1], s1, block);
            Offer(lists[2], s2, block);
            Offer(lists[3], s3, block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScanOne<TKernel>(ReadOnlySpan<double> query, NearestList list, int first, int last)
        where TKernel : IMetricKernel
    {
        for (int block = first; block < last; block++)
        {
            ReadOnlySpan<Vector512<double>> points = _packed.AsSpan(block * _dimensions, _dimensions);
            Vector512<double> sum = default;
            for (int d = 0; d < points.Length; d++)
                sum = TKernel.Add(sum, Vector512.Create(query[d]) - points[d]);
            Offer(list, sum, block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Offer(NearestList list, Vector512<double> distances, int block)
    {
        if (!list.IsFull || Vector512.LessThanAny(distances, Vector512.Create(list.Worst)))
            OfferEach(list, distances, block);
    }

    private void OfferEach(NearestList list, Vector512<double> distances, int block)
    {
        for (int lane = 0; lane < Lanes && block * Lanes + lane < _count; lane++)
            list.Offer(distances[lane], block * Lanes + lane);
    }
}
