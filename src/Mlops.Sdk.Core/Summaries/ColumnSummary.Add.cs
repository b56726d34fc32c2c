using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class ColumnSummary
{
    private const int LongestFollowed = 256;

    private long _skippedTexts;
    private long _unfollowed;

    internal void Add(Column column)
    {
        RowCount += column.Length;
        MissingCount += column.MissingCount;
        switch (column)
        {
            case NumberColumn numbers: AddNumbers(numbers); break;
            case IntegerColumn integers:
                AddIntegers(integers, integers.Values);
                AddMoments(integers.ToNumbers().Span);
                break;
            case TimestampColumn timestamps: AddIntegers(timestamps, timestamps.Ticks); break;
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
        _skippedTexts += other._skippedTexts;
        _unfollowed += other._unfollowed;
        Numbers.Merge(other.Numbers);
        TextLengths.Merge(other.TextLengths);
        if (other.LeastInteger is { } least) Extend(least, other.GreatestInteger!.Value);
        _quantiles.Merge(other._quantiles);
        _distinct.Merge(other._distinct);
        _texts.Merge(other._texts);
        _keys.Merge(other._keys);
    }

    private void AddNumbers(NumberColumn column)
    {
        ReadOnlySpan<double> values = column.Values;
        var chunk = new KeyChunk();
        long nan = 0;
        foreach (double value in values)
        {
            // Adding zero makes negative zero positive: the two are one value here.
            if (double.IsNaN(value)) nan++;
            else if (chunk.Add(Hashing.OfDouble(value), BitConverter.DoubleToInt64Bits(value + 0.0))) Follow(chunk);
        }

        Follow(chunk);
        NaNCount += nan - column.MissingCount;
        AddMoments(values);
    }

    private void Follow(KeyChunk chunk)
    {
        ReadOnlySpan<ulong> hashes = chunk.Hashes;
        _distinct.Add(hashes);
        if (_keys.IsExact || hashes.Length < FrequencyFilter.LeastRows)
        {
            foreach (long key in chunk.Keys) _keys.Add(key);
        }
        else
        {
            ReadOnlySpan<ushort> slots = FrequencyFilter.Count(hashes);
            for (int i = 0; i < hashes.Length; i++)
                if (FrequencyFilter.Passes(slots, hashes[i])) _keys.Add(chunk.Keys[i]);
            _unfollowed += FrequencyFilter.Least - 1;
        }

        chunk.Clear();
    }

    private void AddMoments(ReadOnlySpan<double> values)
    {
        long zero = 0, negative = 0, up = 0, down = 0;
        foreach (double value in values)
        {
            zero += value == 0 ? 1 : 0;
            negative += value < 0 ? 1 : 0;
            up += double.IsPositiveInfinity(value) ? 1 : 0;
            down += double.IsNegativeInfinity(value) ? 1 : 0;
        }

        ZeroCount += zero;
        NegativeCount += negative;
        PositiveInfinityCount += up;
        NegativeInfinityCount += down;
        _quantiles.Add(values);
        if (up + down == 0) Numbers.Add(values);
        else Numbers.Add(Array.FindAll(values.ToArray(), double.IsFinite));
    }

    private void AddIntegers(Column column, ReadOnlySpan<long> values)
    {
        bool anyMissing = column.MissingCount > 0;
        var ticks = new double[column.Type == ColumnType.Timestamp ? values.Length : 0];
        var chunk = new KeyChunk();
        for (int row = 0; row < values.Length; row++)
        {
            bool missing = anyMissing && column.IsMissing(row);
            if (ticks.Length > 0) ticks[row] = missing ? double.NaN : values[row];
            if (missing) continue;
            Extend(values[row], values[row]);
            if (chunk.Add(Hashing.OfInt64(values[row]), values[row])) Follow(chunk);
        }

        Follow(chunk);
        _quantiles.Add(ticks);
    }

    private void AddFlags(FlagColumn column)
    {
        AddMoments(column.ToNumbers().Span);
        ReadOnlySpan<bool> values = column.Values;
        foreach (bool flag in (ReadOnlySpan<bool>)[false, true])
        {
            long count = 0;
            for (int row = 0; row < values.Length; row++) count += values[row] == flag && !column.IsMissing(row) ? 1 : 0;
            if (count == 0) continue;
            _distinct.Add(Hashing.OfInt64(flag ? 1 : 0));
            _keys.Add(flag ? 1 : 0, count);
        }
    }

    private void AddLevels(CategoryColumn column)
    {
        var counts = new long[column.Levels.Count];
        foreach (int code in column.Codes)
            if (code >= 0) counts[code]++;

        // In ordinal order, so that the state does not depend on the order of the levels.
        foreach (int code in Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).OrderBy(code => column.Levels[code], StringComparer.Ordinal))
        {
            string level = column.Levels[code];
            _distinct.Add(Hashing.OfString(level));
            _texts.Add(level, counts[code]);
            if (level.Length == 0) ZeroCount += counts[code];
        }
    }

    private void AddTexts(TextColumn column)
    {
        var lengths = new double[column.Length];
        var chunk = new KeyChunk();
        for (int row = 0; row < lengths.Length; row++)
        {
            lengths[row] = double.NaN;
            if (column.IsMissing(row)) continue;
            ReadOnlySpan<byte> utf8 = column.GetUtf8(row);
            int length = 0;
            foreach (byte one in utf8) length += (one & 0xC0) != 0x80 ? 1 : 0;
            lengths[row] = length;
            if (utf8.IsEmpty) ZeroCount++;
            if (chunk.Add(Hashing.OfBytes(utf8), row)) Follow(chunk, column);
        }

        Follow(chunk, column);
        TextLengths.Add(lengths);
    }

    private void Follow(KeyChunk chunk, TextColumn column)
    {
        ReadOnlySpan<ulong> hashes = chunk.Hashes;
        _distinct.Add(hashes);
        bool filtered = !_texts.IsExact && hashes.Length >= FrequencyFilter.LeastRows;
        ReadOnlySpan<ushort> slots = filtered ? FrequencyFilter.Count(hashes) : default;
        Span<char> characters = stackalloc char[LongestFollowed];
        for (int i = 0; i < hashes.Length; i++)
        {
            ReadOnlySpan<byte> utf8 = column.GetUtf8((int)chunk.Keys[i]);
            if (utf8.Length > LongestFollowed) _skippedTexts++;
            else if (!filtered || FrequencyFilter.Passes(slots, hashes[i])) _texts.Add((ReadOnlySpan<char>)characters[..Encoding.UTF8.GetChars(utf8, characters)]);
        }

        if (filtered) _unfollowed += FrequencyFilter.Least - 1;
        chunk.Clear();
    }

    private void Extend(long least, long greatest)
    {
        LeastInteger = LeastInteger is { } known ? Math.Min(known, least) : least;
        GreatestInteger = GreatestInteger is { } most ? Math.Max(most, greatest) : greatest;
    }
}
