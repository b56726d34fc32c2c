using System.Globalization;
using System.Numerics;
using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>Reads vectors as numbers.</summary>
internal static class Numbers
{
    public delegate void Reader(VectorSlice slice, Span<double> numbers);

    private static readonly double[] s_powers = [.. Enumerable.Range(0, 23).Select(exponent => double.Parse($"1E{exponent}", CultureInfo.InvariantCulture))];

    /// <summary>The reader of a column, or null where it holds no numbers.</summary>
    public static Reader? ReaderOf(ResultColumn column) => column.Type switch
    {
        DuckDBType.Double => static (slice, numbers) => slice.Values<double>().CopyTo(numbers),
        DuckDBType.Float => Of<float>(),
        DuckDBType.TinyInt => Of<sbyte>(),
        DuckDBType.SmallInt => Of<short>(),
        DuckDBType.Integer => Of<int>(),
        DuckDBType.BigInt => Of<long>(),
        DuckDBType.UnsignedTinyInt => Of<byte>(),
        DuckDBType.UnsignedSmallInt => Of<ushort>(),
        DuckDBType.UnsignedInteger => Of<uint>(),
        DuckDBType.UnsignedBigInt => Of<ulong>(),
        DuckDBType.HugeInt => Of<Int128>(),
        DuckDBType.UnsignedHugeInt => Of<UInt128>(),
        DuckDBType.Time => Each<long>(static micros => micros / 1e6),
        DuckDBType.Decimal => DecimalOf(column),
        _ => null,
    };

    private static Reader DecimalOf(ResultColumn column)
    {
        byte scale = column.Scale;
        return column.Storage switch
        {
            DuckDBType.SmallInt => Each<short>(value => Decimal(value, scale)),
            DuckDBType.Integer => Each<int>(value => Decimal(value, scale)),
            DuckDBType.BigInt => Each<long>(value => Decimal(value, scale)),
            _ => Each<Int128>(value => Decimal(value, scale)),
        };
    }

    // The nearest double. Both operands are exact up to 2^53 and 10^22, and then one division rounds once; beyond, the digits are read as text.
    private static double Decimal(Int128 value, byte scale)
    {
        if (scale < s_powers.Length && value <= 1L << 53 && value >= -(1L << 53)) return (double)(long)value / s_powers[scale];
        return double.Parse($"{value.ToString(CultureInfo.InvariantCulture)}E-{scale.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
    }

    private static Reader Of<T>()
        where T : unmanaged, INumberBase<T> => static (slice, numbers) =>
    {
        ReadOnlySpan<T> values = slice.Values<T>();
        for (int i = 0; i < values.Length; i++) numbers[i] = double.CreateTruncating(values[i]);
    };

    private static Reader Each<T>(Func<T, double> convert)
        where T : unmanaged => (slice, numbers) =>
    {
        ReadOnlySpan<T> values = slice.Values<T>();
        for (int i = 0; i < values.Length; i++) numbers[i] = convert(values[i]);
    };
}
