using System.Runtime.InteropServices;

namespace Mlops.Sdk;

/// <summary>A 64-bit key for every row, equal exactly where two present values are equal. The key of a missing row may be that of a value: ask <see cref="Column.IsMissing"/>.</summary>
internal static class RowKeys
{
    public static long[] Of(Column column) => column switch
    {
        IntegerColumn integers => integers.Values.ToArray(),
        TimestampColumn timestamps => timestamps.Ticks.ToArray(),
        CategoryColumn categories => Array.ConvertAll(categories.Codes.ToArray(), code => (long)code),
        FlagColumn flags => Array.ConvertAll(flags.Values.ToArray(), value => value ? 1L : 0L),
        NumberColumn numbers => Array.ConvertAll(numbers.Values.ToArray(), value => value == 0 ? 0L : double.IsNaN(value) ? long.MinValue : BitConverter.DoubleToInt64Bits(value)),
        _ => OfTexts((TextColumn)column),
    };

    private static long[] OfTexts(TextColumn column)
    {
        var keys = new long[column.Length];
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int row = 0; row < keys.Length; row++)
        {
            ref long key = ref CollectionsMarshal.GetValueRefOrAddDefault(known, column.GetText(row), out bool exists);
            if (!exists) key = known.Count;
            keys[row] = column.IsMissing(row) ? -1 : key;
        }

        return keys;
    }
}
