using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>All values of a column, numbers without NaN or integers: every answer is exact. They are sorted when the first answer is asked for.</summary>
internal sealed class ExactValues<T>
    where T : unmanaged, INumber<T>
{
    private const int PieceLength = 8192;

    private readonly object _gate = new();

    // What came since the last question, in pieces that are never copied into a larger one: growing arrays would leave as much garbage again.
    private List<T[]> _pieces = [];
    private int _inLast;
    private T[] _items = [];
    private T[]? _room;
    private volatile bool _isSorted = true;
    private long _distinct = -1;
    private long _singletons;

    public int Count { get; private set; }

    /// <summary>How many different values there are.</summary>
    public long Distinct
    {
        get
        {
            CountRuns();
            return _distinct;
        }
    }

    /// <summary>How many different values occur once.</summary>
    public long Singletons
    {
        get
        {
            CountRuns();
            return _singletons;
        }
    }

    public void Add(ReadOnlySpan<T> values)
    {
        if (values.IsEmpty) return;
        Count += values.Length;
        _isSorted = false;
        _distinct = -1;
        while (!values.IsEmpty)
        {
            if (_pieces.Count == 0 || _inLast == _pieces[^1].Length)
            {
                _pieces.Add(GC.AllocateUninitializedArray<T>(Math.Max(values.Length, Math.Min(PieceLength, Count - values.Length))));
                _inLast = 0;
            }

            int taken = Math.Min(values.Length, _pieces[^1].Length - _inLast);
            NumericKey<T>.Copy(values[..taken], _pieces[^1].AsSpan(_inLast, taken));
            _inLast += taken;
            values = values[taken..];
        }
    }

    public ReadOnlySpan<T> Sorted()
    {
        if (!_isSorted)
        {
            lock (_gate)
            {
                if (!_isSorted) Sort();
                _isSorted = true;
            }
        }

        return _items.AsSpan(0, Count);
    }

    /// <summary>Sorts in <see cref="PassingRoom{T}"/>, for values that are asked once and never again: <see cref="Release"/> gives it back.</summary>
    public void SortOnce()
    {
        if (!_isSorted)
        {
            T[] spare = PassingRoom<T>.Rent(Count);
            Sort(_room = PassingRoom<T>.Rent(Count), spare);
            PassingRoom<T>.Return(spare);
        }

        _isSorted = true;
    }

    /// <summary>Ends the use of the values.</summary>
    public void Release()
    {
        if (_room is not null) PassingRoom<T>.Return(_room);
        (_room, _items, Count) = (null, [], 0);
    }

    private void Sort()
    {
        if (_items.Length > 0 || _pieces.Count != 1)
        {
            Sort(GC.AllocateUninitializedArray<T>(Count), []);
            return;
        }

        _items = _pieces[0];
        (_pieces, _inLast) = ([], 0);
        NumericKey<T>.Sort(_items.AsSpan(0, Count), []);
    }

    private void Sort(T[] all, Span<T> spare)
    {
        int to = _items.Length == 0 ? 0 : Count - _pieces.Sum(piece => piece.Length) + _pieces[^1].Length - _inLast;
        _items.AsSpan(0, to).CopyTo(all);
        for (int piece = 0; piece < _pieces.Count; piece++)
        {
            ReadOnlySpan<T> values = _pieces[piece].AsSpan(0, piece == _pieces.Count - 1 ? _inLast : _pieces[piece].Length);
            values.CopyTo(all.AsSpan(to));
            to += values.Length;
        }

        _items = all;
        (_pieces, _inLast) = ([], 0);
        NumericKey<T>.Sort(_items.AsSpan(0, Count), spare);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountRuns()
    {
        if (Volatile.Read(ref _distinct) >= 0) return;
        ReadOnlySpan<T> sorted = Sorted();
        long distinct = 0, singletons = 0;
        bool isNew = true;
        for (int i = 0; i < sorted.Length; i++)
        {
            bool endsHere = i + 1 == sorted.Length || !NumericKey<T>.AreEqual(sorted[i], sorted[i + 1]);
            distinct += endsHere ? 1 : 0;
            singletons += isNew && endsHere ? 1 : 0;
            isNew = endsHere;
        }

        _singletons = singletons;
        Volatile.Write(ref _distinct, distinct);
    }

    /// <summary>The lowest or highest different values with their counts, the furthest first.</summary>
    public IEnumerable<(T Value, long Count)> Extremes(bool highest, int most) => highest ? RunsDown().Take(most) : Runs().Take(most);

    private IEnumerable<(T Value, long Count)> RunsDown()
    {
        Sorted();
        for (int end = Count, start; end > 0; end = start)
        {
            for (start = end - 1; start > 0 && NumericKey<T>.AreEqual(_items[start - 1], _items[end - 1]);) start--;
            yield return (_items[end - 1], end - start);
        }
    }

    /// <summary>The different values with their counts, ascending.</summary>
    public IEnumerable<(T Value, long Count)> Runs()
    {
        Sorted();
        for (int start = 0, end; start < Count; start = end)
        {
            for (end = start + 1; end < Count && NumericKey<T>.AreEqual(_items[end], _items[start]);) end++;
            yield return (_items[start], end - start);
        }
    }

    /// <summary>The hashes of the different values with their counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CopyRuns(Span<KeyCount> counts)
    {
        ReadOnlySpan<T> sorted = Sorted();
        int to = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && NumericKey<T>.AreEqual(sorted[end], sorted[start]);) end++;
            counts[to++] = new KeyCount(NumericKey<T>.HashOf(sorted[start]), end - start);
        }

        return to;
    }

    /// <summary>The share of the values that are at most a number.</summary>
    public double Rank(double value)
    {
        ReadOnlySpan<T> sorted = Sorted();
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (NumericKey<T>.ToNumber(sorted[middle]) <= value) low = middle + 1;
            else high = middle;
        }

        return sorted.Length == 0 || double.IsNaN(value) ? double.NaN : low / (double)sorted.Length;
    }

    /// <summary>A quantile by linear interpolation (Hyndman-Fan type 7).</summary>
    public double Quantile(double probability)
    {
        ReadOnlySpan<T> sorted = Sorted();
        if (sorted.IsEmpty) return double.NaN;
        double place = (sorted.Length - 1) * probability;
        int lower = (int)place, upper = Math.Min(lower + 1, sorted.Length - 1);
        Span<double> pair = [NumericKey<T>.ToNumber(sorted[lower]), NumericKey<T>.ToNumber(sorted[upper])];
        return Quantiles.OfSorted(pair, place - lower);
    }

    /// <summary>The median distance from the median.</summary>
    public double MedianDeviation()
    {
        double[] room = ArrayPool<double>.Shared.Rent(Math.Max(1, Count));
        Span<double> numbers = room.AsSpan(0, Count);
        ReadOnlySpan<T> sorted = Sorted();
        for (int i = 0; i < sorted.Length; i++) numbers[i] = NumericKey<T>.ToNumber(sorted[i]);
        double deviation = Deviations.Quantile(numbers, [], Quantiles.OfSorted(numbers, 0.5), 0.5);
        ArrayPool<double>.Shared.Return(room);
        return deviation;
    }

    public (double[] Values, long[] CumulativeWeights) ToCumulative()
    {
        ReadOnlySpan<T> sorted = Sorted();
        var values = new double[sorted.Length];
        var weights = new long[sorted.Length];
        for (int i = 0; i < weights.Length; i++) (values[i], weights[i]) = (NumericKey<T>.ToNumber(sorted[i]), i + 1);
        return (values, weights);
    }

    public void WriteTo(BinaryWriter writer)
    {
        foreach (T value in Sorted()) writer.Write(NumericKey<T>.ToKey(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ReadFrom(BinaryReader reader, int count)
    {
        for (int i = 0; i < count; i++)
        {
            T value = NumericKey<T>.OfKey(reader.ReadInt64());
            SummaryFormat.Require(!double.IsNaN(NumericKey<T>.ToNumber(value)) && (i == 0 || _items[i - 1].CompareTo(value) <= 0), "value");
            if (i == _items.Length) Array.Resize(ref _items, Math.Min(count, Math.Max(64, 2 * i)));
            _items[i] = value;
        }

        Count = count;
    }
}
