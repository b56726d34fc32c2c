using System.Numerics;
using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>Reads vectors as whole numbers of 64 bits.</summary>
internal static class Integers
{
    /// <summary>Reads a slice; the first row that does not fit, or -1.</summary>
    public delegate int Reader(VectorSlice slice, Span<long> integers);

    /// <summary>The reader of a column, or null where it holds no whole numbers.</summary>
    public static Reader? ReaderOf(ResultColumn column) => column.Type switch
    {
        DuckDBType.BigInt => Copy,
        DuckDBType.TinyInt => Of<sbyte>(),
        DuckDBType.SmallInt => Of<short>(),
        DuckDBType.Integer => Of<int>(),
        DuckDBType.UnsignedTinyInt => Of<byte>(),
        DuckDBType.UnsignedSmallInt => Of<ushort>(),
        DuckDBType.UnsignedInteger => Of<uint>(),
        DuckDBType.UnsignedBigInt => Checked<ulong>(static value => value <= long.MaxValue ? (long)value : null),
        DuckDBType.HugeInt => Checked<Int128>(static value => value >= long.MinValue && value <= long.MaxValue ? (long)value : null),
        DuckDBType.UnsignedHugeInt => Checked<UInt128>(static value => value <= long.MaxValue ? (long)value : null),
        DuckDBType.Decimal when column.Scale == 0 => ReaderOf(column with { Type = column.Storage }),
        _ => null,
    };

    private static int Copy(VectorSlice slice, Span<long> integers)
    {
        slice.Values<long>().CopyTo(integers);
        return -1;
    }

    private static Reader Of<T>()
        where T : unmanaged, IBinaryInteger<T> => static (slice, integers) =>
    {
        ReadOnlySpan<T> values = slice.Values<T>();
        for (int i = 0; i < values.Length; i++) integers[i] = long.CreateTruncating(values[i]);
        return -1;
    };

    private static Reader Checked<T>(Func<T, long?> convert)
        where T : unmanaged => (slice, integers) =>
    {
        ReadOnlySpan<T> values = slice.Values<T>();
        for (int i = 0; i < values.Length; i++)
        {
            if (slice.IsNull(i)) continue;
            if (convert(values[i]) is not { } integer) return i;
            integers[i] = integer;
        }

        return -1;
    };
}
