using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>One boosting step of a term: the cells are parted in at most three runs, or a pair in four quadrants, and each moves by its Newton step. Missing rows are a part of their own.</summary>
internal sealed class EbmStep
{
    private readonly EbmTerm _term;
    private readonly GradientBin[] _cells;
    private readonly QuadrantSplit? _quadrants;
    private readonly int[] _order;
    private readonly double[] _keys;

    public EbmStep(EbmTerm term)
    {
        _term = term;
        _cells = new GradientBin[term.CellCount];
        if (term.Axes.Length == 2) _quadrants = new QuadrantSplit(term.Axes[0].CellCount, term.Axes[1].CellCount);
        _order = new int[term.CellCount];
        _keys = new double[term.CellCount];
        Steps = new double[term.CellCount];
    }

    /// <summary>What was found for each cell.</summary>
    public double[] Steps { get; }

    /// <summary>Finds the step from the derivatives of rows and their cells; gives by how much it would lower the loss.</summary>
    public double Find(ReadOnlySpan<ushort> cells, ReadOnlySpan<float> derivatives, in LeafPenalty penalty)
    {
        Array.Clear(_cells);
        for (int row = 0; row < cells.Length; row++)
        {
            ref GradientBin cell = ref _cells[cells[row]];
            cell.Gradient += derivatives[2 * row];
            cell.Hessian += derivatives[(2 * row) + 1];
            cell.Count++;
        }

        return _quadrants is null ? Runs(in penalty) : _quadrants.Find(_cells, _term.IsCategory[0], _term.IsCategory[1], in penalty, Steps);
    }

    private double Runs(in LeafPenalty penalty)
    {
        const double smoothing = 10;
        int last = _cells.Length - 1, used = 0;
        Array.Clear(Steps);
        for (int cell = 0; cell < last; cell++)
        {
            // A level without rows here learns nothing; an empty cell of numbers goes with its neighbours.
            if (_cells[cell].Count == 0 && _term.IsCategory[0]) continue;
            _keys[used] = _cells[cell].Gradient / (_cells[cell].Hessian + smoothing);
            _order[used++] = cell;
        }

        if (_term.IsCategory[0]) _keys.AsSpan(0, used).Sort(_order.AsSpan(0, used));
        if (_cells[last].Count >= penalty.MinimumRows) Steps[last] = penalty.Value(in _cells[last]);
        GradientBin total = Sum(0, used);
        double gain = 0;
        int first = Cut(0, used, total, in penalty, out double won);
        if (first == 0) return gain;
        gain += won;
        int left = Cut(0, first, Sum(0, first), in penalty, out double leftWon), right = Cut(first, used, Sum(first, used), in penalty, out double rightWon);
        Span<int> ends = left > 0 && leftWon >= rightWon ? [left, first, used] : right > 0 ? [first, right, used] : [first, used];
        int start = 0;
        foreach (int end in ends)
        {
            GradientBin run = Sum(start, end);
            double step = penalty.Value(in run);
            for (int i = start; i < end; i++) Steps[_order[i]] = step;
            start = end;
        }

        return gain + Math.Max(leftWon, rightWon);
    }

    // The end of the first of two runs; 0 when no cut helps.
    private int Cut(int start, int end, GradientBin total, in LeafPenalty penalty, out double gain)
    {
        double parent = penalty.Gain(in total, penalty.Value(in total));
        (gain, int cut) = (0, 0);
        GradientBin left = default;
        for (int i = start; i < end - 1; i++)
        {
            left.Add(in _cells[_order[i]]);
            GradientBin right = total.Less(in left);
            if (!penalty.Allows(in left) || !penalty.Allows(in right)) continue;
            double won = penalty.Gain(in left, penalty.Value(in left)) + penalty.Gain(in right, penalty.Value(in right)) - parent;
            if (won > gain) (gain, cut) = (won, i + 1);
        }

        return cut;
    }

    private GradientBin Sum(int start, int end)
    {
        GradientBin sum = default;
        for (int i = start; i < end; i++) sum.Add(in _cells[_order[i]]);
        return sum;
    }
}
