using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

/// <summary>A column less the mean of each of its blocks, zero where a value is not finite, with the sums that every pair needs.</summary>
internal sealed class CentredColumn : IDisposable
{
    // A pivot far from the rows that both columns have leaves fewer digits than this of their spread.
    private const double LeastLeft = 1e-6;

    private readonly ReadOnlyMemory<double> _column;
    private readonly int _rows;
    private readonly int _blockRows;
    private readonly double[] _values;
    private readonly double[] _pivots;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly bool[] _complete;

    // Made when a value is not finite: most columns do without.
    private double[]? _present;

    public CentredColumn(ReadOnlyMemory<double> column, int blockRows)
    {
        _column = column;
        _rows = column.Length;
        _blockRows = blockRows;
        Blocks = (column.Length + blockRows - 1) / blockRows;
        _values = ArrayPool<double>.Shared.Rent(column.Length);
        _pivots = new double[Blocks];
        _sums = new double[Blocks];
        _squares = new double[Blocks];
        _complete = new bool[Blocks];
        for (int block = 0; block < Blocks; block++) Centre(column.Span, block);
    }

    /// <summary>Gives the memory back; the column is not used afterwards.</summary>
    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_values);
        if (_present is not null) ArrayPool<double>.Shared.Return(_present);
    }

    public int Blocks { get; }

    public static PairMoments Pair(CentredColumn x, CentredColumn y, int block)
    {
        ReadOnlySpan<double> valuesX = x.Block(x._values, block), valuesY = y.Block(y._values, block);
        double n = valuesX.Length, sumX = x._sums[block], sumY = y._sums[block], squareX = x._squares[block], squareY = y._squares[block], cross;
        if (x._complete[block] && y._complete[block])
        {
            cross = OrderedSums.Dot(valuesX, valuesY);
        }
        else
        {
            ReadOnlySpan<double> presentX = x.Block(x.Present, block), presentY = y.Block(y.Present, block);
            n = OrderedSums.Dot(presentX, presentY);
            if (n == 0) return default;
            (sumX, squareX) = Where(valuesX, presentY);
            (sumY, squareY) = Where(valuesY, presentX);
            cross = OrderedSums.Dot(valuesX, valuesY);
            if (IsLost(sumX, squareX, n) || IsLost(sumY, squareY, n)) return TwoPasses(x.Column(block), y.Column(block));
        }

        return new PairMoments
        {
            Count = n,
            MeanX = x._pivots[block] + (sumX / n),
            MeanY = y._pivots[block] + (sumY / n),
            SquareX = Math.Max(0, squareX - (sumX * (sumX / n))),
            SquareY = Math.Max(0, squareY - (sumY * (sumY / n))),
            Cross = cross - (sumX * (sumY / n)),
        };
    }

    private static bool IsLost(double sum, double square, double n) => square != 0 && !(square - (sum * (sum / n)) > LeastLeft * square);

    // From the numbers themselves: as exact whatever lies in the rows that one of the columns lacks.
    private static PairMoments TwoPasses(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PairMoments pair = default;
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) continue;
            pair.Count++;
            pair.MeanX += (x[i] - pair.MeanX) / pair.Count;
            pair.MeanY += (y[i] - pair.MeanY) / pair.Count;
        }

        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) continue;
            double offX = x[i] - pair.MeanX, offY = y[i] - pair.MeanY;
            pair.SquareX += offX * offX;
            pair.SquareY += offY * offY;
            pair.Cross += offX * offY;
        }

        return pair;
    }

    private ReadOnlySpan<double> Column(int block) => _column.Span.Slice(block * _blockRows, Math.Min(_blockRows, _rows - (block * _blockRows)));

    private double[] Present
    {
        get
        {
            // Several threads may ask; all would write the same.
            if (_present is { } known) return known;
            double[] present = ArrayPool<double>.Shared.Rent(_rows);
            present.AsSpan(0, _rows).Fill(1);
            if (Interlocked.CompareExchange(ref _present, present, null) is not { } other) return present;
            ArrayPool<double>.Shared.Return(present);
            return other;
        }
    }

    private Span<double> Block(double[] values, int block) =>
        values.AsSpan(block * _blockRows, Math.Min(_blockRows, _rows - (block * _blockRows)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Centre(ReadOnlySpan<double> column, int block)
    {
        Span<double> values = Block(_values, block);
        ReadOnlySpan<double> from = column.Slice(block * _blockRows, values.Length);
        double sum = OrderedSums.Sum(from);
        if (!double.IsFinite(sum))
        {
            CentrePresent(from, values, block);
            return;
        }

        // A constant block has to have exactly no variance: its rounded mean may be off by one bit.
        double pivot = _pivots[block] = from.ContainsAnyExcept(from[0]) ? sum / from.Length : from[0];
        _complete[block] = true;
        Subtract(from, pivot, values);
        (_sums[block], _squares[block]) = (OrderedSums.Sum(values), OrderedSums.SumOfSquares(values));
    }

    // Some are not finite, or their sum is too large.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CentrePresent(ReadOnlySpan<double> from, Span<double> values, int block)
    {
        Span<double> present = Block(Present, block);
        double count = 0, mean = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            present[i] = double.IsFinite(from[i]) ? 1 : 0;
            if (present[i] == 0) continue;
            count++;
            mean += (from[i] - mean) / count;
            least = Math.Min(least, from[i]);
            greatest = Math.Max(greatest, from[i]);
        }

        double pivot = _pivots[block] = least == greatest ? least : mean;
        _complete[block] = count == values.Length;
        for (int i = 0; i < values.Length; i++) values[i] = present[i] != 0 ? from[i] - pivot : 0;
        (_sums[block], _squares[block]) = Where(values, present);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ReadOnlySpan<double> from, double pivot, Span<double> values)
    {
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(from);
        Span<Vector512<double>> to = MemoryMarshal.Cast<double, Vector512<double>>(values);
        for (int i = 0; i < lanes.Length; i++) to[i] = lanes[i] - Vector512.Create(pivot);
        for (int i = lanes.Length * Vector512<double>.Count; i < from.Length; i++) values[i] = from[i] - pivot;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Sum, double Squares) Where(ReadOnlySpan<double> values, ReadOnlySpan<double> present)
    {
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(values), marks = MemoryMarshal.Cast<double, Vector512<double>>(present);
        Vector512<double> sums = default, squares = default;
        for (int i = 0; i < lanes.Length; i++)
        {
            Vector512<double> kept = lanes[i] * marks[i];
            sums += kept;
            squares += kept * lanes[i];
        }

        double sum = Vector512.Sum(sums), square = Vector512.Sum(squares);
        for (int i = lanes.Length * Vector512<double>.Count; i < values.Length; i++)
        {
            sum += values[i] * present[i];
            square += values[i] * values[i] * present[i];
        }

        return (sum, square);
    }
}
