using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Finds how features part the rows of a node best: by the fall of the variance, or of Gini's impurity (Breiman et al. 1984), or at one random place (Geurts, Ernst and Wehenkel 2006).</summary>
/// <remarks>Levels of a category are put into the order of their mean target, or of the share of the node's most divided class; then they are cut like numbers. Rows without a value are tried on both sides.</remarks>
internal sealed class ForestSplitSearch(ForestData data, ForestRules rules, ForestRows rows)
{
    private const int FewRows = 128;

    private readonly BinSums _bins = new(data.Channels);
    private readonly int _channels = data.Channels, _counts = data.Channels + 1;
    private readonly double[] _missing = new double[BinSums.WidthOf(data.Channels)];
    private readonly double[] _sums = new double[BinSums.WidthOf(data.Channels)];
    private readonly double[] _left = new double[BinSums.WidthOf(data.Channels)];
    private readonly double[] _best = new double[BinSums.WidthOf(data.Channels)];
    private readonly double[] _whole = new double[BinSums.WidthOf(data.Channels)];
    private int[] _order = [.. Enumerable.Range(0, 257)];
    private readonly double[] _keys = new double[257];
    private readonly ulong[] _leftBins = new ulong[4];
    private int[] _own = [];
    private int _start, _count;
    private double _low, _high, _score;
    private int _feature, _bin;
    private bool _missingLeft, _isCategory, _byKey;

    /// <summary>Whether any split lowers the impurity.</summary>
    public bool Found => _feature >= 0;

    /// <summary>What goes left adds up to.</summary>
    public Span<double> Left => _best;

    /// <summary>Starts with a node.</summary>
    public void Begin(in ForestBranch branch, ReadOnlySpan<double> sums)
    {
        (_start, _count, _low, _high, _feature) = (branch.Start, branch.Count, branch.Low, branch.High, -1);
        sums.CopyTo(_whole);
        double square = 0;
        for (int channel = 1; channel <= _channels; channel++) square += sums[channel] * sums[channel];
        // What rounding alone may bring.
        _score = square * 1e-20;
    }

    /// <summary>Looks at a feature; false when it does not vary among the rows.</summary>
    public bool Look(int feature, RandomStream random)
    {
        BinnedFeature binned = data.Features[feature];
        if (rules.RandomCuts) return binned.Levels is null ? LookAtRandomCut(feature, random) : LookAtRandomLevels(feature, binned, random);
        ReadOnlySpan<int> own = rows.Rows(_start, _count);
        ReadOnlySpan<double> targets = rows.Targets(_start, _count);
        int[] keys = data.Keys[feature];
        if (keys.Length > 0 && own.Length <= FewRows) return LookAtValues(feature, keys, own, targets);
        _bins.Gather(binned.Bins, binned.BinCount, own, targets);
        if (_bins.Count < 2) return keys.Length > 0 && _bins.Bins[0] != binned.MissingBin && LookAtValues(feature, keys, own, targets);

        // Rare levels and missing ones have the last bin of a category, which always goes right.
        int apart = binned.Levels is { } levels ? levels.Length : binned.MissingBin;
        if (apart >= 0) _bins.Remove(apart, _missing);
        else Array.Clear(_missing);
        bool anyMissing = _missing[_counts] > 0;
        if (binned.Levels is not null)
        {
            OrderLevels();
            if (Scan(anyMissing ? _bins.Count : _bins.Count - 1, false, 0) is var last and >= 0) Keep(feature, last);
            return true;
        }

        Cut cut = ScanBoth(anyMissing, data.Directions[feature]);
        if (cut.Place >= 0) (_feature, _isCategory, _byKey, _bin, _missingLeft) = (feature, false, false, _bins.Bins[cut.Place], cut.MissingLeft);
        return true;
    }

    /// <summary>The best split of the features looked at.</summary>
    public ForestNode Node() => new() { Feature = _feature, Bin = _bin, ByKey = _byKey, Key = _byKey ? _bin : 0, MissingGoesLeft = _missingLeft, LeftBins = _isCategory ? [.. _leftBins] : null };

    // The last place that goes left in the best cut, if it is better than the best so far; else -1.
    private int Scan(int to, bool missingLeft, int direction)
    {
        if (missingLeft) _missing.CopyTo(_left, 0);
        else Array.Clear(_left);
        return _channels == 1 ? ScanOne(to, direction) : ScanClasses(to);
    }

    // The fall of the impurity, times the weight of the node: (W sl - S wl)^2 / (wl wr).
    private int ScanOne(int to, int direction)
    {
        double[] sums = _bins.Sums;
        double weight = _whole[0], total = _whole[1], count = _whole[2], leftWeight = _left[0], left = _left[1], leftCount = _left[2], least = rules.MinimumRows;
        int found = -1;
        for (int place = 0; place < to; place++)
        {
            int at = _order[place] * TargetHistogram.Width;
            leftWeight += sums[at];
            left += sums[at + 1];
            leftCount += sums[at + 2];
            if (leftCount < least || count - leftCount < least) continue;
            double rightWeight = weight - leftWeight, gap = (weight * left) - (total * leftWeight), score = gap * gap / (leftWeight * rightWeight);
            if (!(score > _score) || !(leftWeight > 0 && rightWeight > 0) || (direction != 0 && Against(left / leftWeight, (total - left) / rightWeight, direction))) continue;
            (_score, found) = (score, place);
            (_best[0], _best[1], _best[2]) = (leftWeight, left, leftCount);
        }

        return found;
    }

    private int ScanClasses(int to)
    {
        double weight = _whole[0], count = _whole[_counts], least = rules.MinimumRows;
        int found = -1;
        for (int place = 0; place < to; place++)
        {
            ReadOnlySpan<double> bin = _bins.At(_order[place]);
            for (int i = 0; i < _left.Length; i++) _left[i] += bin[i];
            if (_left[_counts] < least || count - _left[_counts] < least) continue;
            double leftWeight = _left[0], rightWeight = weight - leftWeight, squares = 0;
            for (int channel = 1; channel <= _channels; channel++)
            {
                double gap = (weight * _left[channel]) - (_whole[channel] * leftWeight);
                squares += gap * gap;
            }

            double score = squares / (leftWeight * rightWeight);
            if (!(score > _score) || !(leftWeight > 0 && rightWeight > 0)) continue;
            (_score, found) = (score, place);
            _left.CopyTo(_best, 0);
        }

        return found;
    }

    private bool Against(double left, double right, int direction) => direction * (Math.Clamp(right, _low, _high) - Math.Clamp(left, _low, _high)) < 0;

    // The best cut of ordered bins or values, with the missing rows tried on both sides.
    private Cut ScanBoth(bool anyMissing, int direction)
    {
        Identify(_bins.Count);
        int place = Scan(anyMissing ? _bins.Count : _bins.Count - 1, false, direction);
        int other = anyMissing ? Scan(_bins.Count, true, direction) : -1;

        // Without missing rows in training a missing value later goes where most rows went.
        return other >= 0 ? new Cut(other, true) : new Cut(place, place >= 0 && !anyMissing && 2 * _best[_counts] >= _whole[_counts]);
    }

    // Small nodes, and those whose rows all lie in one bin, are cut between values, as a forest without bins would be.
    private bool LookAtValues(int feature, int[] keys, ReadOnlySpan<int> own, ReadOnlySpan<double> targets)
    {
        _bins.GatherValues(keys, own, targets, _missing);
        bool anyMissing = _missing[_counts] > 0;
        if (_bins.Count + (anyMissing ? 1 : 0) < 2) return false;
        Cut cut = ScanBoth(anyMissing, data.Directions[feature]);
        if (cut.Place < 0) return true;
        Span<int> values = _bins.Bins;
        float between = cut.Place + 1 < values.Length ? FeatureCuts.Between(SortableKeys.ValueOf(values[cut.Place]), SortableKeys.ValueOf(values[cut.Place + 1])) : float.PositiveInfinity;
        (_feature, _isCategory, _byKey, _bin, _missingLeft) = (feature, false, true, SortableKeys.Of(between), cut.MissingLeft);
        return true;
    }

    private void Keep(int feature, int cut)
    {
        (_feature, _isCategory, _byKey, _missingLeft) = (feature, true, false, false);
        for (int place = 0; place <= cut; place++) _order[place] = _bins.Bins[_order[place]];
        KeepLevels(_order.AsSpan(0, cut + 1));
    }

    private void KeepLevels(ReadOnlySpan<int> bins)
    {
        Array.Clear(_leftBins);
        foreach (int bin in bins) _leftBins[bin >> 6] |= 1UL << bin;
    }

    private void Identify(int count)
    {
        if (_order.Length < count) _order = new int[2 * count];
        for (int place = 0; place < count; place++) _order[place] = place;
    }

    private void OrderLevels()
    {
        int count = _bins.Count;
        Identify(count);
        int channel = 1;
        for (int i = 2; i <= _channels; i++)
            if (_whole[i] * (_whole[0] - _whole[i]) > _whole[channel] * (_whole[0] - _whole[channel])) channel = i;
        double[] sums = _bins.Sums;
        for (int place = 0; place < count; place++) _keys[place] = sums[(place * _bins.Width) + channel] / sums[place * _bins.Width];
        _keys.AsSpan(0, count).Sort(_order.AsSpan(0, count));
    }

    // A random place between the least and the greatest value of the node: no histogram is needed, only the sums of one side.
    private bool LookAtRandomCut(int feature, RandomStream random)
    {
        ReadOnlySpan<int> own = rows.Rows(_start, _count);
        Span<int> values = Values(own.Length);
        int[] keys = data.Keys[feature];
        for (int i = 0; i < own.Length; i++) values[i] = keys[own[i]];
        (int least, int most, bool anyMissing) = (TensorPrimitives.Min<int>(values), TensorPrimitives.Max<int>(values), false);
        if (least == SortableKeys.Missing)
        {
            (least, anyMissing) = (int.MaxValue, true);
            foreach (int key in values)
                if (key != SortableKeys.Missing) least = Math.Min(least, key);
        }

        if (most == SortableKeys.Missing || (least == most && !anyMissing)) return false;

        // Where values do not differ, they are parted from the missing ones.
        int cut = least == most ? SortableKeys.Of(float.PositiveInfinity) : RandomKey(least, most, random);
        bool missingLeft = anyMissing && least != most && random.NextInt32(2) == 1;
        AddLeft(values, missingLeft ? SortableKeys.Missing : SortableKeys.Missing + 1, cut);
        if (!IsBetter(data.Directions[feature])) return true;
        (_feature, _bin, _isCategory, _byKey) = (feature, cut, false, true);
        _missingLeft = anyMissing ? missingLeft : 2 * _left[_counts] >= _whole[_counts];
        return true;
    }

    // Some of the levels that rows of the node have, drawn in random order, go left.
    private bool LookAtRandomLevels(int feature, BinnedFeature binned, RandomStream random)
    {
        ReadOnlySpan<int> own = rows.Rows(_start, _count);
        Span<int> values = Values(own.Length);
        Span<byte> seen = stackalloc byte[256];
        seen.Clear();
        byte[] bins = binned.Bins;

        // Rare levels and missing ones have the last bin, which always goes right.
        int apart = binned.Levels!.Length, levels = 0;
        for (int i = 0; i < own.Length; i++)
        {
            int bin = values[i] = bins[own[i]];
            if (seen[bin] != 0) continue;
            seen[bin] = 1;
            if (bin != apart) _order[levels++] = bin;
        }

        bool anyApart = seen[apart] != 0;
        if (levels + (anyApart ? 1 : 0) < 2) return false;
        random.Shuffle(_order.AsSpan(0, levels));
        int count = 1 + random.NextInt32(anyApart ? levels : levels - 1);
        seen.Clear();
        foreach (int bin in _order.AsSpan(0, count)) seen[bin] = 1;
        foreach (ref int value in values) value = seen[value];
        AddLeft(values, 1, 1);
        if (!IsBetter(0)) return true;
        (_feature, _isCategory, _byKey, _missingLeft) = (feature, true, false, false);
        KeepLevels(_order.AsSpan(0, count));
        return true;
    }

    // Whether what was summed on the left makes a better split than the best so far; then it is the best.
    private bool IsBetter(int direction)
    {
        double leftWeight = _left[0], rightWeight = _whole[0] - leftWeight, squares = 0;
        if (_left[_counts] < rules.MinimumRows || _whole[_counts] - _left[_counts] < rules.MinimumRows || !(leftWeight > 0 && rightWeight > 0)) return false;
        for (int channel = 1; channel <= _channels; channel++)
        {
            double gap = (_whole[0] * _left[channel]) - (_whole[channel] * leftWeight);
            squares += gap * gap;
        }

        double score = squares / (leftWeight * rightWeight);
        if (!(score > _score) || (direction != 0 && Against(_left[1] / leftWeight, (_whole[1] - _left[1]) / rightWeight, direction))) return false;
        _score = score;
        _left.CopyTo(_best, 0);
        return true;
    }

    private Span<int> Values(int count)
    {
        if (_own.Length < count) _own = new int[Math.Max(count, 2 * _own.Length)];
        return _own.AsSpan(0, count);
    }

    // From the least value on, below the greatest, so that neither side is empty.
    private static int RandomKey(int least, int most, RandomStream random)
    {
        double low = SortableKeys.ValueOf(least), high = SortableKeys.ValueOf(most);
        if (double.IsInfinity(low) || double.IsInfinity(high)) return (int)(least + (long)(random.NextDouble() * ((long)most - least)));
        return Math.Clamp(SortableKeys.Of((float)(low + (random.NextDouble() * (high - low)))), least, most - 1);
    }

    private void AddLeft(ReadOnlySpan<int> values, int from, int to)
    {
        ReadOnlySpan<double> targets = rows.Targets(_start, _count);
        Array.Clear(_left);
        if (_channels == 1)
        {
            TargetHistogram.AddRange(values, from, to, targets, _left);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            double side = values[i] >= from && values[i] <= to ? 1 : 0;
            _left[_counts] += side;
            _left[0] += side * targets[2 * i];
            _left[1 + (int)targets[(2 * i) + 1]] += side * targets[2 * i];
        }
    }

    private readonly record struct Cut(int Place, bool MissingLeft);
}
