using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Which points a support vector machine of a class against the rest leans on: those at or within its margin (Cortes and Vapnik 1995).</summary>
/// <remarks>
/// The Gaussian kernel exp(-γ d²), γ as 1 over dimensions times the variance of all coordinates, by sequential minimal optimisation of the pair that violates its conditions most (Platt 1998; Keerthi et al. 2001), as LIBSVM does it. All kernel values are kept: 4 bytes for every pair of points, and
/// points squared times coordinates to make them; then a step costs as much as there are points. Without chance; the same bits on every processor.
/// </remarks>
public sealed class SupportVectors
{
    private const double Tolerance = 1e-3;
    private const int StepsPerPoint = 100;
    private const int StepsPerCheck = 64;

    private readonly double[] _points;
    private readonly double[] _signs;
    private readonly double[] _duals;
    private readonly int _dimensions;
    private readonly double _gamma;
    private readonly double _intercept;

    private SupportVectors(double[] points, int dimensions, double gamma, double[] signs, double[] duals, double intercept) =>
        (_points, _dimensions, _gamma, _signs, _duals, _intercept) = (points, dimensions, gamma, signs, duals, intercept);

    /// <summary>Trains the machine.</summary>
    /// <param name="points">The points, row after row, finite.</param>
    /// <param name="dimensions">The coordinates of a point, at least 1.</param>
    /// <param name="positive">For each point whether it is of the class; of both kinds there is one.</param>
    /// <param name="cost">What a point within the margin costs, above 0.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static SupportVectors Fit(ReadOnlySpan<double> points, int dimensions, ReadOnlySpan<bool> positive, double cost, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (!(cost > 0)) throw new ArgumentOutOfRangeException(nameof(cost), cost, "The cost is above 0.");
        if (points.Length != (long)positive.Length * dimensions) throw new ArgumentException($"{points.Length} numbers are no {positive.Length} points of {dimensions} coordinates.", nameof(points));
        if (!positive.Contains(true) || !positive.Contains(false)) throw new ArgumentException("There are points of one kind only.", nameof(positive));
        double variance = Moments.Of(points).PopulationVariance, gamma = variance > 0 && double.IsFinite(variance) ? 1 / (dimensions * variance) : 1;
        double[] signs = new double[positive.Length], own = points.ToArray();
        for (int i = 0; i < signs.Length; i++) signs[i] = positive[i] ? 1 : -1;
        (double[] duals, double intercept) = Solve(Kernel(own, dimensions, gamma, parallel), signs, cost, parallel.CancellationToken);
        return new SupportVectors(own, dimensions, gamma, signs, duals, intercept);
    }

    /// <summary>Whether one of the points that it was trained on is a support vector.</summary>
    /// <param name="point">The place of the point.</param>
    public bool IsSupport(int point) => _duals[point] > 0;

    /// <summary>What the machine says of a point: above 0 it is rather of the class; from -1 to 1 it lies within the margin. Points it was trained on times coordinates.</summary>
    /// <param name="point">The point.</param>
    public double Value(ReadOnlySpan<double> point)
    {
        double sum = _intercept;
        for (int i = 0; i < _duals.Length; i++)
            if (_duals[i] > 0) sum += _duals[i] * _signs[i] * Math.Exp(-_gamma * KMeans.Nearest(point, _points.AsSpan(i * _dimensions, _dimensions)).Squared);
        return sum;
    }

    private static float[][] Kernel(double[] points, int dimensions, double gamma, ParallelOptions parallel)
    {
        int count = points.Length / dimensions;
        var distances = new PointDistances(points, dimensions, [], 0, penalty: 0);
        var kernel = new float[count][];
        Parallel.For(0, count, parallel, () => new double[count], (i, _, squared) =>
        {
            distances.Squared(points.AsSpan(i * dimensions, dimensions), [], squared);
            TensorPrimitives.Multiply(squared, -gamma, squared);
            ElementMath.Exp(squared, squared);
            TensorPrimitives.ConvertTruncating<double, float>(squared, kernel[i] = new float[count]);
            return squared;
        }, _ => { });
        return kernel;
    }

    // Fast from the first call, which is often the only one: the loops are over before the runtime compiles a busy method again.
    // Slopes are those of the dual function times the signs: the pair to change has the greatest among those that may rise and the least among those that may fall.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double[] Duals, double Intercept) Solve(float[][] kernel, double[] signs, double cost, CancellationToken cancellationToken)
    {
        int count = signs.Length;
        double[] duals = new double[count], slopes = (double[])signs.Clone();
        double high = 0, low = 0;
        for (long step = 0; step < (long)StepsPerPoint * count; step++)
        {
            if (step % StepsPerCheck == 0) cancellationToken.ThrowIfCancellationRequested();
            int up = -1, down = -1;
            for (int i = 0; i < count; i++)
            {
                if ((signs[i] > 0 ? duals[i] < cost : duals[i] > 0) && (up < 0 || slopes[i] > slopes[up])) up = i;
                if ((signs[i] > 0 ? duals[i] > 0 : duals[i] < cost) && (down < 0 || slopes[i] < slopes[down])) down = i;
            }

            (high, low) = (slopes[up], slopes[down]);
            if (high - low < Tolerance) break;
            double bend = Math.Max(2 - (2 * kernel[up][down]), 1e-12), most = Math.Min(signs[up] > 0 ? cost - duals[up] : duals[up], signs[down] > 0 ? duals[down] : cost - duals[down]);
            double change = Math.Min((high - low) / bend, most);
            duals[up] = Math.Clamp(duals[up] + (signs[up] * change), 0, cost);
            duals[down] = Math.Clamp(duals[down] - (signs[down] * change), 0, cost);
            Move(slopes, kernel[up], kernel[down], change);
        }

        return (duals, (high + low) / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(Span<double> slopes, ReadOnlySpan<float> up, ReadOnlySpan<float> down, double change)
    {
        var by = new Vector<double>(change);
        int width = Vector<float>.Count, i = 0;
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(slopes);
        for (; i + width <= slopes.Length; i += width)
        {
            Vector.Widen(new Vector<float>(up[i..]) - new Vector<float>(down[i..]), out Vector<double> first, out Vector<double> second);
            int at = i / Vector<double>.Count;
            targets[at] -= by * first;
            targets[at + 1] -= by * second;
        }

        for (; i < slopes.Length; i++) slopes[i] -= change * (up[i] - down[i]);
    }
}
