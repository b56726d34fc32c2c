namespace Mlops.Sdk.Numerics;

/// <summary>Grows the trees of an isolation forest, one after another, on one thread.</summary>
internal sealed class IsolationTreeGrower(ReadOnlyMemory<double>[] columns, IsolationTrees trees)
{
    private readonly double[] _points = new double[trees.Sample * columns.Length];
    private readonly int[] _order = new int[trees.Sample];
    private readonly int[] _candidates = new int[columns.Length];
    private RandomStream _random = null!;
    private double _firstPlace;

    /// <summary>Grows a tree. The first cuts of a forest take the columns in turn and their places from even parts of the range, so that forests of one data differ less; each is as random as any other.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="firstFeature">The column of the first cut, if it varies.</param>
    /// <param name="firstPlace">Where within the range it cuts, 0 to 1.</param>
    /// <param name="features">Receives the column of each cut, plus the number of columns where missing values go right.</param>
    /// <param name="thresholds">Receives the place of each cut.</param>
    /// <param name="lengths">Receives the length of the way through each node.</param>
    public void Grow(RandomStream random, int firstFeature, double firstPlace, Span<int> features, Span<double> thresholds, Span<double> lengths)
    {
        _random = random;
        int[] rows = random.SampleWithoutReplacement(columns[0].Length, trees.Sample);
        for (int c = 0; c < columns.Length; c++)
        {
            ReadOnlySpan<double> column = columns[c].Span;
            for (int i = 0; i < rows.Length; i++) _points[(i * columns.Length) + c] = column[rows[i]];
            _candidates[c] = c;
        }

        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        (_candidates[firstFeature], _candidates[^1]) = (_candidates[^1], _candidates[firstFeature]);
        _firstPlace = firstPlace;
        thresholds.Fill(double.PositiveInfinity);
        Cut(0, 0, 0, _order.Length, features, thresholds, lengths);
    }

    private void Cut(int node, int depth, int start, int end, Span<int> features, Span<double> thresholds, Span<double> lengths)
    {
        double length = depth + PathLength.Of(end - start);
        if (depth == trees.Depth || end - start < 2 || !Choose(start, end, out int feature, out double threshold))
        {
            IsolationTrees.SetLeaf(lengths, node, length);
            return;
        }

        lengths[node] = length;
        thresholds[node] = threshold;
        int middle = Divide(start, end, feature, threshold, out bool missingRight);
        features[node] = missingRight ? feature + columns.Length : feature;
        Cut((2 * node) + 1, depth + 1, start, middle, features, thresholds, lengths);
        Cut((2 * node) + 2, depth + 1, middle, end, features, thresholds, lengths);
    }

    // A random column of those that differ here, and a random value between its extremes.
    private bool Choose(int start, int end, out int feature, out double threshold)
    {
        for (int left = _candidates.Length; left > 0; left--)
        {
            bool first = _firstPlace >= 0 && left == _candidates.Length;
            int pick = first ? left - 1 : _random.NextInt32(left);
            (_candidates[pick], _candidates[left - 1]) = (_candidates[left - 1], _candidates[pick]);
            feature = _candidates[left - 1];
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int i = start; i < end; i++)
            {
                double value = _points[(_order[i] * columns.Length) + feature];
                if (value < low) low = value;
                if (value > high) high = value;
            }

            if (!(low < high)) continue;
            threshold = low + ((first ? _firstPlace : _random.NextDouble()) * (high - low));
            _firstPlace = -1;
            if (!(threshold < high)) threshold = low;
            return true;
        }

        (feature, threshold) = (0, 0);
        return false;
    }

    private int Divide(int start, int end, int feature, double threshold, out bool missingRight)
    {
        int below = 0, above = 0;
        for (int i = start; i < end; i++)
        {
            double value = _points[(_order[i] * columns.Length) + feature];
            if (value <= threshold) below++;
            else if (value > threshold) above++;
        }

        missingRight = above > below;
        int left = start, right = end;
        while (left < right)
        {
            double value = _points[(_order[left] * columns.Length) + feature];
            if (double.IsNaN(value) ? missingRight : value > threshold) (_order[left], _order[right - 1]) = (_order[--right], _order[left]);
            else left++;
        }

        return left;
    }
}
