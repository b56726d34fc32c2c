using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>Hashes the values of a run of rows in a form that does not depend on how the column holds them.</summary>
internal static class BlockHash
{
    public static string Of(Column column, int start, int rows)
    {
        Column block = column.Slice(start, rows);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([FingerprintHash.Leaf, (byte)column.Type]);
        FingerprintHash.Append(hash, rows);
        bool anyMissing = block.MissingCount > 0;
        hash.AppendData([(byte)(anyMissing ? 1 : 0)]);
        if (anyMissing) Append(hash, MissingMask.Create(rows, block.IsMissing).ToWords().Select(word => (long)word).ToArray());
        switch (block)
        {
            case NumberColumn numbers: Append(hash, Bits(numbers)); break;
            case IntegerColumn integers: Append(hash, Present(integers, integers.Values)); break;
            case TimestampColumn timestamps: Append(hash, Present(timestamps, timestamps.Ticks)); break;
            case FlagColumn flags: hash.AppendData(Array.ConvertAll(Present(flags, flags.Values), value => (byte)(value ? 1 : 0))); break;
            case CategoryColumn categories: AppendLevels(hash, categories); break;
            default: AppendTexts(hash, (TextColumn)block); break;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static long[] Bits(NumberColumn column)
    {
        long[] bits = MemoryMarshal.Cast<double, long>(column.Values).ToArray();
        ReadOnlySpan<double> values = column.Values;
        for (int row = 0; row < bits.Length; row++)
            if (double.IsNaN(values[row]) || column.IsMissing(row)) bits[row] = BitConverter.DoubleToInt64Bits(double.NaN);
        return bits;
    }

    private static T[] Present<T>(Column column, ReadOnlySpan<T> values)
        where T : struct
    {
        T[] present = values.ToArray();
        for (int row = 0; row < present.Length; row++)
            if (column.IsMissing(row)) present[row] = default;
        return present;
    }

    // Levels that occur, in the order of their first row, and the codes into these: the same values in the same rows are the same block, whatever other levels the column has.
    private static void AppendLevels(IncrementalHash hash, CategoryColumn column)
    {
        var local = new Dictionary<int, int>();
        var codes = new int[column.Length];
        ReadOnlySpan<int> from = column.Codes;
        for (int row = 0; row < codes.Length; row++)
        {
            if (from[row] < 0) codes[row] = -1;
            else if (local.TryGetValue(from[row], out int code)) codes[row] = code;
            else local.Add(from[row], codes[row] = local.Count);
        }

        FingerprintHash.Append(hash, local.Count);
        foreach (int code in local.OrderBy(pair => pair.Value).Select(pair => pair.Key)) FingerprintHash.Append(hash, column.Levels[code]);
        Append(hash, codes);
    }

    private static void AppendTexts(IncrementalHash hash, TextColumn column)
    {
        ReadOnlySpan<int> offsets = column.Offsets;
        var lengths = new int[column.Length];
        for (int row = 0; row < lengths.Length; row++) lengths[row] = offsets[row + 1] - offsets[row];
        Append(hash, lengths);
        hash.AppendData(column.Utf8[offsets[0]..offsets[^1]]);
    }

    private static void Append(IncrementalHash hash, long[] values)
    {
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, values);
        hash.AppendData(MemoryMarshal.AsBytes<long>(values));
    }

    private static void Append(IncrementalHash hash, int[] values)
    {
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, values);
        hash.AppendData(MemoryMarshal.AsBytes<int>(values));
    }
}
