using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Grows one tree leaf by leaf: always the leaf is split whose best split lowers the loss most. The same bits on any number of threads, since every feature is worked on by one.</summary>
internal sealed class TreeGrower
{
    private const int LeastWorkForThreads = 32_768;
    private const int BlockRows = 32_768;

    private readonly BinnedFeature[] _features;
    private readonly BoostingOptions _options;
    private readonly LeafPenalty _penalty;
    private readonly int[] _directions;
    private readonly InteractionGroups _groups;
    private readonly ParallelOptions _parallel;
    private readonly int[] _offsets;
    private readonly uint[][] _packed;
    private readonly BinSplit[] _found, _foundLarge;
    private readonly byte[] _sides;
    private readonly int[] _scratchRows;
    private readonly float[] _ordered;
    private readonly Stack<GradientBin[]> _pool = new();

    public TreeGrower(BinnedFeature[] features, int rows, BoostingOptions options, LeafPenalty penalty, int[] directions, InteractionGroups groups, ParallelOptions parallel)
    {
        (_features, _options, _penalty, _directions, _groups, _parallel) = (features, options, penalty, directions, groups, parallel);
        _offsets = new int[features.Length + 1];
        for (int i = 0; i < features.Length; i++) _offsets[i + 1] = _offsets[i] + features[i].BinCount;
        _packed = new uint[(features.Length + GradientHistogram.Together - 1) / GradientHistogram.Together][];
        Parallel.For(0, _packed.Length, parallel, group =>
        {
            _packed[group] = new uint[rows];
            foreach (int feature in InGroup(group)) GradientHistogram.Pack(features[feature].Bins, feature % GradientHistogram.Together, _packed[group]);
        });
        _found = new BinSplit[features.Length];
        _foundLarge = new BinSplit[features.Length];
        _sides = new byte[rows];
        _scratchRows = new int[rows];
        _ordered = new float[2 * rows];
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="rows">The rows it sees, ascending; are put into the order of the leaves.</param>
    /// <param name="derivatives">First and second derivative of every row of the table.</param>
    /// <param name="usable">Which features it may ask.</param>
    public GrownTree Grow(int[] rows, float[] derivatives, bool[] usable)
    {
        var tree = new GrownTree(rows);
        GrownLeaf root = new(0, 0, rows.Length, 0, default, double.NegativeInfinity, double.PositiveInfinity, usable);
        root.Histogram = Rent();
        root.Sums = Sum(rows, derivatives);
        root.Value = _penalty.Value(root.Sums);
        FindSplits(root, null, rows, derivatives);
        tree.Leaves.Add(root);
        while (tree.Leaves.Count < _options.LeafCount)
        {
            GrownLeaf? best = null;
            foreach (GrownLeaf leaf in tree.Leaves)
                if (leaf.Split.Gain > (best?.Split.Gain ?? Math.Max(0, 2 * _options.MinimumSplitGain))) best = leaf;
            if (best is null) break;
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            Split(tree, best, rows, derivatives);
        }

        foreach (GrownLeaf leaf in tree.Leaves) Return(leaf);
        return tree;
    }

    private void Split(GrownTree tree, GrownLeaf parent, int[] rows, float[] derivatives)
    {
        BinSplit split = parent.Split;
        BinnedFeature feature = _features[parent.Feature];
        byte[] goesLeft = GoesLeft(feature, split);
        int middle = Partition(rows, parent.Start, parent.Count, feature.Bins, goesLeft);
        (double lowLeft, double highLeft, double lowRight, double highRight) = (parent.Low, parent.High, parent.Low, parent.High);
        if (_directions[parent.Feature] != 0)
        {
            // What lies on one side of a monotone split may never pass the middle of the two values (LightGBM's basic method).
            double border = (split.LeftValue + split.RightValue) / 2;
            if (_directions[parent.Feature] > 0) (highLeft, lowRight) = (border, border);
            else (lowLeft, highRight) = (border, border);
        }

        bool[] usable = Narrow(parent);
        GrownLeaf left = new(0, parent.Start, middle, parent.Depth + 1, split.Left with { Count = middle }, lowLeft, highLeft, usable) { Value = split.LeftValue };
        GrownLeaf right = new(0, parent.Start + middle, parent.Count - middle, parent.Depth + 1, split.Right with { Count = parent.Count - middle }, lowRight, highRight, usable) { Value = split.RightValue };
        tree.Replace(parent, split, left, right);
        if (tree.Leaves.Count < _options.LeafCount)
        {
            (GrownLeaf small, GrownLeaf large) = left.Count <= right.Count ? (left, right) : (right, left);
            small.Histogram = Rent();
            large.Histogram = parent.Histogram;
            parent.Histogram = null;
            FindSplits(small, large, rows, derivatives);
        }

        Return(parent);
    }

    // The histograms of a leaf, and what they leave of the parent's for its larger sibling; then the best split of each.
    private void FindSplits(GrownLeaf small, GrownLeaf? large, int[] rows, float[] derivatives)
    {
        bool searchSmall = CanSplit(small), searchLarge = large is not null && CanSplit(large);
        if (!searchSmall && !searchLarge) return;

        // The root of an unsampled tree holds all rows in order; else the derivatives are put side by side once, instead of once for every feature.
        bool all = small.Count == _scratchRows.Length;
        float[] ordered = all ? derivatives : _ordered;
        if (!all) ForBlocks(small.Count, (start, end) => Gather(rows.AsSpan(small.Start + start, end - start), derivatives, _ordered.AsSpan(2 * start, 2 * (end - start))));
        ForGroups(small.Count, group =>
        {
            if (!InGroup(group).Any(feature => small.Usable[feature])) return;
            Span<double> built = stackalloc double[GradientHistogram.Room];
            GradientHistogram.Build(_packed[group], all ? [] : rows.AsSpan(small.Start, small.Count), ordered.AsSpan(0, 2 * small.Count), built);
            foreach (int feature in InGroup(group))
            {
                if (!small.Usable[feature]) continue;
                Span<GradientBin> own = small.Histogram.AsSpan(_offsets[feature], _features[feature].BinCount);
                GradientHistogram.Unpack(built, feature % GradientHistogram.Together, own);
                if (searchSmall) _found[feature] = Search(small, feature);
                if (!searchLarge) continue;
                GradientHistogram.Subtract(large!.Histogram.AsSpan(_offsets[feature], own.Length), own);
                _foundLarge[feature] = Search(large, feature);
            }
        });
        if (searchSmall) Choose(small, _found);
        if (searchLarge) Choose(large!, _foundLarge);
    }

    private bool CanSplit(GrownLeaf leaf) => leaf.Count >= 2 * _penalty.MinimumRows && (_options.MaximumDepth == 0 || leaf.Depth < _options.MaximumDepth);

    // A feature that gains nothing in a leaf is not asked below it, as in LightGBM: less to add up, and fewer splits by chance.
    private static void Choose(GrownLeaf leaf, BinSplit[] found)
    {
        bool[] gains = [.. leaf.Usable];
        for (int feature = 0; feature < found.Length; feature++)
        {
            if (!gains[feature]) continue;
            gains[feature] = found[feature].Gain > 0;
            if (found[feature].Gain > leaf.Split.Gain) (leaf.Split, leaf.Feature) = (found[feature], feature);
        }

        leaf.Usable = gains;
    }

    private static void Gather(ReadOnlySpan<int> rows, float[] derivatives, Span<float> ordered)
    {
        ReadOnlySpan<long> from = MemoryMarshal.Cast<float, long>(derivatives.AsSpan());
        Span<long> to = MemoryMarshal.Cast<float, long>(ordered);
        for (int i = 0; i < rows.Length; i++) to[i] = from[rows[i]];
    }

    // Block by block, and the blocks in order, so that the sum has the same bits on any number of threads.
    private GradientBin Sum(int[] rows, float[] derivatives)
    {
        var sums = new GradientBin[(rows.Length + BlockRows - 1) / BlockRows];
        ForBlocks(rows.Length, (start, end) =>
        {
            GradientBin sum = new() { Count = end - start };
            foreach (int row in rows.AsSpan(start, end - start))
            {
                sum.Gradient += derivatives[2 * row];
                sum.Hessian += derivatives[(2 * row) + 1];
            }

            sums[start / BlockRows] = sum;
        });
        GradientBin whole = default;
        foreach (GradientBin sum in sums) whole.Add(in sum);
        return whole;
    }

    private BinSplit Search(GrownLeaf leaf, int feature)
    {
        BinnedFeature binned = _features[feature];
        ReadOnlySpan<GradientBin> histogram = leaf.Histogram.AsSpan(_offsets[feature], binned.BinCount);
        return binned.Levels is { } levels
            ? SplitSearch.Levels(histogram, levels.Length, leaf.Sums, _penalty, leaf.Low, leaf.High)
            : SplitSearch.Ordered(histogram, binned.MissingBin, leaf.Sums, _penalty, _directions[feature], leaf.Low, leaf.High);
    }

    // A small leaf is done sooner than threads are woken.
    private void ForGroups(int rows, Action<int> work)
    {
        if (((long)rows * _packed.Length) + _offsets[^1] >= LeastWorkForThreads && _parallel.MaxDegreeOfParallelism != 1) Parallel.For(0, _packed.Length, _parallel, work);
        else for (int group = 0; group < _packed.Length; group++) work(group);
    }

    private IEnumerable<int> InGroup(int group)
    {
        int first = group * GradientHistogram.Together;
        return Enumerable.Range(first, Math.Min(GradientHistogram.Together, _features.Length - first));
    }

    private bool[] Narrow(GrownLeaf parent) => _groups.Any ? _groups.Narrow(parent.Usable, new HashSet<int>(parent.Asked) { parent.Feature }) : parent.Usable;

    private static byte[] GoesLeft(BinnedFeature feature, BinSplit split)
    {
        var left = new byte[256];
        if (split.LeftBins is { } bins) foreach (int bin in bins) left[bin] = 1;
        else left.AsSpan(0, split.Bin + 1).Fill(1);
        if (feature.MissingBin >= 0) left[feature.MissingBin] = (byte)(split.MissingGoesLeft ? 1 : 0);
        return left;
    }

    // Stable, and the same however many blocks there are: each block knows from the counts where its rows go.
    private int Partition(int[] rows, int start, int count, byte[] bins, byte[] goesLeft)
    {
        int blocks = (count + BlockRows - 1) / BlockRows;
        var lefts = new int[blocks + 1];
        ForBlocks(count, (from, to) =>
        {
            int left = 0;
            ReadOnlySpan<int> own = rows.AsSpan(start + from, to - from);
            Span<byte> sides = _sides.AsSpan(from, own.Length);
            for (int i = 0; i < own.Length; i++) left += sides[i] = goesLeft[bins[own[i]]];
            lefts[(from / BlockRows) + 1] = left;
        });
        for (int block = 0; block < blocks; block++) lefts[block + 1] += lefts[block];
        int middle = lefts[blocks];
        ForBlocks(count, (from, to) =>
        {
            int left = lefts[from / BlockRows], right = middle + from - left;
            ReadOnlySpan<int> own = rows.AsSpan(start + from, to - from);
            ReadOnlySpan<byte> sides = _sides.AsSpan(from, own.Length);
            for (int i = 0; i < own.Length; i++)
            {
                int side = sides[i];
                _scratchRows[right + ((left - right) & -side)] = own[i];
                left += side;
                right += 1 - side;
            }
        });
        ForBlocks(count, (from, to) => _scratchRows.AsSpan(from, to - from).CopyTo(rows.AsSpan(start + from)));
        return middle;
    }

    private void ForBlocks(int count, Action<int, int> work)
    {
        int blocks = (count + BlockRows - 1) / BlockRows;
        if (blocks <= 1 || _parallel.MaxDegreeOfParallelism == 1) for (int block = 0; block < blocks; block++) work(block * BlockRows, Math.Min(count, (block + 1) * BlockRows));
        else Parallel.For(0, blocks, _parallel, block => work(block * BlockRows, Math.Min(count, (block + 1) * BlockRows)));
    }

    private GradientBin[] Rent() => _pool.TryPop(out GradientBin[]? histogram) ? histogram : new GradientBin[_offsets[^1]];

    private void Return(GrownLeaf leaf)
    {
        if (leaf.Histogram is { } histogram) _pool.Push(histogram);
        leaf.Histogram = null;
    }
}
