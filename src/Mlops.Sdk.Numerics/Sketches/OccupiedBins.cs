using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Which bins of a range of integers hold a value: 4,096 bins whose width is the least power of two that spans the range. Tells the largest gap within two bins. Merging parts gives the same as one pass, in any order.</summary>
/// <remarks>Half a kilobyte whatever the count. One writer at a time.</remarks>
public sealed class OccupiedBins
{
    private const uint Magic = 0x314E4942;
    private const int Bins = 4096;

    private readonly ulong[] _bits = new ulong[Bins / 64];
    private int _shift;

    /// <summary>The least value; null without any.</summary>
    public long? Least { get; private set; }

    /// <summary>The greatest value; null without any.</summary>
    public long? Greatest { get; private set; }

    private long First => Least.GetValueOrDefault() >> _shift;

    /// <summary>Adds values.</summary>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty) return;
        (long least, long greatest) = Extremes.Of(values);
        Widen(least, greatest);
        ulong[] bits = _bits;
        int shift = _shift;
        long first = First;
        foreach (long value in values)
        {
            int bin = (int)((value >> shift) - first);
            bits[bin >> 6] |= 1UL << bin;
        }
    }

    /// <summary>Adds what other bins have seen; those do not change.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(OccupiedBins other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Least is not { } least) return;
        Widen(least, other.Greatest!.Value);
        long first = First;
        for (int bin = 0; bin < Bins; bin++)
            if (other.Has(bin)) Set((int)(((other.First + bin) >> (_shift - other._shift)) - first));
    }

    /// <summary>The largest gap between neighbours: between how many and how many units it is long, and where it may begin and end at the furthest. Null when no bin between two values is empty.</summary>
    public (UInt128 AtLeast, UInt128 AtMost, long From, long To)? LargestGap()
    {
        int longest = 0, at = 0, before = -1;
        for (int bin = 0; bin < Bins; bin++)
        {
            if (!Has(bin)) continue;
            if (before >= 0 && bin - before - 1 > longest) (longest, at) = (bin - before - 1, before);
            before = bin;
        }

        if (longest == 0) return null;
        long from = Math.Max(Least!.Value, (First + at) << _shift);
        Int128 end = ((Int128)(First + at + longest + 2) << _shift) - 1;
        long to = end < Greatest!.Value ? (long)end : Greatest.Value;
        return ((UInt128)longest << _shift, (UInt128)((Int128)to - from), from, to);
    }

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Magic);
        writer.Write(Least is not null);
        if (Least is null) return;
        writer.Write(Least.Value);
        writer.Write(Greatest!.Value);
        foreach (ulong word in _bits) writer.Write(word);
    }

    /// <summary>Reads a state that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public static OccupiedBins ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        SketchFormat.Require(reader.ReadUInt32() == Magic, "it is not a set of occupied bins");
        var bins = new OccupiedBins();
        if (!reader.ReadBoolean()) return bins;
        long least = reader.ReadInt64(), greatest = reader.ReadInt64();
        SketchFormat.Require(least <= greatest, "its range is backwards");
        bins.Widen(least, greatest);
        for (int i = 0; i < bins._bits.Length; i++) bins._bits[i] = reader.ReadUInt64();
        int last = (int)((greatest >> bins._shift) - bins.First);
        SketchFormat.Require(bins.Has(0) && bins.Has(last), "its extremes have no bins");
        for (int bin = last + 1; bin < Bins; bin++) SketchFormat.Require(!bins.Has(bin), "a bin is beyond its range");
        return bins;
    }

    private bool Has(int bin) => (_bits[bin >> 6] >> bin & 1) != 0;

    private void Set(int bin) => _bits[bin >> 6] |= 1UL << bin;

    private void Widen(long least, long greatest)
    {
        if (Least is { } low && low <= least && Greatest >= greatest) return;
        long[] set = new long[_bits.Sum(word => BitOperations.PopCount(word))];
        int count = 0;
        for (int bin = 0; bin < Bins && Least is not null; bin++)
            if (Has(bin)) set[count++] = First + bin;
        int before = _shift;
        (Least, Greatest) = (Math.Min(Least ?? least, least), Math.Max(Greatest ?? greatest, greatest));
        while ((UInt128)((Int128)(Greatest.Value >> _shift) - (Least.Value >> _shift)) >= Bins) _shift++;
        Array.Clear(_bits);
        foreach (long bin in set) Set((int)((bin >> (_shift - before)) - First));
    }
}
