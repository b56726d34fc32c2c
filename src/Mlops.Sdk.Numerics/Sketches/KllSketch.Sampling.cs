using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk.Numerics;

// Beyond k^2 numbers the lowest levels cost most of the time and add almost nothing to the accuracy: each block of 2^base numbers is then stood for by one of them, drawn at random,
// that enters at level base (the sampler of Karnin, Lang and Liberty 2016, section 4.1).
public sealed partial class KllSketch
{
    private const int MostBase = 8;

    private int _base;
    private int _pendingCount;
    private double[] _pending = [];

    private int BlockLength => 1 << _base;

    // Numbers without NaN, whose extremes are taken account of.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSampled(ReadOnlySpan<double> values)
    {
        while (!values.IsEmpty)
        {
            if (_pendingCount == 0 && values.Length >= BlockLength)
            {
                ReadOnlySpan<double> blocks = values[..(BlocksAtOnce(values.Length) << _base)];
                values = values[blocks.Length..];
                Count += blocks.Length;
                Represent(blocks);
                continue;
            }

            int taken = Math.Min(values.Length, BlockLength - _pendingCount);
            values[..taken].CopyTo(_pending.AsSpan(_pendingCount));
            values = values[taken..];
            Count += taken;
            _pendingCount += taken;
            if (_pendingCount < BlockLength)
                return;
            _pendingCount = 0;
            Represent(_pending.AsSpan(0, BlockLength));
        }
    }

    // As many as there is room for, and until the base is raised.
    private int BlocksAtOnce(int values)
    {
        if (_retained >= _totalCapacity)
            Compact();
        int blocks = Math.Min(values >> _base, _totalCapacity - _retained);
        double until = Math.Ceiling(((double)K * K * BlockLength - Count) / BlockLength);
        return _base < MostBase && until < blocks ? Math.Max(1, (int)until) : blocks;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Represent(ReadOnlySpan<double> blocks)
    {
        if (_retained >= _totalCapacity)
            Compact();
        int count = blocks.Length >> _base, shift = _base;
        ulong seed = _seed, coins = _coins, mask = (1UL << shift) - 1;
        Span<double> to = RoomAt(shift, count)[..count];
        for (int i = 0; i < to.Length; i++)
        {
            ulong coin = Hashing.Mix(seed ^ Hashing.Mix(unchecked(coins++ ^ BitConverter.DoubleToUInt64Bits(blocks[i << shift]))));
            to[i] = blocks[(i << shift) + (int)(coin & mask)];
        }

        _coins = coins;
        _counts[shift] += count;
        _retained += count;

        // The drawn number stands for all: the rank error of a block has mean zero and a range of its length, a quarter of whose square enters Hoeffding's bound.
        _variance += count * Math.ScaleB(0.25, 2 * shift);
        RaiseBase();
    }

    // Only ever called between blocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RaiseBase()
    {
        while (_base < MostBase && Count >= (double)K * K * BlockLength) RaiseBaseOnce();
    }

    private void RaiseBaseOnce()
    {
        Sorting.Ascending(_levels[_base].AsSpan(0, _counts[_base]));
        _base++;
        while (_levels.Length <= _base)
            AddLevel();
        if (_pending.Length < BlockLength)
            _pending = new double[BlockLength];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryExtremes(ReadOnlySpan<double> block, out double min, out double max)
    {
        min = double.PositiveInfinity;
        max = double.NegativeInfinity;
        bool complete = true;
        ReadOnlySpan<Vector512<double>> lanes = MemoryMarshal.Cast<double, Vector512<double>>(block);
        if (lanes.Length > 0)
        {
            Vector512<double> least = lanes[0], greatest = lanes[0], same = Vector512.Equals(lanes[0], lanes[0]);
            foreach (Vector512<double> v in lanes)
            {
                // A NaN leaves the extremes wrong, but they are not used then.
                least = Vector512.ConditionalSelect(Vector512.LessThan(v, least), v, least);
                greatest = Vector512.ConditionalSelect(Vector512.GreaterThan(v, greatest), v, greatest);
                same &= Vector512.Equals(v, v);
            }

            complete = Vector512.EqualsAll(same.AsUInt64(), Vector512<ulong>.AllBitsSet);
            for (int lane = 0; lane < Vector512<double>.Count; lane++)
            {
                min = Math.Min(min, least[lane]);
                max = Math.Max(max, greatest[lane]);
            }
        }

        foreach (double value in block[(lanes.Length * Vector512<double>.Count)..])
        {
            complete &= !double.IsNaN(value);
            min = value < min ? value : min;
            max = value > max ? value : max;
        }

        return complete;
    }
}
