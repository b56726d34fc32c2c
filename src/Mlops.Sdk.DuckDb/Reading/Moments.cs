using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>Reads vectors as ticks.</summary>
internal static class Moments
{
    public const long UnixTicks = 621355968000000000;

    /// <summary>Reads a slice; the first row that is outside of the years 1 to 9999, or -1.</summary>
    /// <param name="slice">The values.</param>
    /// <param name="ticks">Filled; rows outside with 0.</param>
    /// <param name="bad">Told every row outside.</param>
    public delegate void Reader(VectorSlice slice, Span<long> ticks, Action<int> bad);

    /// <summary>The reader of a column, or null where it holds no moments. A column of BIGINT holds ticks already.</summary>
    public static Reader? ReaderOf(ResultColumn column) => column.Type switch
    {
        DuckDBType.Timestamp or DuckDBType.TimestampTz => Scaled(10),
        DuckDBType.TimestampMs => Scaled(TimeSpan.TicksPerMillisecond),
        DuckDBType.TimestampS => Scaled(TimeSpan.TicksPerSecond),
        DuckDBType.TimestampNs => Nanoseconds,
        DuckDBType.Date => Days,
        DuckDBType.BigInt => static (slice, ticks, _) => slice.Values<long>().CopyTo(ticks),
        _ => null,
    };

    private static Reader Scaled(long unit)
    {
        long least = -UnixTicks / unit;
        ulong range = (ulong)(DateTime.MaxValue.Ticks / unit);
        return (slice, ticks, bad) =>
        {
            ReadOnlySpan<long> values = slice.Values<long>();
            for (int i = 0; i < values.Length; i++)
            {
                ticks[i] = unchecked((values[i] * unit) + UnixTicks);
                if ((ulong)unchecked(values[i] - least) > range) Refuse(slice, ticks, i, bad);
            }
        };
    }

    private static void Nanoseconds(VectorSlice slice, Span<long> ticks, Action<int> bad)
    {
        ReadOnlySpan<long> values = slice.Values<long>();
        for (int i = 0; i < values.Length; i++)
        {
            (long quotient, long rest) = Math.DivRem(values[i], 100);
            ticks[i] = quotient - (rest < 0 ? 1 : 0) + UnixTicks;
            if (values[i] is long.MaxValue or -long.MaxValue) Refuse(slice, ticks, i, bad);
        }
    }

    private static void Days(VectorSlice slice, Span<long> ticks, Action<int> bad)
    {
        const int least = -719162, greatest = 2932896;
        ReadOnlySpan<int> values = slice.Values<int>();
        for (int i = 0; i < values.Length; i++)
        {
            ticks[i] = (values[i] * TimeSpan.TicksPerDay) + UnixTicks;
            if (values[i] is < least or > greatest) Refuse(slice, ticks, i, bad);
        }
    }

    private static void Refuse(VectorSlice slice, Span<long> ticks, int row, Action<int> bad)
    {
        ticks[row] = 0;
        if (!slice.IsNull(row)) bad(row);
    }
}
