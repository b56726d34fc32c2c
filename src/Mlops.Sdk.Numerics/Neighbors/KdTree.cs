namespace Mlops.Sdk.Numerics;

/// <summary>A tree of boxes over points of few coordinates. Finds what a scan of all points finds, ties included: a box is passed over only when it is farther than the worst neighbor.</summary>
internal sealed class KdTree
{
    private const int LeafSize = 24;

    private readonly int _dimensions;
    private readonly int[] _order;
    private readonly double[] _points;
    private readonly Node[] _nodes;
    private readonly double[] _boxes;

    public KdTree(ReadOnlySpan<double> points, int count, int dimensions)
    {
        _dimensions = dimensions;
        _order = new int[count];
        for (int i = 0; i < count; i++)
            _order[i] = i;
        var nodes = new List<Node>();
        var boxes = new List<double>();
        Build(points, 0, count, nodes, boxes);
        (_nodes, _boxes) = ([.. nodes], [.. boxes]);
        _points = new double[points.Length];
        for (int i = 0; i < count; i++)
            points.Slice(_order[i] * dimensions, dimensions).CopyTo(_points.AsSpan(i * dimensions));
    }

    public void Search<TKernel>(ReadOnlySpan<double> query, NearestList list)
        where TKernel : IMetricKernel => Visit<TKernel>(0, BoxDistance<TKernel>(0, query), query, list);

    // A recursive node is at most 2 log2(count) deep, for each split is at the median.
    private int Build(ReadOnlySpan<double> points, int start, int end, List<Node> nodes, List<double> boxes)
    {
        int node = nodes.Count;
        nodes.Add(new Node(start, end, -1, -1));
        int axis = AddBox(points, start, end, boxes);
        if (end - start <= LeafSize || axis < 0)
            return node;
        double[] keys = new double[end - start];
        for (int i = start; i < end; i++)
            keys[i - start] = points[_order[i] * _dimensions + axis];
        keys.AsSpan().Sort(_order.AsSpan(start, end - start));
        int middle = start + (end - start) / 2;
        int left = Build(points, start, middle, nodes, boxes), right = Build(points, middle, end, nodes, boxes);
        nodes[node] = new Node(start, end, left, right);
        return node;
    }

    // Adds the box of some points and gives its widest axis, or -1 when all points are one.
    private int AddBox(ReadOnlySpan<double> points, int start, int end, List<double> boxes)
    {
        int widest = -1;
        double width = 0;
        for (int d = 0; d < _dimensions; d++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int i = start; i < end; i++)
            {
                double value = points[_order[i] * _dimensions + d];
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }

            boxes.Add(low);
            boxes.Add(high);
            if (high - low > width)
                (widest, width) = (d, high - low);
        }

        return widest;
    }

    private void Visit<TKernel>(int index, double distance, ReadOnlySpan<double> query, NearestList list)
        where TKernel : IMetricKernel
    {
        if (list.IsFull && distance > list.Worst)
            return;
        ref readonly Node node = ref _nodes[index];
        if (node.Left < 0)
        {
            for (int i = node.Start; i < node.End; i++)
            {
                ReadOnlySpan<double> point = _points.AsSpan(i * _dimensions, _dimensions);
                double sum = 0;
                for (int d = 0; d < point.Length; d++)
                    sum = TKernel.Add(sum, query[d] - point[d]);
                list.Offer(sum, _order[i]);
            }

            return;
        }

        double left = BoxDistance<TKernel>(node.Left, query), right = BoxDistance<TKernel>(node.Right, query);
        Visit<TKernel>(left <= right ? node.Left : node.Right, Math.Min(left, right), query, list);
        Visit<TKernel>(left <= right ? node.Right : node.Left, Math.Max(left, right), query, list);
    }

    // Each gap is at most the difference to any point inside, and rounding is monotone: the sum, taken in the same order, never exceeds the computed distance of a point inside.
    private double BoxDistance<TKernel>(int node, ReadOnlySpan<double> query)
        where TKernel : IMetricKernel
    {
        ReadOnlySpan<double> box = _boxes.AsSpan(node * 2 * _dimensions, 2 * _dimensions);
        double sum = 0;
        for (int d = 0; d < query.Length; d++)
        {
            double gap = Math.Max(0, Math.Max(box[2 * d] - query[d], query[d] - box[2 * d + 1]));
            sum = TKernel.Add(sum, gap);
        }

        return sum;
    }

    private readonly record struct Node(int Start, int End, int Left, int Right);
}
