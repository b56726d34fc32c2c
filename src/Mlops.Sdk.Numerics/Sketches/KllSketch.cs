using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Quantiles of a stream of numbers in bounded memory, mergeable, with a proven error bound (Karnin, Lang and Liberty 2016). NaN is skipped.</summary>
/// <remarks>
/// Numbers are kept exactly until <see cref="K"/> of them have come; then levels of doubled weight are compacted by fair coins, and beyond <c>k^2</c> numbers a sampler comes before them. The same seed and the same calls give the same bits.
/// Sketches of parts to be merged should have different seeds, so that their errors are independent. One writer at a time; queries cache a sorted view.
/// </remarks>
public sealed partial class KllSketch
{
    private const int LeastLevel = 16;
    private const double Decay = 2.0 / 3.0;

    private readonly ulong _seed;
    private double[][] _levels = [new double[LeastLevel]];
    private int[] _counts = [0];
    private int[] _capacities = [0];
    private int _retained;
    private int _totalCapacity;
    private ulong _coins;
    private double _variance;

    /// <summary>An empty sketch.</summary>
    /// <param name="k">The size of the top level, 16 to 32,768: rank error at 99 % is about 1.2 % for 200, 0.3 % for 800, 0.23 % for 1,024.</param>
    /// <param name="seed">The seed of the coins.</param>
    public KllSketch(int k = 800, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, 32_768);
        K = k;
        _seed = seed;
        SetCapacities();
    }

    /// <summary>The size of the top level.</summary>
    public int K { get; private set; }

    /// <summary>How many numbers were added, NaN not counted.</summary>
    public long Count { get; private set; }

    /// <summary>How many numbers are kept.</summary>
    public int RetainedCount => _retained + _pendingCount;

    /// <summary>The least number, exact; NaN when empty.</summary>
    public double Min { get; private set; } = double.NaN;

    /// <summary>The greatest number, exact; NaN when empty.</summary>
    public double Max { get; private set; } = double.NaN;

    /// <summary>Whether every number is still kept, so that all answers are exact.</summary>
    public bool IsExact => _variance == 0;

    /// <summary>Adds one number; NaN is skipped.</summary>
    /// <param name="value">The number.</param>
    public void Add(double value) => Add(new ReadOnlySpan<double>(in value));

    /// <summary>Adds numbers; NaN is skipped.</summary>
    /// <param name="values">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return;
        if (!TryExtremes(values, out double min, out double max))
        {
            AddPresent(values);
            return;
        }

        _view = null;
        (Min, Max) = Count == 0 ? (min, max) : (min < Min ? min : Min, max > Max ? max : Max);
        while (_base == 0 && !values.IsEmpty)
        {
            if (_retained >= _totalCapacity)
                Compact();
            int room = Math.Min(values.Length, _totalCapacity - _retained);
            values[..room].CopyTo(RoomAt(0, room));
            _counts[0] += room;
            _retained += room;
            Count += room;
            values = values[room..];
            RaiseBase();
        }

        if (!values.IsEmpty)
            AddSampled(values);
    }

    // The numbers without NaN, a few at a time.
    private void AddPresent(ReadOnlySpan<double> values)
    {
        Span<double> present = stackalloc double[256];
        while (!values.IsEmpty)
        {
            int count = 0, at = 0;
            for (; at < values.Length && count < present.Length; at++)
                if (!double.IsNaN(values[at]))
                    present[count++] = values[at];
            Add(present[..count]);
            values = values[at..];
        }
    }

    /// <summary>Adds what another sketch has seen; that one does not change. The smaller <see cref="K"/> of the two remains.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(KllSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            throw new ArgumentException("A sketch cannot be merged with itself.", nameof(other));
        K = Math.Min(K, other.K);
        SetCapacities();
        if (other.Count == 0)
            return;
        _view = null;
        (Min, Max) = Count == 0 ? (other.Min, other.Max) : (Math.Min(Min, other.Min), Math.Max(Max, other.Max));
        while (_levels.Length < other._levels.Length)
            AddLevel();
        for (int level = 0; level < other._levels.Length; level++)
        {
            double[] items = other._levels[level][..other._counts[level]];
            if (level == other._base)
                Sorting.Ascending(items);
            MergeSorted(level, items);
        }

        Count += other.Count - other._pendingCount;
        _retained += other._retained;
        _variance += other._variance;
        while (_retained > _totalCapacity)
            Compact();
        Add(other._pending.AsSpan(0, other._pendingCount));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compact()
    {
        int level = 0;
        while (_counts[level] < _capacities[level])
            level++;
        if (level == _levels.Length - 1)
            AddLevel();
        Span<double> items = _levels[level].AsSpan(0, _counts[level]);
        if (level == _base)
            Sorting.Ascending(items);

        // An odd item stays, so that the weights always add up to the count; which end it stays at alternates.
        ulong coin = Hashing.Mix(_seed ^ Hashing.Mix(unchecked(_coins++ ^ BitConverter.DoubleToUInt64Bits(items[items.Length / 2]))));
        int odd = items.Length & 1;
        bool keepFirst = odd == 1 && (_coins & 1) == 0;
        double kept = odd == 0 ? 0 : keepFirst ? items[0] : items[^1];
        Span<double> paired = keepFirst ? items[1..] : items[..^odd];
        int half = paired.Length / 2, offset = (int)(coin & 1);
        for (int i = 0; i < half; i++)
            paired[i] = paired[2 * i + offset];
        MergeSorted(level + 1, paired[..half]);
        if (odd == 1)
            _levels[level][0] = kept;
        _counts[level] = odd;
        _retained -= half;
        _variance += Math.ScaleB(1, 2 * level);
    }

    // Merges from the back, in place. The level that receives new numbers is in no order, and is sorted when its turn comes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MergeSorted(int level, ReadOnlySpan<double> items)
    {
        int old = _counts[level];
        RoomAt(level, items.Length);
        Span<double> target = _levels[level];
        int i = old - 1, j = items.Length - 1, at = old + items.Length - 1;
        while (i >= 0 && j >= 0)
        {
            double known = target[i], candidate = items[j];
            int takesKnown = Sorting.One(known > candidate);
            long from = BitConverter.DoubleToInt64Bits(known), other = BitConverter.DoubleToInt64Bits(candidate);
            target[at--] = BitConverter.Int64BitsToDouble(other ^ ((from ^ other) & -(long)takesKnown));
            i -= takesKnown;
            j -= 1 - takesKnown;
        }

        items[..(j + 1)].CopyTo(target);
        _counts[level] = old + items.Length;
    }

    private Span<double> RoomAt(int level, int extra)
    {
        int needed = _counts[level] + extra;
        if (_levels[level].Length < needed)
            Array.Resize(ref _levels[level], Math.Max(needed, 2 * _levels[level].Length));
        return _levels[level].AsSpan(_counts[level]);
    }

    private void AddLevel()
    {
        Array.Resize(ref _levels, _levels.Length + 1);
        Array.Resize(ref _counts, _counts.Length + 1);
        _levels[^1] = new double[LeastLevel];
        SetCapacities();
    }

    private void SetCapacities()
    {
        _capacities = Capacities(K, _levels.Length);
        _totalCapacity = _capacities.Sum();
    }

    private static int[] Capacities(int k, int levels)
    {
        int[] capacities = new int[levels];
        double size = k;
        for (int level = levels - 1; level >= 0; level--, size *= Decay)
            capacities[level] = Math.Max(LeastLevel, (int)Math.Ceiling(size));
        return capacities;
    }
}
