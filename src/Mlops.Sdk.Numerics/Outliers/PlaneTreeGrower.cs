using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Grows the trees of an extended isolation forest, one after another, on one thread.</summary>
internal sealed class PlaneTreeGrower(ReadOnlyMemory<double>[] columns, IsolationTrees trees, int extension)
{
    private readonly double[] _points = new double[trees.Sample * columns.Length];
    private readonly int[] _order = new int[trees.Sample];
    private readonly int[] _candidates = new int[columns.Length];
    private readonly double[] _low = new double[columns.Length];
    private readonly double[] _high = new double[columns.Length];
    private readonly List<double> _planes = [];
    private RandomStream _random = null!;
    private int _count;

    /// <summary>The planes of a tree: the normal, then how far along it the plane lies.</summary>
    public double[] Grow(RandomStream random, Span<int> cuts, Span<double> lengths)
    {
        _random = random;
        _planes.Clear();
        _count = 0;
        int[] rows = random.SampleWithoutReplacement(columns[0].Length, trees.Sample);
        for (int c = 0; c < columns.Length; c++)
        {
            ReadOnlySpan<double> column = columns[c].Span;
            for (int i = 0; i < rows.Length; i++) _points[(i * columns.Length) + c] = column[rows[i]];
            _candidates[c] = c;
        }

        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        cuts.Fill(-1);
        Cut(0, 0, 0, _order.Length, cuts, lengths);
        return [.. _planes];
    }

    private void Cut(int node, int depth, int start, int end, Span<int> cuts, Span<double> lengths)
    {
        double length = depth + PathLength.Of(end - start);
        if (depth == trees.Depth || end - start < 2 || !HasSpread(start, end))
        {
            IsolationTrees.SetLeaf(lengths, node, length);
            return;
        }

        lengths[node] = length;
        cuts[node] = _count++;
        double[] plane = Draw();
        _planes.AddRange(plane);
        int left = start, right = end;
        while (left < right)
        {
            if (OrderedSums.Dot(plane.AsSpan(0, columns.Length), Point(_order[left])) > plane[^1]) (_order[left], _order[right - 1]) = (_order[--right], _order[left]);
            else left++;
        }

        Cut((2 * node) + 1, depth + 1, start, left, cuts, lengths);
        Cut((2 * node) + 2, depth + 1, left, end, cuts, lengths);
    }

    private bool HasSpread(int start, int end)
    {
        _low.AsSpan().Fill(double.PositiveInfinity);
        _high.AsSpan().Fill(double.NegativeInfinity);
        for (int i = start; i < end; i++)
        {
            ReadOnlySpan<double> point = Point(_order[i]);
            TensorPrimitives.Min<double>(_low, point, _low);
            TensorPrimitives.Max<double>(_high, point, _high);
        }

        return !_low.AsSpan().SequenceEqual(_high);
    }

    // Only columns that differ here may slope: a plane along all others would part nothing.
    private double[] Draw()
    {
        var plane = new double[columns.Length + 1];
        for (int left = columns.Length, sloped = 0; left > 0 && sloped <= extension; left--)
        {
            int pick = _random.NextInt32(left);
            (_candidates[pick], _candidates[left - 1]) = (_candidates[left - 1], _candidates[pick]);
            int c = _candidates[left - 1];
            if (!(_low[c] < _high[c])) continue;
            double slope = _random.NextGaussian();
            plane[c] = slope;
            plane[^1] += slope * (_low[c] + (_random.NextDouble() * (_high[c] - _low[c])));
            sloped++;
        }

        return plane;
    }

    private ReadOnlySpan<double> Point(int index) => _points.AsSpan(index * columns.Length, columns.Length);
}
