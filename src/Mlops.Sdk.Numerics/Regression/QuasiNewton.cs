using System.Numerics.Tensors;

namespace Mlops.Sdk.Numerics;

/// <summary>Minimises a smooth convex function plus a penalty on absolute values without its second derivatives: limited-memory BFGS (Nocedal 1980), orthant-wise with the penalty (Andrew and Gao 2007).</summary>
public static class QuasiNewton
{
    private const int History = 12;
    private const int MostHalvings = 40;

    /// <summary>Minimises from a starting point. Each step costs one or a few evaluations.</summary>
    /// <param name="point">Where to start; receives the solution.</param>
    /// <param name="l1">The penalty on the absolute value of each coordinate.</param>
    /// <param name="evaluate">Gives the value of the smooth part at a point and writes its gradient.</param>
    /// <param name="tolerance">Ends when the largest entry of the gradient of the whole is at most this, relative to that at the start or to 1 if that is smaller.</param>
    /// <param name="mostSteps">Ends after so many steps in any case.</param>
    /// <returns>The number of steps.</returns>
    public static int Minimize(double[] point, double[] l1, Func<double[], double[], double> evaluate, double tolerance = 1e-8, int mostSteps = 1000)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(l1);
        ArgumentNullException.ThrowIfNull(evaluate);
        ArgumentOutOfRangeException.ThrowIfNotEqual(l1.Length, point.Length);
        int size = point.Length;
        double[] gradient = new double[size], slope = new double[size], direction = new double[size], next = new double[size], nextGradient = new double[size];
        var steps = new List<(double[] Move, double[] Change, double Inverse)>();
        double value = evaluate(point, gradient) + Penalty(point, l1);
        double first = 1;
        for (int step = 0; step < mostSteps; step++)
        {
            Slope(point, gradient, l1, slope);
            double steepest = MaxAbs(slope);
            if (step == 0) first = Math.Max(1, steepest);
            if (!(steepest > tolerance * first)) return step;
            Direct(slope, steps, direction);
            double descent = 0;
            for (int i = 0; i < size; i++)
            {
                if (direction[i] * slope[i] >= 0) direction[i] = 0;
                descent += direction[i] * slope[i];
            }

            if (!(descent < 0)) return step;
            double length = steps.Count == 0 ? Math.Min(1, 1 / OrderedSums.Norm(slope)) : 1, nextValue = double.NaN;
            int halvings = 0;
            for (; halvings < MostHalvings; halvings++, length /= 2)
            {
                for (int i = 0; i < size; i++)
                {
                    next[i] = point[i] + (length * direction[i]);
                    double orthant = point[i] != 0 ? Math.Sign(point[i]) : -Math.Sign(slope[i]);
                    if (l1[i] > 0 && next[i] * orthant < 0) next[i] = 0;
                }

                nextValue = evaluate(next, nextGradient) + Penalty(next, l1);
                if (nextValue <= value + (1e-4 * length * descent)) break;
            }

            if (halvings == MostHalvings) return step;
            Remember(steps, point, next, gradient, nextGradient);
            next.CopyTo(point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = nextValue;
        }

        return mostSteps;
    }

    private static double Penalty(double[] point, double[] l1)
    {
        double sum = 0;
        for (int i = 0; i < point.Length; i++) sum += l1[i] * Math.Abs(point[i]);
        return sum;
    }

    // The slope of the whole: at 0 the one-sided slope that leads down, or none.
    private static void Slope(double[] point, double[] gradient, double[] l1, double[] slope)
    {
        for (int i = 0; i < point.Length; i++)
        {
            slope[i] = point[i] > 0 ? gradient[i] + l1[i] : point[i] < 0 ? gradient[i] - l1[i]
                : gradient[i] + l1[i] < 0 ? gradient[i] + l1[i] : gradient[i] - l1[i] > 0 ? gradient[i] - l1[i] : 0;
        }
    }

    private static void Direct(double[] slope, List<(double[] Move, double[] Change, double Inverse)> steps, double[] direction)
    {
        TensorPrimitives.Negate<double>(slope, direction);
        var shares = new double[steps.Count];
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            shares[i] = steps[i].Inverse * OrderedSums.Dot(steps[i].Move, direction);
            TensorPrimitives.MultiplyAdd<double>(steps[i].Change, -shares[i], direction, direction);
        }

        if (steps.Count > 0)
        {
            (double[] _, double[] change, double inverse) = steps[^1];
            TensorPrimitives.Multiply<double>(direction, 1 / (inverse * OrderedSums.SumOfSquares(change)), direction);
        }

        for (int i = 0; i < steps.Count; i++)
        {
            double back = steps[i].Inverse * OrderedSums.Dot(steps[i].Change, direction);
            TensorPrimitives.MultiplyAdd<double>(steps[i].Move, shares[i] - back, direction, direction);
        }
    }

    private static void Remember(List<(double[] Move, double[] Change, double Inverse)> steps, double[] point, double[] next, double[] gradient, double[] nextGradient)
    {
        double[] move = new double[point.Length], change = new double[point.Length];
        TensorPrimitives.Subtract<double>(next, point, move);
        TensorPrimitives.Subtract<double>(nextGradient, gradient, change);
        double product = OrderedSums.Dot(move, change);
        if (!(product > 1e-12 * OrderedSums.SumOfSquares(move))) return;
        if (steps.Count == History) steps.RemoveAt(0);
        steps.Add((move, change, 1 / product));
    }

    private static double MaxAbs(double[] values) => values.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(values));
}
