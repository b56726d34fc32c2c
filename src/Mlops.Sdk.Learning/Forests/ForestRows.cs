using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The rows of the table that a tree sees, with weight and target side by side, in the order of its nodes.</summary>
/// <remarks>A row that was drawn twice stands once with twice the weight. The second number is the weighted target with one channel, and the class with several.</remarks>
internal sealed class ForestRows(ForestData data, ForestRules rules)
{
    private readonly double[] _bag = new double[data.Rows];
    private readonly int[] _rows = new int[data.Rows], _rightRows = new int[data.Rows];
    private readonly double[] _targets = new double[2 * data.Rows], _rightTargets = new double[2 * data.Rows];
    private readonly byte[] _steps = new byte[data.Rows], _leftBins = new byte[256];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Rows(int start, int count) => _rows.AsSpan(start, count);

    public ReadOnlySpan<double> Targets(int start, int count) => _targets.AsSpan(2 * start, 2 * count);

    /// <summary>Draws rows for a tree; gives those left out, ascending.</summary>
    public int[] Draw(RandomStream random)
    {
        int count = Math.Max(1, (int)Math.Round(rules.RowFraction * data.Rows));
        if (!rules.Bootstrap && count == data.Rows) Array.Fill(_bag, 1);
        else
        {
            Array.Clear(_bag);
            if (rules.Bootstrap) for (int i = 0; i < count; i++) _bag[random.NextInt32(data.Rows)]++;
            else foreach (int row in random.SampleWithoutReplacement(data.Rows, count)) _bag[row] = 1;
        }

        int[] outside = Fill();
        if (Count > 0) return outside;
        Array.Fill(_bag, 1);
        return Fill();
    }

    /// <summary>What all rows add up to.</summary>
    public void Sum(Span<double> sums)
    {
        sums.Clear();
        for (int i = 0; i < Count; i++)
        {
            double weight = _targets[2 * i];
            sums[0] += weight;
            if (data.Channels == 1) sums[1] += _targets[(2 * i) + 1];
            else sums[1 + (int)_targets[(2 * i) + 1]] += weight;
            sums[data.Channels + 1]++;
        }
    }

    /// <summary>Whether some rows of a node differ in their target.</summary>
    public bool Differ(int start, int count)
    {
        for (int i = start + 1; i < start + count; i++)
            if (data.Channels == 1 ? data.Values[_rows[i]] != data.Values[_rows[start]] : _targets[(2 * i) + 1] != _targets[(2 * start) + 1]) return true;
        return false;
    }

    /// <summary>Puts the rows that go left before the others, each side in its order; gives how many go left.</summary>
    public int Part(int start, int count, in ForestNode node)
    {
        Span<int> rows = _rows.AsSpan(start, count), rightRows = _rightRows.AsSpan(0, count);
        Span<double> targets = _targets.AsSpan(2 * start, 2 * count), rightTargets = _rightTargets.AsSpan(0, 2 * count);
        FindSides(rows, in node);
        int left = 0, right = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            // Written to both sides, where one of them is written over later: sides cannot be guessed.
            int row = rows[i], step = _steps[i];
            (double weight, double target) = (targets[2 * i], targets[(2 * i) + 1]);
            rows[left] = rightRows[right] = row;
            targets[2 * left] = rightTargets[2 * right] = weight;
            targets[(2 * left) + 1] = rightTargets[(2 * right) + 1] = target;
            left += step;
            right += 1 - step;
        }

        rightRows[..right].CopyTo(rows[left..]);
        rightTargets[..(2 * right)].CopyTo(targets[(2 * left)..]);
        return left;
    }

    private void FindSides(ReadOnlySpan<int> rows, in ForestNode node)
    {
        Span<byte> steps = _steps.AsSpan(0, rows.Length);
        if (node.ByKey)
        {
            int[] keys = data.Keys[node.Feature];
            int last = node.Key;
            bool missingLeft = node.MissingGoesLeft;
            for (int i = 0; i < rows.Length; i++)
            {
                int key = keys[rows[i]];
                steps[i] = (byte)(key <= last && (missingLeft || key != SortableKeys.Missing) ? 1 : 0);
            }

            return;
        }

        BinnedFeature feature = data.Features[node.Feature];
        for (int bin = 0; bin < feature.BinCount; bin++) _leftBins[bin] = (byte)(node.GoesLeft(bin, feature.MissingBin) ? 1 : 0);
        byte[] bins = feature.Bins;
        for (int i = 0; i < rows.Length; i++) steps[i] = _leftBins[bins[rows[i]]];
    }

    private int[] Fill()
    {
        Count = 0;
        int left = 0;
        int[] outside = _rightRows;
        for (int row = 0; row < _bag.Length; row++)
        {
            double weight = _bag[row] * data.Weights[row];
            if (weight > 0)
            {
                _rows[Count] = row;
                _targets[2 * Count] = weight;
                _targets[(2 * Count) + 1] = data.Channels == 1 ? weight * data.Values[row] : data.Codes[row];
                Count++;
            }
            else if (data.Weights[row] > 0)
            {
                outside[left++] = row;
            }
        }

        return outside[..left];
    }
}
