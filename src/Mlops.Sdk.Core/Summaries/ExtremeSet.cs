using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The lowest or the highest different values of a column with their exact counts. Merging parts gives the same as one pass.</summary>
internal sealed class ExtremeSet<T>(bool highest)
    where T : unmanaged, INumber<T>
{
    /// <summary>How many are kept: two vectors of eight.</summary>
    public const int Most = 16;

    private readonly T[] _values = new T[Most];
    private readonly long[] _counts = new long[Most];
    private int _count;

    /// <summary>The furthest first.</summary>
    public IEnumerable<(T Value, long Count)> Values => Enumerable.Range(0, _count).Select(i => (_values[i], _counts[i]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<T> values)
    {
        if (values.IsEmpty || (_count == Most && IsBeyond(highest ? Extremes.Of(values).Greatest : Extremes.Of(values).Least))) return;

        // Backwards, so that of values in order the furthest come first and all others are beyond what is kept.
        int end = values.Length;
        for (; end > 0 && _count < Most; end--) Add(values[end - 1], 1);
        for (; end >= Vector512<T>.Count; end -= Vector512<T>.Count)
        {
            Vector512<T> some = Vector512.Create(values[(end - Vector512<T>.Count)..]), last = Vector512.Create(_values[Most - 1]);
            ulong within = (highest ? Vector512.GreaterThanOrEqual(some, last) : Vector512.LessThanOrEqual(some, last)).ExtractMostSignificantBits();
            for (; within != 0; within &= within - 1) Add(values[end - Vector512<T>.Count + BitOperations.TrailingZeroCount(within)], 1);
        }

        for (; end > 0; end--)
            if (!IsBeyond(values[end - 1])) Add(values[end - 1], 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(T value, long count)
    {
        ulong same = Vector512.Equals(Vector512.Create(_values), Vector512.Create(value)).ExtractMostSignificantBits();
        same |= Vector512.Equals(Vector512.Create(_values, Vector512<T>.Count), Vector512.Create(value)).ExtractMostSignificantBits() << Vector512<T>.Count;
        same &= (1UL << _count) - 1;
        if (same != 0)
        {
            _counts[BitOperations.TrailingZeroCount(same)] += count;
            return;
        }

        int at = 0;
        while (at < _count && (highest ? _values[at] > value : _values[at] < value)) at++;
        if (at == Most) return;
        if (_count < Most) _count++;
        for (int i = _count - 1; i > at; i--) (_values[i], _counts[i]) = (_values[i - 1], _counts[i - 1]);
        (_values[at], _counts[at]) = (value, count);
    }

    public void Merge(ExtremeSet<T> other)
    {
        for (int i = 0; i < other._count; i++) Add(other._values[i], other._counts[i]);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write((byte)_count);
        for (int i = 0; i < _count; i++)
        {
            writer.Write(NumericKey<T>.ToKey(_values[i]));
            writer.Write7BitEncodedInt64(_counts[i]);
        }
    }

    public void ReadFrom(BinaryReader reader, long present)
    {
        int count = reader.ReadByte();
        SummaryFormat.Require(count <= Most, "number of extremes");
        for (int i = 0; i < count; i++)
        {
            T value = NumericKey<T>.OfKey(reader.ReadInt64());
            long times = reader.Read7BitEncodedInt64();
            SummaryFormat.Require(!T.IsNaN(value) && times >= 1 && times <= present && (i == 0 || (highest ? value < _values[i - 1] : value > _values[i - 1])), "extreme");
            Add(value, times);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBeyond(T value) => highest ? value < _values[Most - 1] : value > _values[Most - 1];
}
