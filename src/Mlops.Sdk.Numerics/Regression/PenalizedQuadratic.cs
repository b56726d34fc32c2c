using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Least squares with a penalty on absolute values and with limits, by cyclic coordinate descent on the cross products (Friedman, Hastie and Tibshirani 2010, section 2.2).</summary>
public static class PenalizedQuadratic
{
    /// <summary>Minimises <c>b'Ab/2 - c'b + sum(l1 * |b|)</c> within limits. Each pass costs the square of the number of weights at most.</summary>
    /// <param name="matrix">A, positive semidefinite, row after row, the penalty on squares already on its diagonal.</param>
    /// <param name="side">c.</param>
    /// <param name="l1">The penalty on the absolute value of each weight.</param>
    /// <param name="low">The least value of each weight.</param>
    /// <param name="high">The greatest value of each weight.</param>
    /// <param name="weights">Where to start; receives the solution.</param>
    /// <param name="tolerance">Ends when no weight, times the root of its diagonal, moves by more in a pass.</param>
    /// <param name="mostPasses">Ends after so many passes in any case.</param>
    /// <returns>The number of passes.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static int Minimize(ReadOnlySpan<double> matrix, ReadOnlySpan<double> side, ReadOnlySpan<double> l1, ReadOnlySpan<double> low, ReadOnlySpan<double> high, Span<double> weights, double tolerance = 1e-9, int mostPasses = 10_000)
    {
        int size = weights.Length;
        if (matrix.Length != size * size || side.Length != size || l1.Length != size || low.Length != size || high.Length != size)
            throw new ArgumentException($"{size} weights need a matrix of {size * size} numbers and vectors of {size}.", nameof(matrix));
        var gradient = new double[size];
        for (int i = 0; i < size; i++) gradient[i] = side[i] - OrderedSums.Dot(matrix.Slice(i * size, size), weights);
        bool all = true;
        for (int pass = 1; ; pass++)
        {
            // Full passes, and between them passes over the weights that are not 0.
            double moved = 0;
            for (int i = 0; i < size; i++)
            {
                if (!all && weights[i] == 0) continue;
                double curvature = matrix[(i * size) + i];
                if (!(curvature > 0)) continue;
                double target = gradient[i] + (curvature * weights[i]);
                double next = Math.Clamp(Soften(target, l1[i]) / curvature, low[i], high[i]);
                double step = next - weights[i];
                if (step == 0) continue;
                weights[i] = next;
                TensorPrimitives.MultiplyAdd<double>(matrix.Slice(i * size, size), -step, gradient, gradient);
                moved = Math.Max(moved, Math.Abs(step) * Math.Sqrt(curvature));
            }

            if ((moved <= tolerance && all) || pass >= mostPasses) return pass;
            all = moved <= tolerance;
        }
    }

    private static double Soften(double value, double by) => value > by ? value - by : value < -by ? value + by : 0;
}
