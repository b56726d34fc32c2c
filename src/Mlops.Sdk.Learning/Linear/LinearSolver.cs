using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Minimises the loss of a linear model and its penalties: Newton steps while the matrix of second derivatives is small enough, limited memory beyond.</summary>
internal sealed class LinearSolver(LinearProblem problem, LinearColumn[] columns, LinearModelOptions options, CancellationToken cancellationToken)
{
    private const int MostNewtonWeights = 1500;
    private const int MostHalvings = 30;

    private readonly double[] _l1 = new double[problem.Size];
    private readonly double[] _l2 = new double[problem.Size];
    private readonly double[] _low = new double[problem.Size];
    private readonly double[] _high = new double[problem.Size];

    /// <summary>The weights of the standardised columns, output after output, each with its intercept first.</summary>
    public double[] Point { get; } = new double[problem.Size];

    /// <summary>Whether the last step was small enough.</summary>
    public bool IsConverged { get; private set; }

    /// <summary>The factor of the second derivatives at the end; null when they were not needed.</summary>
    public SymmetricFactor? Factor { get; private set; }

    private bool HasLimits => columns.Any(column => column.Low > double.NegativeInfinity || column.High < double.PositiveInfinity);

    public void Solve()
    {
        for (int i = 0; i < Point.Length; i++)
        {
            int column = (i % problem.Width) - 1;
            bool intercept = column < 0;
            (_l1[i], _l2[i]) = intercept ? (0, 0) : (options.L1Regularization, options.L2Regularization);
            (_low[i], _high[i]) = intercept ? (double.NegativeInfinity, double.PositiveInfinity) : (columns[column].Low, columns[column].High);
        }

        if (problem.Size <= MostNewtonWeights || HasLimits) Newton();
        else QuasiNewtonSteps();
    }

    private void Newton()
    {
        double[] gradient = new double[Point.Length], next = new double[Point.Length], nextGradient = new double[Point.Length];
        double value = Evaluate(Point, gradient);
        for (int step = 0; step < options.MaximumIterations; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] matrix = problem.Curvature();
            for (int i = 0; i < Point.Length; i++) matrix[(i * Point.Length) + i] += _l2[i];
            double[] target = Target(matrix, gradient);
            double decrease = 0, largest = 0;
            for (int i = 0; i < Point.Length; i++)
            {
                double move = target[i] - Point[i];
                decrease += (gradient[i] * move) + (_l1[i] * (Math.Abs(target[i]) - Math.Abs(Point[i])));
                largest = Math.Max(largest, Math.Abs(move));
            }

            IsConverged = largest <= options.Tolerance;
            double length = 1, nextValue = double.NaN;
            int halvings = 0;
            for (; halvings < MostHalvings; halvings++, length /= 2)
            {
                for (int i = 0; i < Point.Length; i++) next[i] = Point[i] + (length * (target[i] - Point[i]));
                nextValue = Evaluate(next, nextGradient);
                if (nextValue <= value + (1e-4 * length * decrease)) break;
            }

            if (halvings == MostHalvings)
            {
                // No step lowers the loss any more: this is as near as numbers get.
                IsConverged |= largest <= 1e-4;
                Evaluate(Point, gradient);
                return;
            }

            next.CopyTo(Point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = nextValue;
            if (IsConverged) return;
        }
    }

    private double[] Target(double[] matrix, double[] gradient)
    {
        double[] target = [.. Point];
        if (options.L1Regularization == 0 && !HasLimits)
        {
            Factor = SymmetricFactor.Of(matrix, Point.Length);
            double[] step = [.. gradient];
            Factor.Solve(step);
            TensorPrimitives.Subtract<double>(Point, step, target);
            return target;
        }

        // The model of second order around the point, with the penalties as they are.
        var side = new double[Point.Length];
        for (int i = 0; i < Point.Length; i++) side[i] = OrderedSums.Dot(matrix.AsSpan(i * Point.Length, Point.Length), Point) - gradient[i];
        PenalizedQuadratic.Minimize(matrix, side, _l1, _low, _high, target, options.Tolerance / 10);
        return target;
    }

    private void QuasiNewtonSteps()
    {
        int steps = QuasiNewton.Minimize(Point, _l1, (point, gradient) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Smooth(point, gradient);
        }, options.Tolerance, 10 * options.MaximumIterations);
        IsConverged = steps < 10 * options.MaximumIterations;
    }

    private double Evaluate(double[] point, double[] gradient)
    {
        double value = Smooth(point, gradient);
        for (int i = 0; i < point.Length; i++) value += _l1[i] * Math.Abs(point[i]);
        return value;
    }

    private double Smooth(double[] point, double[] gradient)
    {
        double value = problem.Evaluate(point, gradient);
        for (int i = 0; i < point.Length; i++)
        {
            value += _l2[i] * point[i] * point[i] / 2;
            gradient[i] += _l2[i] * point[i];
        }

        return value;
    }
}
