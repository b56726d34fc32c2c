using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Hashes of rows over chosen columns, 128 bits, equal for equal values however a column holds them. Two different rows have one hash with a chance that can be left aside (the values' hashes have 64 bits each).</summary>
internal static class RowHashes
{
    private const ulong MissingValue = 0x6D697373696E6721UL, OtherChain = 0xA5A5A5A55A5A5A5AUL;

    /// <summary>Whether a value of one can equal a value of the other.</summary>
    public static bool AreComparable(ColumnType a, ColumnType b) => a == b || (IsText(a) && IsText(b));

    /// <summary>The hashes of a run of rows.</summary>
    public static void Of(IReadOnlyList<Column> columns, int start, Span<UInt128> hashes)
    {
        Span<ulong> high = new ulong[hashes.Length], low = new ulong[hashes.Length], values = new ulong[hashes.Length];
        foreach (Column column in columns)
        {
            Values(column, start, values);
            for (int i = 0; i < values.Length; i++)
            {
                high[i] = Hashing.Combine(high[i], values[i]);
                low[i] = Hashing.Combine(low[i] ^ OtherChain, values[i]);
            }
        }

        for (int i = 0; i < hashes.Length; i++) hashes[i] = new UInt128(high[i], low[i]);
    }

    private static void Values(Column column, int start, Span<ulong> values)
    {
        switch (column)
        {
            case NumberColumn numbers: Hash(column, start, values, row => (ulong)BitConverter.DoubleToInt64Bits(numbers.Values[row])); break;
            case IntegerColumn integers: Hash(column, start, values, row => (ulong)integers.Values[row]); break;
            case TimestampColumn moments: Hash(column, start, values, row => (ulong)moments.Ticks[row]); break;
            case FlagColumn flags: Hash(column, start, values, row => flags.Values[row] ? 1UL : 0UL); break;
            case CategoryColumn categories:
                ulong[] levels = [.. categories.Levels.Names.Select(level => Hashing.OfBytes(Encoding.UTF8.GetBytes(level)))];
                Hash(column, start, values, row => levels[categories.Codes[row]]);
                break;
            default:
                var texts = (TextColumn)column;
                Hash(column, start, values, row => Hashing.OfBytes(texts.Utf8[texts.Offsets[row]..texts.Offsets[row + 1]]));
                break;
        }
    }

    private static void Hash(Column column, int start, Span<ulong> values, Func<int, ulong> value)
    {
        for (int i = 0; i < values.Length; i++) values[i] = column.IsMissing(start + i) ? MissingValue : Hashing.Mix(value(start + i));
    }

    private static bool IsText(ColumnType type) => type is ColumnType.Category or ColumnType.Text;
}
