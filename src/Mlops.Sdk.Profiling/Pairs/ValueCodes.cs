using System.Runtime.InteropServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Values as numbers and as codes.</summary>
internal static class ValueCodes
{
    private const double ExactIntegers = 9007199254740992;

    public static ReadOnlyMemory<double> ToNumbers(Column column)
    {
        if (column is not TimestampColumn timestamps) return column.ToNumbers();
        var numbers = new double[column.Length];
        for (int row = 0; row < numbers.Length; row++) numbers[row] = timestamps.IsMissing(row) ? double.NaN : timestamps.Ticks[row];
        return numbers;
    }

    /// <summary>The numbers with NaN for infinities; the same memory where there are none.</summary>
    public static ReadOnlyMemory<double> Finite(ReadOnlyMemory<double> numbers)
    {
        foreach (double number in numbers.Span)
            if (double.IsInfinity(number)) return Array.ConvertAll(numbers.ToArray(), value => double.IsFinite(value) ? value : double.NaN);
        return numbers;
    }

    /// <summary>A code from 0 for every different value, -1 where missing. The codes depend on the values of the rows alone, not on levels that do not occur.</summary>
    public static (int[] Codes, int Distinct) Of(SampleColumn column) => column.Column switch
    {
        CategoryColumn categories => OfLevels(categories),
        TextColumn texts => OfTexts(texts),
        IntegerColumn integers when !AreExact(integers.Values) => OfIntegers(integers.Values, integers),
        TimestampColumn timestamps => OfIntegers(timestamps.Ticks, timestamps),
        _ => (column.Ranks.DenseRanks.ToArray(), column.Ranks.Distinct),
    };

    private static bool AreExact(ReadOnlySpan<long> values)
    {
        foreach (long value in values)
            if (Math.Abs((double)value) >= ExactIntegers) return false;
        return true;
    }

    private static (int[] Codes, int Distinct) OfLevels(CategoryColumn column)
    {
        var map = new int[column.Levels.Count];
        var codes = new int[column.Length];
        int distinct = 0;
        for (int row = 0; row < codes.Length; row++)
        {
            int code = column.Codes[row];
            codes[row] = code < 0 ? -1 : (map[code] == 0 ? map[code] = ++distinct : map[code]) - 1;
        }

        return (codes, distinct);
    }

    private static (int[] Codes, int Distinct) OfTexts(TextColumn column)
    {
        var known = new Dictionary<ulong, int>();
        var codes = new int[column.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = column.IsMissing(row) ? -1 : CodeOf(known, Hashing.OfBytes(column.GetUtf8(row)));
        return (codes, known.Count);
    }

    private static (int[] Codes, int Distinct) OfIntegers(ReadOnlySpan<long> values, Column column)
    {
        var known = new Dictionary<ulong, int>();
        var codes = new int[values.Length];
        for (int row = 0; row < codes.Length; row++) codes[row] = column.IsMissing(row) ? -1 : CodeOf(known, (ulong)values[row]);
        return (codes, known.Count);
    }

    private static int CodeOf(Dictionary<ulong, int> known, ulong value)
    {
        ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(known, value, out _);
        if (code == 0) code = known.Count;
        return code - 1;
    }
}
