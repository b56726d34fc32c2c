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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSampled(ReadOnlySpan<double> values)
    {
        while (_pendingCount == 0 && values.Length >= BlockLength && _base > 0)
        {
            ReadOnlySpan<double> block = values[..BlockLength];
            if (!TryExtremes(block, out double min, out double max))
                break;
            (Min, Max) = (Math.Min(Min, min), Math.Max(Max, max));
            Count += block.Length;
            Represent(block);
            values = values[block.Length..];
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            (Min, Max) = (Math.Min(Min, values[i]), Math.Max(Max, values[i]));
            Count++;
            _pending[_pendingCount++] = values[i];
            if (_pendingCount < BlockLength)
                continue;
            _pendingCount = 0;
            Represent(_pending.AsSpan(0, BlockLength));
            if (values.Length - i > BlockLength)
            {
                AddSampled(values[(i + 1)..]);
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Represent(ReadOnlySpan<double> block)
    {
        if (_retained >= _totalCapacity)
            Compact();
        ulong coin = Hashing.Mix(_seed ^ Hashing.Mix(unchecked(_coins++ ^ BitConverter.DoubleToUInt64Bits(block[0]))));
        RoomAt(_base, 1)[0] = block[(int)(coin & (ulong)(block.Length - 1))];
        _counts[_base]++;
        _retained++;

        // The drawn number stands for all: the rank error of the block has mean zero and a range of its length, a quarter of whose square enters Hoeffding's bound.
        _variance += Math.ScaleB(0.25, 2 * _base);
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
