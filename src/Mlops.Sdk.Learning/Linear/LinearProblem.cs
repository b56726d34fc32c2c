using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The loss of a linear model over the rows, with its derivatives: squared error, logistic or multinomial. A point holds, output after output, the intercept and a weight a column.</summary>
/// <remarks>Rows are worked on in blocks and sums in one order, so that the bits do not depend on the number of threads.</remarks>
internal sealed class LinearProblem
{
    private const int BlockRows = 4096;

    private readonly ReadOnlyMemory<double>[] _columns;
    private readonly double[] _weights;
    private readonly double[] _target;
    private readonly double[][] _scores;
    private readonly double[][] _residuals;
    private readonly double[] _work;
    private readonly int _reference;
    private readonly ParallelOptions _parallel;
    private double[]? _constant;

    /// <param name="columns">The standardised columns.</param>
    /// <param name="weights">One weight a row.</param>
    /// <param name="target">Numbers, or class codes.</param>
    /// <param name="classes">0 for numbers, else the number of classes.</param>
    /// <param name="outputs">1; classes - 1 with the first class as the reference; or as many as classes.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public LinearProblem(LinearColumn[] columns, double[] weights, double[] target, int classes, int outputs, ParallelOptions parallel)
    {
        var ones = new double[weights.Length];
        Array.Fill(ones, 1);
        _columns = [ones, .. columns.Select(column => (ReadOnlyMemory<double>)column.Values)];
        (_weights, _target, Classes, Outputs, _parallel) = (weights, target, classes, outputs, parallel);
        _reference = classes - outputs;
        _scores = [.. Enumerable.Range(0, outputs).Select(_ => new double[weights.Length])];
        _residuals = [.. Enumerable.Range(0, outputs).Select(_ => new double[weights.Length])];
        _work = new double[weights.Length];
    }

    public int Classes { get; }

    public int Outputs { get; }

    /// <summary>The weights of one output, with the intercept.</summary>
    public int Width => _columns.Length;

    public int Size => Outputs * Width;

    /// <summary>The loss at a point; writes its gradient. What <see cref="Curvature"/> gives is for the same point.</summary>
    public double Evaluate(double[] point, double[] gradient)
    {
        int blocks = (_weights.Length + BlockRows - 1) / BlockRows;
        var losses = new double[blocks];
        Parallel.For(0, blocks, _parallel, block => losses[block] = Block(point, block * BlockRows, Math.Min(BlockRows, _weights.Length - (block * BlockRows))));
        Parallel.For(0, Width, _parallel, column =>
        {
            for (int output = 0; output < Outputs; output++)
            {
                double sum = 0;
                for (int start = 0; start < _weights.Length; start += BlockRows)
                {
                    int count = Math.Min(BlockRows, _weights.Length - start);
                    sum += OrderedSums.Dot(_residuals[output].AsSpan(start, count), _columns[column].Span.Slice(start, count));
                }

                gradient[(output * Width) + column] = sum;
            }
        });
        return losses.Sum();
    }

    /// <summary>The second derivatives at the last point evaluated, row after row.</summary>
    public double[] Curvature()
    {
        if (_constant is not null) return [.. _constant];
        var matrix = new double[Size * Size];
        var gram = new double[Width * Width];
        for (int first = 0; first < Outputs; first++)
        {
            for (int second = 0; second <= first; second++)
            {
                for (int row = 0; row < _work.Length; row++) _work[row] = _weights[row] * Weight(row, first, second);
                GramMatrix.Compute(_columns, _work, gram, _parallel);
                for (int i = 0; i < Width; i++)
                {
                    gram.AsSpan(i * Width, Width).CopyTo(matrix.AsSpan((((first * Width) + i) * Size) + (second * Width)));
                    gram.AsSpan(i * Width, Width).CopyTo(matrix.AsSpan((((second * Width) + i) * Size) + (first * Width)));
                }
            }
        }

        if (Classes == 0) _constant = [.. matrix];
        return matrix;
    }

    /// <summary>The largest score of any row at the last point evaluated, without sign.</summary>
    public double LargestScore() => _scores.Max(scores => Math.Abs(TensorPrimitives.MaxMagnitude<double>(scores)));

    // Scores become probabilities in place; numbers keep them.
    private double Block(double[] point, int start, int count)
    {
        for (int output = 0; output < Outputs; output++)
        {
            Span<double> scores = _scores[output].AsSpan(start, count);
            scores.Fill(point[output * Width]);
            for (int column = 1; column < Width; column++)
                if (point[(output * Width) + column] is not 0 and var weight) TensorPrimitives.MultiplyAdd(_columns[column].Span.Slice(start, count), weight, scores, scores);
        }

        double loss = 0;
        for (int row = start; row < start + count; row++)
            loss += _weights[row] * (Classes == 0 ? Squared(row) : Outputs == 1 ? Logistic(row) : Softmax(row));
        return loss;
    }

    private double Squared(int row)
    {
        double error = _scores[0][row] - _target[row];
        _residuals[0][row] = _weights[row] * error;
        return error * error / 2;
    }

    private double Logistic(int row)
    {
        double score = _scores[0][row], small = Math.Exp(-Math.Abs(score));
        double probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
        _residuals[0][row] = _weights[row] * (probability - _target[row]);
        return (score > 0 ? score : 0) - (_target[row] * score) + Math.Log(1 + small);
    }

    private double Softmax(int row)
    {
        double largest = _reference > 0 ? 0 : double.NegativeInfinity;
        foreach (double[] scores in _scores) largest = Math.Max(largest, scores[row]);
        double sum = _reference > 0 ? Math.Exp(-largest) : 0;
        foreach (double[] scores in _scores) sum += Math.Exp(scores[row] - largest);
        double log = largest + Math.Log(sum);
        int actual = (int)_target[row] - _reference;
        for (int output = 0; output < Outputs; output++)
            _residuals[output][row] = _weights[row] * (Math.Exp(_scores[output][row] - log) - (output == actual ? 1 : 0));
        return log - (actual >= 0 ? _scores[actual][row] : 0);
    }

    // From the residual back to the probability: its target is known.
    private double Weight(int row, int first, int second)
    {
        if (Classes == 0) return 1;
        double one = Probability(row, first);
        return first == second ? one * (1 - one) : -one * Probability(row, second);
    }

    private double Probability(int row, int output)
    {
        if (_weights[row] == 0) return 0;
        double hit = Outputs == 1 ? _target[row] : output == (int)_target[row] - _reference ? 1 : 0;
        return (_residuals[output][row] / _weights[row]) + hit;
    }
}
