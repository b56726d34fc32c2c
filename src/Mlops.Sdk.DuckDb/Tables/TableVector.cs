using System.Globalization;
using System.Text;
using System.Text.Unicode;
using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>Writes columns into vectors of DuckDB's.</summary>
internal static unsafe class TableVector
{
    private const long LeastNanosecondTicks = Moments.UnixTicks + ((long.MinValue / 100) + 1);
    private const long GreatestNanosecondTicks = Moments.UnixTicks + ((long.MaxValue / 100) - 1);

    /// <summary>The type of DuckDB's for a column type.</summary>
    public static DuckDBType TypeOf(ColumnType type, TimestampForm timestamps) => type switch
    {
        ColumnType.Number => DuckDBType.Double,
        ColumnType.Integer => DuckDBType.BigInt,
        ColumnType.Flag => DuckDBType.Boolean,
        ColumnType.Timestamp => timestamps switch { TimestampForm.Micros or TimestampForm.ExactMicros => DuckDBType.Timestamp, TimestampForm.Nanoseconds => DuckDBType.TimestampNs, _ => DuckDBType.BigInt },
        _ => DuckDBType.Varchar,
    };

    /// <summary>Whether every moment of a column can be given in nanoseconds.</summary>
    public static bool FitNanoseconds(TimestampColumn column) => Enumerable.Range(0, column.Length).All(row => column.IsMissing(row) || column.Ticks[row] is >= LeastNanosecondTicks and <= GreatestNanosecondTicks);

    /// <summary>Writes rows of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">The rows.</param>
    /// <param name="vector">The vector, filled from its first row on.</param>
    /// <param name="timestamps">How ticks are given.</param>
    /// <param name="offset">The number of the column's first row, for messages.</param>
    public static void Write(Column column, int start, int count, nint vector, TimestampForm timestamps, long offset)
    {
        void* data = NativeMethods.Vectors.DuckDBVectorGetData(vector);
        switch (column)
        {
            case NumberColumn numbers: numbers.Values.Slice(start, count).CopyTo(new Span<double>(data, count)); break;
            case IntegerColumn integers: integers.Values.Slice(start, count).CopyTo(new Span<long>(data, count)); break;
            case FlagColumn flags: flags.Values.Slice(start, count).CopyTo(new Span<bool>(data, count)); break;
            case TimestampColumn moments: WriteMoments(moments, start, new Span<long>(data, count), timestamps, offset); break;
            case CategoryColumn levels: WriteLevels(levels, start, count, vector); break;
            default: WriteTexts((TextColumn)column, start, count, vector, offset); break;
        }

        if (column.MissingCount > 0) WriteMissing(column, start, count, vector);
    }

    private static void WriteMissing(Column column, int start, int count, nint vector)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        ulong* validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        for (int row = 0; row < count; row++)
            if (column.IsMissing(start + row)) validity[row >> 6] &= ~(1UL << (row & 63));
    }

    private static void WriteMoments(TimestampColumn column, int start, Span<long> values, TimestampForm form, long offset)
    {
        ReadOnlySpan<long> ticks = column.Ticks.Slice(start, values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            long since = ticks[row] - Moments.UnixTicks, rest = ticks[row] % 10;
            if (form == TimestampForm.Ticks) values[row] = ticks[row];
            else if (form != TimestampForm.Nanoseconds && (rest == 0 || form == TimestampForm.Micros)) values[row] = (since - rest) / 10;
            else if (form == TimestampForm.Nanoseconds && ticks[row] is >= LeastNanosecondTicks and <= GreatestNanosecondTicks) values[row] = since * 100;
            else if (column.IsMissing(start + row)) values[row] = 0;
            else throw Unwritable(column, start + row, form, offset);
        }
    }

    private static MlopsException Unwritable(TimestampColumn column, int row, TimestampForm form, long offset) => new("MLO1609", string.Create(CultureInfo.InvariantCulture,
        $"Row {offset + row}, column '{column.Name}': {column.GetText(row)} {(form == TimestampForm.Nanoseconds ? "has no place in nanoseconds, which run from 1677 to 2262" : "has a digit of 100 nanoseconds, which microseconds lose")}. Set ParquetOptions.Nanoseconds = {(form == TimestampForm.Nanoseconds ? "false" : "true, or to false to cut the digit")}."));

    private static void WriteLevels(CategoryColumn column, int start, int count, nint vector)
    {
        var slots = (TextSlot*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        byte[]?[] levels = new byte[column.Levels.Count][];
        ReadOnlySpan<int> codes = column.Codes.Slice(start, count);
        for (int row = 0; row < count; row++)
        {
            if (codes[row] >= 0) Put(levels[codes[row]] ??= Encoding.UTF8.GetBytes(column.Levels[codes[row]]), vector, slots, row);
            else slots[row] = default;
        }
    }

    private static void WriteTexts(TextColumn column, int start, int count, nint vector, long offset)
    {
        var slots = (TextSlot*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        if (!Utf8.IsValid(column.Utf8[column.Offsets[start]..column.Offsets[start + count]]))
        {
            int bad = Enumerable.Range(start, count).First(row => !Utf8.IsValid(column.GetUtf8(row)));
            throw new MlopsException("MLO1609", string.Create(CultureInfo.InvariantCulture, $"Row {offset + bad}, column '{column.Name}': the text is not valid UTF-8. Correct it where the column is made."));
        }

        for (int row = 0; row < count; row++) Put(column.GetUtf8(start + row), vector, slots, row);
    }

    // A short text is written in place; DuckDB copies a longer one into memory of its own.
    private static void Put(ReadOnlySpan<byte> text, nint vector, TextSlot* slots, int row)
    {
        if (text.Length > TextSlot.MaxInside)
        {
            fixed (byte* bytes = text) NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(vector, (ulong)row, bytes, text.Length);
            return;
        }

        slots[row] = default;
        slots[row].Length = (uint)text.Length;
        text.CopyTo(new Span<byte>(slots[row].Inside, TextSlot.MaxInside));
    }
}
