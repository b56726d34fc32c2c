using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>The one-class support vector machine on given features: the weights whose sum of features has the least square, each from 0 to 1 / (nu n), together 1 (Schoelkopf et al. 2001, eq. 11).</summary>
/// <remarks>
/// Weight is moved between pairs of points, from where the answer is too high to where it is too low, each by the step that is best for the pair; the pairs of a round are the farthest apart first. Ends when no pair is farther apart than a thousandth of the range of the answers, or after 200 rounds.
/// A round takes points times features steps. The order is fixed, so that the number of threads does not matter.
/// </remarks>
internal sealed class OneClassSolver
{
    private const double Tolerance = 1e-3;
    private const int MostRounds = 200;

    private readonly double[] _features;
    private readonly int _width;
    private readonly double[] _shares;
    private readonly double[] _answers;
    private readonly double _most;

    private OneClassSolver(double[] features, int width, double nu)
    {
        (_features, _width) = (features, width);
        int count = features.Length / width;
        (_shares, _answers, _most) = (new double[count], new double[count], 1 / (nu * count));
        _shares.AsSpan().Fill(1.0 / count);
        Sum = new double[width];
        for (int i = 0; i < count; i++) TensorPrimitives.MultiplyAdd(Row(i), _shares[i], Sum, Sum);
    }

    /// <summary>The weighted sum of the features: a point's answer is its product with it.</summary>
    public double[] Sum { get; }

    /// <summary>The answer from which on a point is usual.</summary>
    public double Offset { get; private set; }

    /// <summary>Solves.</summary>
    /// <param name="features">The features of every point, of length 1, point after point.</param>
    /// <param name="width">How many there are of a point.</param>
    /// <param name="nu">The share of points that may lie outside, above 0 and at most 1.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static OneClassSolver Solve(double[] features, int width, double nu, ParallelOptions parallel)
    {
        var solver = new OneClassSolver(features, width, nu);
        int round = 0;
        do solver.Answer(parallel);
        while (round++ < MostRounds && solver.Improve(parallel.CancellationToken));
        solver.Offset = solver.FindOffset();
        return solver;
    }

    private ReadOnlySpan<double> Row(int point) => _features.AsSpan(point * _width, _width);

    private void Answer(ParallelOptions parallel) => Parallel.For(0, _answers.Length, parallel, point => _answers[point] = OrderedSums.Dot(Row(point), Sum));

    // One round; false where no pair is worth moving.
    private bool Improve(CancellationToken cancellationToken)
    {
        int[] givers = [.. Enumerable.Range(0, _shares.Length).Where(point => _shares[point] > 0).OrderByDescending(point => _answers[point])];
        int[] takers = [.. Enumerable.Range(0, _shares.Length).Where(point => _shares[point] < _most).OrderBy(point => _answers[point])];
        if (takers.Length == 0 || !(_answers[givers[0]] - _answers[takers[0]] > Tolerance * (_answers.Max() - _answers.Min()))) return false;
        double[] step = new double[_width];
        for (int i = 0; i < Math.Min(givers.Length, takers.Length); i++)
        {
            if (i % PointColumns.RowsPerCheck == 0) cancellationToken.ThrowIfCancellationRequested();
            int giver = givers[i], taker = takers[i];
            if (_answers[giver] <= _answers[taker]) break;
            TensorPrimitives.Subtract(Row(taker), Row(giver), step);
            double gain = -OrderedSums.Dot(step, Sum), square = OrderedSums.SumOfSquares(step);
            if (!(gain > 0 && square > 0)) continue;
            double moved = Math.Min(gain / square, Math.Min(_shares[giver], _most - _shares[taker]));
            _shares[giver] -= moved;
            _shares[taker] += moved;
            TensorPrimitives.MultiplyAdd(step, moved, Sum, Sum);
        }

        return true;
    }

    // The mean answer of the points whose weight is at neither end; without such the middle between those at the ends.
    private double FindOffset()
    {
        double sum = 0, outside = double.NegativeInfinity, inside = double.PositiveInfinity;
        int free = 0;
        for (int i = 0; i < _shares.Length; i++)
        {
            if (_shares[i] <= 0) inside = Math.Min(inside, _answers[i]);
            else if (_shares[i] >= _most) outside = Math.Max(outside, _answers[i]);
            else (sum, free) = (sum + _answers[i], free + 1);
        }

        if (free > 0) return sum / free;
        return double.IsInfinity(inside) ? outside : double.IsInfinity(outside) ? inside : (inside + outside) / 2;
    }
}
