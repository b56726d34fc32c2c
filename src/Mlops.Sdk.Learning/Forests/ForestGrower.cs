using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Grows one tree after another, depth first; one thread each.</summary>
internal sealed class ForestGrower
{
    private const int ManyRows = 4096;

    private readonly ForestData _data;
    private readonly ForestRules _rules;
    private readonly ForestRows _rows;
    private readonly ForestSplitSearch _search;
    private readonly int[] _order;
    private readonly int _width;
    private readonly List<ForestNode> _nodes = [];
    private readonly List<double> _values = [];
    private ForestBranch[] _open = new ForestBranch[64];
    private double[] _openSums;
    private readonly double[] _sums;
    private int _count;

    public ForestGrower(ForestData data, ForestRules rules)
    {
        (_data, _rules) = (data, rules);
        _rows = new ForestRows(data, rules);
        _search = new ForestSplitSearch(data, rules, _rows);
        _order = new int[data.Features.Length];
        _width = BinSums.WidthOf(data.Channels);
        _openSums = new double[_open.Length * _width];
        _sums = new double[_width];
    }

    /// <summary>Draws rows and grows a tree on them, which holds until the next is grown.</summary>
    public ForestTree Grow(RandomStream random, CancellationToken cancellationToken)
    {
        int[] outside = _rows.Draw(random);
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        _nodes.Clear();
        _values.Clear();
        _nodes.Add(default);
        _rows.Sum(_sums);
        Push(new ForestBranch { Count = _rows.Count, Low = double.NegativeInfinity, High = double.PositiveInfinity, Usable = _rules.Usable, Asked = [] }, _sums);
        int seen = 0;
        while (_count > 0)
        {
            if ((++seen & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            ForestBranch branch = Pop();
            if (!CanSplit(in branch) || !Best(in branch, random, cancellationToken))
            {
                _nodes[branch.Node] = new ForestNode { Feature = -1, Cover = _sums[0], Values = _values.Count };
                for (int channel = 0; channel < _data.Channels; channel++) _values.Add(Math.Clamp(_sums[1 + channel] / _sums[0], branch.Low, branch.High));
                continue;
            }

            ForestNode node = _search.Node();
            (node.Cover, node.Left, node.Right) = (_sums[0], _nodes.Count, _nodes.Count + 1);
            _nodes[branch.Node] = node;
            _nodes.Add(default);
            _nodes.Add(default);
            Part(in branch, in node);
        }

        return new ForestTree(_data, CollectionsMarshal.AsSpan(_nodes), CollectionsMarshal.AsSpan(_values), outside);
    }

    private bool CanSplit(in ForestBranch branch) =>
        branch.Count >= 2 * _rules.MinimumRows && (_rules.MaximumDepth == 0 || branch.Depth < _rules.MaximumDepth) && _rows.Differ(branch.Start, branch.Count);

    // Columns in random order, until as many as asked for have been looked at that vary here.
    private bool Best(in ForestBranch branch, RandomStream random, CancellationToken cancellationToken)
    {
        _search.Begin(in branch, _sums);
        int looked = 0;
        for (int i = 0; i < _order.Length && looked < _rules.FeaturesPerSplit; i++)
        {
            if (_rules.FeaturesPerSplit < _order.Length)
            {
                int at = i + random.NextInt32(_order.Length - i);
                (_order[i], _order[at]) = (_order[at], _order[i]);
            }

            if (branch.Count > ManyRows) cancellationToken.ThrowIfCancellationRequested();
            if (branch.Usable[_order[i]] && _search.Look(_order[i], random)) looked++;
        }

        return _search.Found;
    }

    private void Part(in ForestBranch branch, in ForestNode node)
    {
        int left = _rows.Part(branch.Start, branch.Count, in node);
        Span<double> leftSums = _search.Left, rightSums = _sums;
        for (int i = 0; i < rightSums.Length; i++) rightSums[i] -= leftSums[i];
        ForestBranch low = branch, high = branch;
        (low.Node, low.Count, low.Depth) = (node.Left, left, branch.Depth + 1);
        (high.Node, high.Start, high.Count, high.Depth) = (node.Right, branch.Start + left, branch.Count - left, branch.Depth + 1);
        if (_data.Directions[node.Feature] is var direction and not 0)
        {
            double border = (Math.Clamp(leftSums[1] / leftSums[0], branch.Low, branch.High) + Math.Clamp(rightSums[1] / rightSums[0], branch.Low, branch.High)) / 2;
            if (direction > 0) (low.High, high.Low) = (border, border);
            else (low.Low, high.High) = (border, border);
        }

        if (_data.Groups.Any)
        {
            low.Asked = high.Asked = [.. branch.Asked.Append(node.Feature).Distinct()];
            low.Usable = high.Usable = _data.Groups.Narrow(branch.Usable, low.Asked);
        }

        Push(high, rightSums);
        Push(low, leftSums);
    }

    private void Push(ForestBranch branch, ReadOnlySpan<double> sums)
    {
        if (_count == _open.Length)
        {
            Array.Resize(ref _open, 2 * _count);
            Array.Resize(ref _openSums, _open.Length * _width);
        }

        sums.CopyTo(_openSums.AsSpan(_count * _width));
        _open[_count++] = branch;
    }

    private ForestBranch Pop()
    {
        _count--;
        _openSums.AsSpan(_count * _width, _width).CopyTo(_sums);
        return _open[_count];
    }
}

/// <summary>A node that is still to be split or to become a leaf.</summary>
internal struct ForestBranch
{
    public int Node, Start, Count, Depth;

    /// <summary>The values that monotone constraints leave it.</summary>
    public double Low, High;

    public bool[] Usable;

    public int[] Asked;
}

/// <summary>How the trees of a forest grow.</summary>
internal sealed record ForestRules(int MinimumRows, int MaximumDepth, int FeaturesPerSplit, bool RandomCuts, double RowFraction, bool Bootstrap, bool[] Usable);
