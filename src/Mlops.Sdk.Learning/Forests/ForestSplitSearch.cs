using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Finds how a feature parts the rows of a node best: by the fall of the variance, or of Gini's impurity (Breiman et al. 1984), or at one random place.</summary>
/// <remarks>Levels of a category are put into the order of their mean target, or of the share of the node's most divided class; then they are cut like numbers. Rows without a value are tried on both sides.</remarks>
internal sealed class ForestSplitSearch(ForestData data, ForestRules rules)
{
    private readonly BinSums _bins = new(data.Channels);
    private readonly double[] _missing = new double[data.Channels + 2];
    private readonly double[] _left = new double[data.Channels + 2];
    private readonly double[] _best = new double[data.Channels + 2];
    private readonly int[] _order = new int[257];
    private readonly double[] _keys = new double[257];

    /// <summary>Looks at a feature; false when it does not vary among the rows. What is found may be null: no split is allowed or better than none.</summary>
    public bool Find(int feature, ReadOnlySpan<int> rows, double[] weights, Branch branch, RandomStream random, out ForestSplit? found)
    {
        found = null;
        BinnedFeature binned = data.Features[feature];
        _bins.Gather(binned.Bins, rows, weights, data);
        if (_bins.Count < 2) return false;

        // Rare levels and missing ones have the last bin of a category, which always goes right.
        int apart = binned.Levels is { } levels ? levels.Length : binned.MissingBin;
        if (apart >= 0) _bins.Remove(apart, _missing);
        else _missing.AsSpan().Clear();
        Order(binned, branch.Sums, random);
        double least = Score(branch.Sums, branch.Sums, 0);
        (double gain, int cut, bool missingLeft) = (least * (1 + 1e-12), -1, false);
        bool anyMissing = _missing[1] > 0, tryLeft = anyMissing && binned.Levels is null;
        int from = 0, to = anyMissing ? _bins.Count : _bins.Count - 1;
        if (rules.RandomCuts && to > 0)
        {
            from = RandomPlace(binned, to, random);
            to = from + 1;
            tryLeft = tryLeft && random.NextInt32(2) == 1;
        }

        for (int side = tryLeft && rules.RandomCuts ? 1 : 0; side <= (tryLeft ? 1 : 0); side++)
            Scan(side == 1, from, to, branch, data.Directions[feature], ref gain, ref cut, ref missingLeft);
        if (cut >= 0) found = new ForestSplit(gain - least, NodeOf(feature, binned, cut, anyMissing ? missingLeft : _best[1] * 2 >= branch.Sums[1]), [.. _best]);
        return true;
    }

    private void Scan(bool missingLeft, int from, int to, Branch branch, int direction, ref double gain, ref int cut, ref bool missingWasLeft)
    {
        Span<double> left = _left;
        if (missingLeft) _missing.CopyTo(left);
        else left.Clear();
        for (int place = 0; place < to; place++)
        {
            ReadOnlySpan<double> bin = _bins.At(_order[place]);
            for (int i = 0; i < left.Length; i++) left[i] += bin[i];
            if (place < from || left[1] < rules.MinimumRows || branch.Sums[1] - left[1] < rules.MinimumRows || !(left[0] > 0 && branch.Sums[0] - left[0] > 0)) continue;
            double score = Score(left, branch.Sums, 1) + Score(left, branch.Sums, -1);
            if (!(score > gain) || (direction != 0 && Against(left, branch, direction))) continue;
            (gain, cut, missingWasLeft) = (score, place, missingLeft);
            left.CopyTo(_best);
        }
    }

    // The sum over channels of squared sums over the weight: of the part (side 1), of the whole without it (-1), of the whole (0).
    private static double Score(ReadOnlySpan<double> part, ReadOnlySpan<double> whole, int side)
    {
        double sum = 0, weight = side < 0 ? whole[0] - part[0] : part[0];
        for (int i = 2; i < part.Length; i++)
        {
            double value = side < 0 ? whole[i] - part[i] : part[i];
            sum += value * value;
        }

        return sum / weight;
    }

    private static bool Against(ReadOnlySpan<double> left, Branch branch, int direction)
    {
        double low = Math.Clamp(left[2] / left[0], branch.Low, branch.High);
        double high = Math.Clamp((branch.Sums[2] - left[2]) / (branch.Sums[0] - left[0]), branch.Low, branch.High);
        return direction * (high - low) < 0;
    }

    private void Order(BinnedFeature binned, double[] sums, RandomStream random)
    {
        for (int place = 0; place < _bins.Count; place++) _order[place] = place;
        if (binned.Levels is null) return;
        int channel = 0;
        for (int i = 1; i < data.Channels; i++)
            if (sums[2 + i] * (sums[0] - sums[2 + i]) > sums[2 + channel] * (sums[0] - sums[2 + channel])) channel = i;
        for (int place = 0; place < _bins.Count; place++)
        {
            ReadOnlySpan<double> bin = _bins.At(place);
            _keys[place] = rules.RandomCuts ? random.NextDouble() : bin[2 + channel] / bin[0];
        }

        _keys.AsSpan(0, _bins.Count).Sort(_order.AsSpan(0, _bins.Count));
    }

    // Numbers are cut at random between the least and the greatest bin, categories anywhere in their random order.
    private int RandomPlace(BinnedFeature binned, int places, RandomStream random)
    {
        if (binned.Levels is not null || _bins.Count < 2) return random.NextInt32(places);
        int bin = _bins.Bins[0] + random.NextInt32(_bins.Bins[^1] - _bins.Bins[0]), place = 0;
        while (place + 1 < _bins.Count - 1 && _bins.Bins[place + 1] <= bin) place++;
        return place;
    }

    private ForestNode NodeOf(int feature, BinnedFeature binned, int cut, bool missingLeft)
    {
        if (binned.Levels is null) return new ForestNode { Feature = feature, Bin = _bins.Bins[_order[cut]], MissingGoesLeft = missingLeft };
        var bits = new ulong[4];
        for (int place = 0; place <= cut; place++)
        {
            int bin = _bins.Bins[_order[place]];
            bits[bin >> 6] |= 1UL << (bin & 63);
        }

        return new ForestNode { Feature = feature, LeftBins = bits };
    }
}
