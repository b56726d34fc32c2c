using System.Numerics;

namespace Mlops.Sdk.Numerics;

/// <summary>In which rows an order is broken, as bits of <see cref="RowBits"/>.</summary>
public static class OrderBits
{
    /// <summary>Marks the rows whose value is below the present value before it (strict: not above it), or above it when values are to fall. NaN breaks the order and is then passed over; missing rows are passed over. O(values).</summary>
    /// <param name="values">The values.</param>
    /// <param name="missing">The missing rows; empty when there are none.</param>
    /// <param name="strict">Whether equal values break the order.</param>
    /// <param name="last">The last present value before these, or null when there is none; afterwards that of these.</param>
    /// <param name="bits">Overwritten: a bit for every value.</param>
    /// <param name="falling">Whether values are to fall and not to rise.</param>
    /// <typeparam name="T"><see cref="double"/> or <see cref="long"/>.</typeparam>
    public static void Breaks<T>(ReadOnlySpan<T> values, ReadOnlySpan<ulong> missing, bool strict, ref T? last, Span<ulong> bits, bool falling = false)
        where T : struct, INumber<T>
    {
        bits.Clear();
        bool started = last is not null;
        T before = last.GetValueOrDefault();
        for (int row = 0; row < values.Length; row++)
        {
            if (!missing.IsEmpty && (missing[row >> 6] >> row & 1) != 0) continue;
            T value = values[row];
            bool kept = !T.IsNaN(value) && (!started || (falling ? value < before : value > before) || (!strict && value == before));
            bits[row >> 6] |= (kept ? 0UL : 1UL) << row;
            if (T.IsNaN(value)) continue;
            before = value;
            started = true;
        }

        if (started) last = before;
    }
}
