using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class ColumnSummary
{
    private LevelHashes? _levels;

    internal void Add(Column column)
    {
        RowCount += column.Length;
        switch (column)
        {
            case NumberColumn numbers: AddNumbers(numbers); break;
            case IntegerColumn integers: AddIntegers(integers.Values, integers.Missing, isNumeric: true); break;
            case TimestampColumn timestamps: AddIntegers(timestamps.Ticks, timestamps.Missing, isNumeric: false); break;
            case FlagColumn flags: AddFlags(flags); break;
            case CategoryColumn categories: AddLevels(categories); break;
            default: AddTexts((TextColumn)column); break;
        }
    }

    internal void Merge(ColumnSummary other)
    {
        RowCount += other.RowCount;
        MissingCount += other.MissingCount;
        NaNCount += other.NaNCount;
        PositiveInfinityCount += other.PositiveInfinityCount;
        NegativeInfinityCount += other.NegativeInfinityCount;
        ZeroCount += other.ZeroCount;
        NegativeCount += other.NegativeCount;
        Numbers.Merge(other.Numbers);
        TextLengths.Merge(other.TextLengths);
        if (other.LeastInteger is { } least) Extend(least, other.GreatestInteger!.Value);
        MergeFacts(other);
        _values.Merge(other._values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddNumbers(NumberColumn column)
    {
        long nan = 0;
        for (int start = 0; start < column.Length; start += SummaryScratch.ChunkRows)
        {
            ReadOnlySpan<double> values = column.Values.Slice(start, Math.Min(SummaryScratch.ChunkRows, column.Length - start));
            NumberCounts counts = NumberCounts.Of(values);
            if (counts.NaN > 0) values = PresentValues.WithoutNaN(values, SummaryScratch.Numbers);
            nan += counts.NaN;
            AddCounts(counts);
            if (counts.Whole > counts.Zero) AddDigits(values);
            Numbers.Add(counts.AreFinite ? values : PresentValues.Finite(values, SummaryScratch.Finite));
            ((NumericValues<double>)_values).Add(values, values);
        }

        long missing = column.NanIsMissing ? nan : column.MissingCount;
        MissingCount += missing;
        NaNCount += nan - missing;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddIntegers(ReadOnlySpan<long> column, MissingMask missing, bool isNumeric)
    {
        ulong[] words = missing.ToWords();
        double[] numbers = SummaryScratch.Numbers;
        MissingCount += missing.Count();
        for (int start = 0; start < column.Length; start += SummaryScratch.ChunkRows)
        {
            int length = Math.Min(SummaryScratch.ChunkRows, column.Length - start);
            ReadOnlySpan<long> values = words.Length == 0 ? column.Slice(start, length) : PresentValues.NotMissing(column, words, start, length, SummaryScratch.Integers);
            if (values.IsEmpty) continue;
            (long least, long greatest) = Extremes.Of(values);
            Extend(least, greatest);
            if (isNumeric) _wholeSum += WholeNumbers.Sum(values);
            Span<double> converted = numbers.AsSpan(0, values.Length);
            WholeNumbers.ToNumbers(values, converted);
            if (isNumeric)
            {
                AddCounts(NumberCounts.Of(converted));
                AddDigits(values);
                Numbers.Add(converted);
            }
            else
            {
                _time!.Add(values);
            }

            ((NumericValues<long>)_values).Add(values, converted);
        }
    }

    private void AddCounts(NumberCounts counts)
    {
        ZeroCount += counts.Zero;
        WholeCount += counts.Whole;
        NegativeCount += counts.Negative;
        PositiveInfinityCount += counts.PositiveInfinite;
        NegativeInfinityCount += counts.NegativeInfinite;
    }

    private void AddFlags(FlagColumn column)
    {
        ReadOnlySpan<bool> values = column.Values;
        ulong[] words = column.Missing.ToWords();
        int missing = column.MissingCount, yes = MemoryExtensions.Count(values, true);
        for (int row = 0; row < values.Length && words.Length > 0; row++) yes -= values[row] ? (int)(words[row >> 6] >> (row & 63) & 1) : 0;
        int no = values.Length - missing - yes;
        MissingCount += missing;
        ZeroCount += no;
        var both = new Moments();
        both.Add(0, no);
        both.Add(1, yes);
        Numbers.Merge(both);
        ((FlagValues)_values).Add(no, yes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLevels(CategoryColumn column)
    {
        int levels = column.Levels.Count, missing = 0, used = 0;
        if (!ReferenceEquals(_levels?.Levels, column.Levels)) _levels = new LevelHashes(column.Levels);
        int[] counts = ArrayPool<int>.Shared.Rent(levels);
        Array.Clear(counts, 0, levels);
        foreach (int code in column.Codes)
        {
            if (code < 0) missing++;
            else used += counts[code]++ == 0 ? 1 : 0;
        }

        // In the order of hashes, so that the state does not depend on the order of the levels.
        var found = new KeyCount[used];
        var texts = new string?[used];
        int to = 0;
        foreach (int code in _levels.ByHash)
        {
            if (counts[code] == 0) continue;
            (found[to], texts[to++]) = (new KeyCount(_levels.Hashes[code], counts[code]), _levels.TextOf(code));
            _textBytes += (long)counts[code] * _levels.Bytes[code];
            if (column.Levels[code].Length == 0) ZeroCount += counts[code];
            else if (string.IsNullOrWhiteSpace(column.Levels[code])) BlankCount += counts[code];
        }

        MissingCount += missing;
        ((TextValues)_values).Add(found, texts);
        ArrayPool<int>.Shared.Return(counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTexts(TextColumn column)
    {
        ulong[] words = column.Missing.ToWords(), hashes = SummaryScratch.Hashes;
        double[] lengths = SummaryScratch.Numbers;
        MissingCount += column.MissingCount;
        ReadOnlySpan<int> offsets = column.Offsets;
        ReadOnlySpan<byte> utf8 = column.Utf8;
        for (int start = 0; start < column.Length; start += SummaryScratch.ChunkRows)
        {
            int length = Math.Min(SummaryScratch.ChunkRows, column.Length - start);
            ReadOnlySpan<int> rows = PresentValues.Rows(words, start, length, SummaryScratch.Rows);
            bool isAscii = Ascii.IsValid(utf8[offsets[start]..offsets[start + length]]);
            (int empty, int blank) = HashTexts(utf8, offsets, rows, isAscii, hashes, lengths);
            ZeroCount += empty;
            BlankCount += blank;
            TextLengths.Add(lengths.AsSpan(0, rows.Length));
            _textBytes += BytesOf(offsets, start, length, rows);
            ((TextValues)_values).Add(hashes.AsSpan(0, rows.Length), column, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Empty, int Blank) HashTexts(ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<int> rows, bool isAscii, ulong[] hashes, double[] lengths)
    {
        int empty = 0, blank = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<byte> text = utf8[offsets[rows[i]]..offsets[rows[i] + 1]];
            hashes[i] = Hashing.OfBytes(text);
            lengths[i] = isAscii ? text.Length : CodePoints(text);
            if (text.IsEmpty) empty++;
            else if ((text[0] <= (byte)' ' || text[0] >= 0xC2) && IsBlank(text)) blank++;
        }

        return (empty, blank);
    }

    // A missing row has no bytes as a rule, but may.
    private static long BytesOf(ReadOnlySpan<int> offsets, int start, int length, ReadOnlySpan<int> rows)
    {
        if (rows.Length == length) return offsets[start + length] - offsets[start];
        long bytes = 0;
        foreach (int row in rows) bytes += offsets[row + 1] - offsets[row];
        return bytes;
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out Rune one, out int length) != OperationStatus.Done || !Rune.IsWhiteSpace(one)) return false;
            utf8 = utf8[length..];
        }

        return true;
    }

    private static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        int length = 0;
        foreach (byte one in utf8) length += (one & 0xC0) != 0x80 ? 1 : 0;
        return length;
    }

    private void Extend(long least, long greatest)
    {
        LeastInteger = LeastInteger is { } known ? Math.Min(known, least) : least;
        GreatestInteger = GreatestInteger is { } most ? Math.Max(most, greatest) : greatest;
    }
}
