namespace Mlops.Sdk.Numerics;

/// <summary>Parts the cells of a table over two features by one cut on each, so that the four quadrants lower the loss most: the step of interactions in additive boosting, and what ranks them (Lou et al. 2013, "FAST").</summary>
public sealed class QuadrantSplit
{
    private readonly int _rows, _columns;
    private readonly int[] _rowOrder, _columnOrder;
    private readonly double[] _keys;
    private readonly GradientBin[] _sums;

    /// <summary>Scratch for tables of one shape.</summary>
    /// <param name="rows">Cells of the first feature.</param>
    /// <param name="columns">Cells of the second feature.</param>
    public QuadrantSplit(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (_rows, _columns) = (rows, columns);
        (_rowOrder, _columnOrder) = (new int[rows], new int[columns]);
        _keys = new double[Math.Max(rows, columns)];
        _sums = new GradientBin[(rows + 1) * (columns + 1)];
    }

    /// <summary>Finds the cuts. Linear in cells.</summary>
    /// <param name="cells">What the rows of each cell add up to, row after row.</param>
    /// <param name="orderRows">Whether the first feature has no order of its own, so that its cells are put into that of gradient over curvature.</param>
    /// <param name="orderColumns">Likewise for the second feature.</param>
    /// <param name="penalty">What is asked of a quadrant; one with fewer rows rules the cuts out.</param>
    /// <param name="steps">Receives the Newton step of the quadrant of each cell; all 0 when nothing was found.</param>
    /// <returns>By how much the steps lower the loss, times two, beyond one step for all; 0 when no cut is allowed.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit the shape.</exception>
    public double Find(ReadOnlySpan<GradientBin> cells, bool orderRows, bool orderColumns, in LeafPenalty penalty, Span<double> steps)
    {
        if (cells.Length != _rows * _columns || steps.Length != cells.Length) throw new ArgumentException($"A table of {_rows} x {_columns} has {_rows * _columns} cells, got {cells.Length} and {steps.Length} steps.", nameof(cells));
        Order(cells, _rowOrder, _rows, _columns, 1, orderRows);
        Order(cells, _columnOrder, _columns, 1, _columns, orderColumns);
        AddUp(cells);
        steps.Clear();
        GradientBin total = At(_rows, _columns);
        double whole = penalty.Gain(in total, penalty.Value(in total)), best = 0;
        (int cutRow, int cutColumn) = (0, 0);
        for (int row = 1; row < _rows; row++)
        {
            for (int column = 1; column < _columns; column++)
            {
                Quadrants(row, column, out GradientBin a, out GradientBin b, out GradientBin c, out GradientBin d);
                if (!penalty.Allows(in a) || !penalty.Allows(in b) || !penalty.Allows(in c) || !penalty.Allows(in d)) continue;
                double gain = penalty.Gain(in a, penalty.Value(in a)) + penalty.Gain(in b, penalty.Value(in b)) + penalty.Gain(in c, penalty.Value(in c)) + penalty.Gain(in d, penalty.Value(in d)) - whole;
                if (gain > best) (best, cutRow, cutColumn) = (gain, row, column);
            }
        }

        if (cutRow == 0) return 0;
        Quadrants(cutRow, cutColumn, out GradientBin first, out GradientBin second, out GradientBin third, out GradientBin fourth);
        ReadOnlySpan<double> values = [penalty.Value(in first), penalty.Value(in second), penalty.Value(in third), penalty.Value(in fourth)];
        for (int row = 0; row < _rows; row++)
            for (int column = 0; column < _columns; column++)
                steps[(_rowOrder[row] * _columns) + _columnOrder[column]] = values[(row < cutRow ? 0 : 2) + (column < cutColumn ? 0 : 1)];
        return best;
    }

    private void Order(ReadOnlySpan<GradientBin> cells, int[] order, int count, int stride, int other, bool sort)
    {
        const double smoothing = 10;
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
            if (!sort) continue;
            GradientBin sum = default;
            for (int j = 0; j < cells.Length / count; j++) sum.Add(in cells[(i * stride) + (j * other)]);
            _keys[i] = sum.Gradient / (sum.Hessian + smoothing);
        }

        if (sort) _keys.AsSpan(0, count).Sort(order.AsSpan(0, count));
    }

    // Sums of all cells above and to the left.
    private void AddUp(ReadOnlySpan<GradientBin> cells)
    {
        for (int row = 0; row < _rows; row++)
        {
            GradientBin along = default;
            for (int column = 0; column < _columns; column++)
            {
                along.Add(in cells[(_rowOrder[row] * _columns) + _columnOrder[column]]);
                GradientBin sum = At(row, column + 1);
                sum.Add(in along);
                _sums[((row + 1) * (_columns + 1)) + column + 1] = sum;
            }
        }
    }

    private GradientBin At(int row, int column) => _sums[(row * (_columns + 1)) + column];

    private void Quadrants(int row, int column, out GradientBin first, out GradientBin second, out GradientBin third, out GradientBin fourth)
    {
        first = At(row, column);
        second = At(row, _columns).Less(in first);
        third = At(_rows, column).Less(in first);
        fourth = At(_rows, _columns).Less(At(row, _columns)).Less(in third);
    }
}
