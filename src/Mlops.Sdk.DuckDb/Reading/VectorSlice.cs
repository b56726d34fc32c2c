using System.Numerics;

namespace Mlops.Sdk;

/// <summary>A run of rows of a vector of DuckDB's; valid until the next chunk is fetched.</summary>
internal readonly unsafe ref struct VectorSlice(void* data, ulong* validity, int start, int count)
{
    public int Count => count;

    /// <summary>Whether rows may be NULL; what such rows hold otherwise is undefined.</summary>
    public bool HasNulls => validity != null;

    /// <summary>The values.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => new((T*)data + start, count);

    /// <summary>The first value, for types that point into memory of DuckDB's.</summary>
    public T* Pointer<T>()
        where T : unmanaged => (T*)data + start;

    /// <summary>The NULLs among 64 rows from a row on, lowest bit first.</summary>
    public ulong Nulls(int row)
    {
        int at = start + row, shift = at & 63, rows = Math.Min(64, count - row);
        ulong valid = validity[at >> 6] >> shift;
        if (shift > 0 && 64 - shift < rows) valid |= validity[(at >> 6) + 1] << (64 - shift);
        return rows == 64 ? ~valid : ~valid & ((1UL << rows) - 1);
    }

    public bool IsNull(int row) => validity != null && (validity[(start + row) >> 6] >> ((start + row) & 63) & 1) == 0;

    /// <summary>Puts a value wherever a row is NULL.</summary>
    public void FillNulls<T>(Span<T> values, T value)
    {
        if (validity == null) return;
        for (int row = 0; row < count; row += 64)
        {
            for (ulong nulls = Nulls(row); nulls != 0; nulls &= nulls - 1)
                values[row + BitOperations.TrailingZeroCount(nulls)] = value;
        }
    }
}
