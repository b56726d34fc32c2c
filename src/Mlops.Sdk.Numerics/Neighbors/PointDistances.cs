using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Squared distances of one point to each of many: the squared differences of the numbers, plus a squared penalty for every code that differs.</summary>
/// <remarks>
/// The distance of <see cref="MixedNeighbors"/>. Where a number is missing (NaN), the sum over the coordinates that both points have is multiplied by all coordinates over those, as <see cref="IncompleteNeighbors"/> does it; points without a common coordinate
/// are infinitely far. Immutable and safe for threads. One call costs points times coordinates, vectorised; memory is as much. The same bits on every processor.
/// </remarks>
public sealed class PointDistances
{
    private readonly double[][] _numbers;
    private readonly int[][] _codes;
    private readonly double _penalty;
    private readonly bool _hasMissing;

    /// <summary>Keeps points.</summary>
    /// <param name="numbers">The numbers, row after row; NaN is missing, infinite is not allowed.</param>
    /// <param name="numberCount">How many numbers a point has, 0 or more.</param>
    /// <param name="codes">The codes, row after row.</param>
    /// <param name="codeCount">How many codes a point has, 0 or more.</param>
    /// <param name="penalty">What a code that differs adds, as a distance.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public PointDistances(ReadOnlySpan<double> numbers, int numberCount, ReadOnlySpan<int> codes, int codeCount, double penalty)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numberCount);
        ArgumentOutOfRangeException.ThrowIfNegative(codeCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(numberCount + codeCount, 1, nameof(numberCount));
        Count = numberCount > 0 ? numbers.Length / numberCount : codes.Length / codeCount;
        if (numbers.Length != (long)Count * numberCount || codes.Length != (long)Count * codeCount)
            throw new ArgumentException($"{numbers.Length} numbers and {codes.Length} codes are no points of {numberCount} numbers and {codeCount} codes.", nameof(numbers));
        (_numbers, _codes, _penalty) = (Columns(numbers, numberCount), Columns(codes, codeCount), penalty * penalty);
        foreach (double number in numbers) _hasMissing |= double.IsNaN(number);
    }

    /// <summary>How many points there are.</summary>
    public int Count { get; }

    /// <summary>The squared distance to every point.</summary>
    /// <param name="numbers">The numbers of a point.</param>
    /// <param name="codes">Its codes.</param>
    /// <param name="squared">Receives as many as there are points.</param>
    public void Squared(ReadOnlySpan<double> numbers, ReadOnlySpan<int> codes, Span<double> squared)
    {
        if (squared.Length != Count) throw new ArgumentException($"There are {Count} points and {squared.Length} distances.", nameof(squared));
        squared.Clear();
        bool incomplete = _hasMissing;
        foreach (double number in numbers) incomplete |= double.IsNaN(number);
        if (incomplete)
        {
            SquaredOfCommon(numbers, codes, squared);
            return;
        }

        for (int c = 0; c < _numbers.Length; c++) AddSquares(_numbers[c], numbers[c], squared);
        for (int c = 0; c < _codes.Length; c++) AddPenalties(_codes[c], codes[c], squared);
    }

    /// <summary>The mean distance of every two of the points; infinite where two have no coordinate in common, 0 for fewer than two. Points squared times coordinates.</summary>
    /// <param name="cancellationToken">Looked at for every point.</param>
    public double MeanBetween(CancellationToken cancellationToken = default)
    {
        double[] numbers = new double[_numbers.Length], squared = new double[Count];
        int[] codes = new int[_codes.Length];
        double sum = 0;
        for (int point = 0; point < Count; point++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int c = 0; c < numbers.Length; c++) numbers[c] = _numbers[c][point];
            for (int c = 0; c < codes.Length; c++) codes[c] = _codes[c][point];
            Squared(numbers, codes, squared);
            for (int other = 0; other < point; other++) sum += Math.Sqrt(squared[other]);
        }

        return Count < 2 ? 0 : sum / (Count * (Count - 1.0) / 2);
    }

    // Optimized at once: called often and over soon, it would wait long for its turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSquares(ReadOnlySpan<double> column, double own, Span<double> squared)
    {
        ReadOnlySpan<Vector<double>> values = MemoryMarshal.Cast<double, Vector<double>>(column);
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(squared);
        var center = new Vector<double>(own);
        for (int i = 0; i < values.Length; i++)
        {
            Vector<double> difference = values[i] - center;
            sums[i] += difference * difference;
        }

        for (int i = values.Length * Vector<double>.Count; i < column.Length; i++)
        {
            double difference = column[i] - own;
            squared[i] += difference * difference;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPenalties(ReadOnlySpan<int> column, int own, Span<double> squared)
    {
        for (int i = 0; i < column.Length; i++) squared[i] += column[i] == own ? 0 : _penalty;
    }

    private void SquaredOfCommon(ReadOnlySpan<double> numbers, ReadOnlySpan<int> codes, Span<double> squared)
    {
        var common = new int[Count];
        Array.Fill(common, _codes.Length);
        for (int c = 0; c < _numbers.Length; c++)
        {
            if (double.IsNaN(numbers[c])) continue;
            ReadOnlySpan<double> column = _numbers[c];
            for (int i = 0; i < column.Length; i++)
            {
                if (double.IsNaN(column[i])) continue;
                double difference = column[i] - numbers[c];
                squared[i] += difference * difference;
                common[i]++;
            }
        }

        for (int c = 0; c < _codes.Length; c++) AddPenalties(_codes[c], codes[c], squared);
        double width = _numbers.Length + _codes.Length;
        for (int i = 0; i < squared.Length; i++) squared[i] = common[i] > 0 ? squared[i] * width / common[i] : double.PositiveInfinity;
    }

    private static T[][] Columns<T>(ReadOnlySpan<T> rows, int width)
    {
        var columns = new T[width][];
        for (int c = 0; c < width; c++)
        {
            columns[c] = new T[rows.Length / width];
            for (int i = 0; i < columns[c].Length; i++) columns[c][i] = rows[(i * width) + c];
        }

        return columns;
    }
}
