using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Grows one tree after another, depth first; one thread each.</summary>
internal sealed class ForestGrower
{
    private readonly ForestData _data;
    private readonly ForestRules _rules;
    private readonly ForestSplitSearch _search;
    private readonly int[] _scratch;
    private readonly int[] _order;
    private readonly double[] _bag;

    public ForestGrower(ForestData data, ForestRules rules)
    {
        (_data, _rules) = (data, rules);
        _search = new ForestSplitSearch(data, rules);
        _scratch = new int[data.Rows];
        _order = new int[data.Features.Length];
        _bag = new double[data.Rows];
    }

    /// <summary>Draws rows and grows a tree on them.</summary>
    public ForestTree Grow(RandomStream random, CancellationToken cancellationToken)
    {
        Draw(random);
        int[] rows = [.. Enumerable.Range(0, _data.Rows).Where(row => _bag[row] > 0)];
        int[] outside = rows.Length == _data.Rows ? [] : [.. Enumerable.Range(0, _data.Rows).Where(row => _bag[row] == 0 && _data.Weights[row] > 0)];
        var nodes = new List<ForestNode> { default };
        var values = new List<double>();
        var root = new Branch(0, 0, rows.Length, 0, new double[_data.Channels + 2], double.NegativeInfinity, double.PositiveInfinity, _rules.Usable, []);
        foreach (int row in rows) BinSums.Add(root.Sums, _bag[row], row, _data);
        var open = new Stack<Branch>([root]);
        while (open.TryPop(out Branch? branch))
        {
            if ((nodes.Count & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!CanSplit(branch, rows) || Best(branch, rows, random) is not { } split)
            {
                nodes[branch.Node] = new ForestNode { Feature = -1, Cover = branch.Sums[0], Values = values.Count };
                for (int channel = 0; channel < _data.Channels; channel++) values.Add(Math.Clamp(branch.Sums[2 + channel] / branch.Sums[0], branch.Low, branch.High));
                continue;
            }

            ForestNode node = split.Node;
            (node.Cover, node.Left, node.Right) = (branch.Sums[0], nodes.Count, nodes.Count + 1);
            nodes[branch.Node] = node;
            nodes.Add(default);
            nodes.Add(default);
            Part(branch, node, split, rows, open);
        }

        return new ForestTree([.. nodes], [.. values], outside);
    }

    // How often each row is in the tree, times its weight.
    private void Draw(RandomStream random)
    {
        int count = Math.Max(1, (int)Math.Round(_rules.RowFraction * _data.Rows));
        if (!_rules.Bootstrap && count == _data.Rows)
        {
            _data.Weights.CopyTo(_bag, 0);
            return;
        }

        Array.Clear(_bag);
        if (_rules.Bootstrap) for (int i = 0; i < count; i++) _bag[random.NextInt32(_data.Rows)]++;
        else foreach (int row in random.SampleWithoutReplacement(_data.Rows, count)) _bag[row] = 1;
        for (int row = 0; row < _bag.Length; row++) _bag[row] *= _data.Weights[row];
        if (!Array.Exists(_bag, weight => weight > 0)) _data.Weights.CopyTo(_bag, 0);
    }

    private bool CanSplit(Branch branch, int[] rows)
    {
        if (branch.Count < 2 * _rules.MinimumRows || (_rules.MaximumDepth > 0 && branch.Depth >= _rules.MaximumDepth)) return false;
        ReadOnlySpan<int> own = rows.AsSpan(branch.Start, branch.Count);
        if (_data.Channels > 1)
        {
            foreach (int row in own)
                if (_data.Codes[row] != _data.Codes[own[0]]) return true;
            return false;
        }

        foreach (int row in own)
            if (_data.Values[row] != _data.Values[own[0]]) return true;
        return false;
    }

    // Columns in random order, until as many as asked for have been looked at that vary here.
    private ForestSplit? Best(Branch branch, int[] rows, RandomStream random)
    {
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        ForestSplit? best = null;
        int looked = 0;
        for (int i = 0; i < _order.Length && looked < _rules.FeaturesPerSplit; i++)
        {
            int at = _rules.FeaturesPerSplit < _order.Length ? i + random.NextInt32(_order.Length - i) : i;
            (_order[i], _order[at]) = (_order[at], _order[i]);
            int feature = _order[i];
            if (!branch.Usable[feature]) continue;
            if (!_search.Find(feature, rows.AsSpan(branch.Start, branch.Count), _bag, branch, random, out ForestSplit? found)) continue;
            looked++;
            if (found is not null && (best is null || found.Gain > best.Gain)) best = found;
        }

        return best;
    }

    private void Part(Branch branch, ForestNode node, ForestSplit split, int[] rows, Stack<Branch> open)
    {
        BinnedFeature feature = _data.Features[node.Feature];
        Span<int> own = rows.AsSpan(branch.Start, branch.Count);
        int left = 0, right = 0;
        foreach (int row in own)
        {
            if (node.GoesLeft(feature.Bins[row], feature.MissingBin)) own[left++] = row;
            else _scratch[right++] = row;
        }

        _scratch.AsSpan(0, right).CopyTo(own[left..]);
        var rightSums = new double[branch.Sums.Length];
        for (int i = 0; i < rightSums.Length; i++) rightSums[i] = branch.Sums[i] - split.Left[i];
        (double lowLeft, double highLeft, double lowRight, double highRight) = (branch.Low, branch.High, branch.Low, branch.High);
        if (_data.Directions[node.Feature] is var direction and not 0)
        {
            double border = (Math.Clamp(split.Left[2] / split.Left[0], branch.Low, branch.High) + Math.Clamp(rightSums[2] / rightSums[0], branch.Low, branch.High)) / 2;
            if (direction > 0) (highLeft, lowRight) = (border, border);
            else (lowLeft, highRight) = (border, border);
        }

        int[] asked = _data.Groups.Any ? [.. branch.Asked.Append(node.Feature).Distinct()] : [];
        bool[] usable = _data.Groups.Any ? _data.Groups.Narrow(branch.Usable, asked) : branch.Usable;
        open.Push(new Branch(node.Right, branch.Start + left, right, branch.Depth + 1, rightSums, lowRight, highRight, usable, asked));
        open.Push(new Branch(node.Left, branch.Start, left, branch.Depth + 1, split.Left, lowLeft, highLeft, usable, asked));
    }
}

/// <summary>A node that is still to be split or to become a leaf.</summary>
internal sealed record Branch(int Node, int Start, int Count, int Depth, double[] Sums, double Low, double High, bool[] Usable, int[] Asked);

/// <summary>How the trees of a forest grow.</summary>
internal sealed record ForestRules(int MinimumRows, int MaximumDepth, int FeaturesPerSplit, bool RandomCuts, double RowFraction, bool Bootstrap, bool[] Usable);

/// <summary>A split that was found, and what goes left adds up to.</summary>
internal sealed record ForestSplit(double Gain, ForestNode Node, double[] Left);
