using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A number from 0 to below 1 for each row that depends on its features alone: chance that is the same for a row by itself and in a batch.</summary>
internal static class RowContent
{
    private const ulong Missing = 0x9D5C_11B7_0E43_A6F1UL;

    public static double[] Uniform(Dataset data, IEnumerable<Field> fields)
    {
        var hashes = new ulong[data.RowCount];
        foreach (Field field in fields.Where(field => field.Role != ColumnRole.Ignored))
        {
            Column column = data[field.Name];
            ulong name = Hashing.OfString(field.Name);
            for (int row = 0; row < hashes.Length; row++) hashes[row] = Hashing.Combine(hashes[row], Hashing.Combine(name, OfValue(column, row)));
        }

        return Array.ConvertAll(hashes, hash => (Hashing.Mix(hash) >> 11) * (1.0 / (1UL << 53)));
    }

    private static ulong OfValue(Column column, int row) => column.IsMissing(row) ? Missing : column switch
    {
        NumberColumn numbers => Hashing.OfDouble(numbers.Values[row]),
        IntegerColumn integers => Hashing.OfInt64(integers.Values[row]),
        TimestampColumn moments => Hashing.OfInt64(moments.Ticks[row]),
        FlagColumn flags => flags.Values[row] ? 1UL : 2UL,
        _ => Hashing.OfString(column.GetText(row)),
    };
}
