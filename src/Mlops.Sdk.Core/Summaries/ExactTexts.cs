using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>All different texts of a column with their counts, by hash (texts of equal 64-bit hash count as one). Of texts of more than 256 bytes only the count is kept.</summary>
internal sealed class ExactTexts
{
    private const int LeastSlots = 16;
    private const int LongerThanKept = -1;
    private const int PieceBits = 10, PieceLength = 1 << PieceBits, PieceBytes = 1 << 15;

    // In pieces that are never copied into a larger one: growing arrays would leave as much garbage again.
    private readonly List<byte[]> _bytes = [];
    private Entry[][] _pieces = [];
    private int[] _slots = [];
    private int _inLast;

    /// <summary>How many texts were added.</summary>
    public long Count { get; private set; }

    public int Distinct { get; private set; }

    /// <summary>Bytes of the different texts that are kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many of them were longer than what is kept.</summary>
    public long SkippedTexts { get; private set; }

    public void Add(ulong hash, ReadOnlySpan<byte> text, long count) => Add(hash, text, text.Length > FollowedTexts.Longest ? LongerThanKept : text.Length, count);

    public void Add(ExactTexts other)
    {
        for (int i = 0; i < other.Distinct; i++) Add(other.At(i).Hash, other.BytesOf(i), other.At(i).Length, other.At(i).Count);
    }

    /// <summary>The counts of the different texts.</summary>
    public IEnumerable<long> Counts => Enumerable.Range(0, Distinct).Select(i => At(i).Count);

    /// <summary>The texts of highest counts, of equal counts the first in ordinal order.</summary>
    public IReadOnlyList<FrequentValue> Top(int most)
    {
        // The least count that can be among them, so that few texts are made strings and compared.
        long[] counts = new long[Distinct];
        for (int i = 0; i < counts.Length; i++) counts[i] = At(i).Count;
        if (counts.Length > most) Array.Sort(counts);
        long least = counts.Length <= most ? 0 : most <= 0 ? long.MaxValue : counts[^most];
        List<(string Text, long Count)> found = [];
        for (int i = 0; i < Distinct; i++)
            if (At(i).Count >= least && TextAt(i) is { } text) found.Add((text, At(i).Count));
        return [.. found.OrderByDescending(one => one.Count).ThenBy(one => one.Text, StringComparer.Ordinal).Take(most).Select(one => new FrequentValue(one.Text, one.Text, one.Count, one.Count))];
    }

    public ValueSketch ToSketch(DatasetSummaryOptions options) => SummaryScratch.WithCounts(Distinct, counts =>
    {
        for (int i = 0; i < Distinct; i++) counts[i] = new KeyCount(At(i).Hash, At(i).Count);
        return ValueSketch.Of(options, counts.AsSpan(0, Distinct), this);
    });

    /// <summary>The text of a hash; null for one that is too long to be kept.</summary>
    public string? TextOf(ulong hash)
    {
        int mask = _slots.Length - 1, at = (int)hash & mask;
        while (At(_slots[at] - 1).Hash != hash) at = (at + 1) & mask;
        return TextAt(_slots[at] - 1);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Distinct);
        foreach (int i in Enumerable.Range(0, Distinct).OrderBy(i => At(i).Hash))
        {
            writer.Write(At(i).Hash);
            writer.Write7BitEncodedInt64(At(i).Count);
            writer.Write7BitEncodedInt(At(i).Length + 1);
            writer.Write(BytesOf(i));
        }
    }

    public void ReadFrom(BinaryReader reader, long most)
    {
        int distinct = reader.Read7BitEncodedInt();
        for (int i = 0; i < distinct; i++)
        {
            ulong hash = reader.ReadUInt64();
            long count = reader.Read7BitEncodedInt64();
            int length = reader.Read7BitEncodedInt() - 1;
            SummaryFormat.Require(count >= 1 && count <= most - Count && length is >= LongerThanKept and <= FollowedTexts.Longest && (i == 0 || hash > At(i - 1).Hash), "text");
            byte[] text = reader.ReadBytes(Math.Max(0, length));
            if (text.Length < length) throw new EndOfStreamException();
            Add(hash, text, length, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ulong hash, ReadOnlySpan<byte> text, int length, long count)
    {
        Count += count;
        if (length == LongerThanKept) SkippedTexts += count;
        if (2 * Distinct >= _slots.Length) Grow();
        int mask = _slots.Length - 1, at = (int)hash & mask;
        for (; _slots[at] > 0; at = (at + 1) & mask)
        {
            ref Entry known = ref At(_slots[at] - 1);
            if (known.Hash != hash) continue;
            known.Count += count;
            return;
        }

        ref Entry added = ref Next();
        added = new Entry { Hash = hash, Count = count, Length = (short)length };
        _slots[at] = Distinct;
        if (length <= 0) return;
        if (_bytes.Count == 0 || _inLast + length > _bytes[^1].Length)
        {
            _bytes.Add(new byte[Math.Max(length, (int)Math.Min(PieceBytes, Bytes))]);
            _inLast = 0;
        }

        text[..length].CopyTo(_bytes[^1].AsSpan(_inLast));
        (added.Piece, added.Start) = (_bytes.Count - 1, (ushort)_inLast);
        _inLast += length;
        Bytes += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry At(int entry) => ref _pieces[entry >> PieceBits][entry & (PieceLength - 1)];

    // Room for one more. The first piece grows, since most columns have few texts.
    private ref Entry Next()
    {
        int piece = Distinct >> PieceBits, at = Distinct & (PieceLength - 1);
        if (piece == _pieces.Length)
        {
            Array.Resize(ref _pieces, piece + 1);
            _pieces[piece] = new Entry[piece == 0 ? LeastSlots : PieceLength];
        }
        else if (at == _pieces[piece].Length)
        {
            Array.Resize(ref _pieces[piece], 2 * at);
        }

        Distinct++;
        return ref _pieces[piece][at];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        _slots = new int[Math.Max(LeastSlots, 2 * _slots.Length)];
        int mask = _slots.Length - 1;
        for (int i = 0; i < Distinct; i++)
        {
            int at = (int)At(i).Hash & mask;
            while (_slots[at] > 0) at = (at + 1) & mask;
            _slots[at] = i + 1;
        }
    }

    private ReadOnlySpan<byte> BytesOf(int entry) => At(entry) is { Length: > 0 } one ? _bytes[one.Piece].AsSpan(one.Start, one.Length) : default;

    private string? TextAt(int entry) => At(entry).Length == LongerThanKept ? null : Encoding.UTF8.GetString(BytesOf(entry));

    private struct Entry
    {
        public ulong Hash;
        public long Count;
        public int Piece;
        public ushort Start;
        public short Length;
    }
}
