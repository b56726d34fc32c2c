using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class SortingTests
{
    private static readonly double[] Special = [0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MinValue];
    private static readonly Gen<double> Any = Gen.OneOf(Gen.Double[-5, 5], Gen.Double, Gen.Int[-9, 9].Select(i => (double)i), Gen.Int[0, 5].Select(i => Special[i]));

    [Fact]
    public void Ascending_AnyNumbers_EqualsTheFrameworksSort() =>
        Gen.Select(Gen.OneOf(Any.Array[0, 60], Any.Array[60, 300], Any.Array[1000, 5000]), Gen.Int[0, 3]).Sample((values, missing) =>
        {
            values = [.. values.Where(v => !double.IsNaN(v)), .. Enumerable.Repeat(double.NaN, missing)];
            new RandomStream(1).Shuffle<double>(values);
            double[] expected = [.. values.Where(v => !double.IsNaN(v)).Order()], again = [.. values];
            Sorting.Ascending(values);
            Sorting.Ascending(again, new double[again.Length + 3]);
            Assert.Equal(Array.ConvertAll(values, BitConverter.DoubleToInt64Bits), Array.ConvertAll(again, BitConverter.DoubleToInt64Bits));
            Assert.Equal(expected, values[..expected.Length]);
            Assert.All(values[expected.Length..], v => Assert.True(double.IsNaN(v)));
        }, iter: 100);

    [Fact]
    public void Ascending_AnyIntegers_EqualsTheFrameworksSort() =>
        Gen.OneOf(Gen.Long.Array[0, 300], Gen.Int[-9, 9].Select(i => i > 5 ? long.MaxValue - i : i < -5 ? long.MinValue - i : i).Array[0, 1100], Gen.Long.Array[1024, 1500]).Sample(values =>
        {
            long[] expected = [.. values.Order()], again = [.. values];
            Sorting.Ascending(values.AsSpan());
            Sorting.Ascending(again, new long[again.Length]);
            Assert.Equal(expected, values);
            Assert.Equal(expected, again);
            if (again.Length > 1) Assert.Throws<ArgumentException>(() => Sorting.Ascending(again, new long[1]));
        }, iter: 100);

    // A network that sorts every row of zeros and ones sorts all (Knuth's principle); in whole columns and in the narrow ones that fill up.
    [Fact]
    public void Ascending_EveryPatternOfZerosAndOnes_IsSorted()
    {
        foreach (int length in (int[])[9, 16, 64, 80])
        {
            for (int pattern = 0; pattern < 1 << 16; pattern += length > 16 ? 7 : 1)
            {
                long[] values = [.. Enumerable.Range(0, length).Select(i => (long)(pattern >> (i % 16) & 1))];
                long ones = values.Sum();
                Sorting.Ascending(values.AsSpan());
                Assert.True(values.AsSpan(0, (int)(length - ones)).IndexOfAnyExcept(0) < 0 && values.AsSpan((int)(length - ones)).IndexOfAnyExcept(1) < 0);
            }
        }
    }

    [Fact]
    public void Ascending_WithRows_IsStable() =>
        Gen.OneOf(Gen.Int[-4, 4].Array[0, 60], Gen.Int[-4, 4].Array[1100, 3000]).Sample(keys =>
        {
            double[] values = [.. keys.Select(k => k * 1.5)];
            int[] rows = [.. Enumerable.Range(0, keys.Length)];
            int[] expected = [.. rows.OrderBy(r => values[r])];
            Sorting.Ascending(values, rows);
            Assert.Equal(expected, rows);
            Assert.Equal(values.Order(), values);
            ulong[] whole = [.. keys.Select(k => unchecked((ulong)(k * 0x123456789ABCDEL)))];
            rows = [.. Enumerable.Range(0, keys.Length)];
            expected = [.. rows.OrderBy(r => whole[r])];
            Sorting.Ascending(whole.AsSpan(), rows.AsSpan());
            Assert.Equal(expected, rows);
            Assert.Equal(whole.Order(), whole);
        }, iter: 60);
}
