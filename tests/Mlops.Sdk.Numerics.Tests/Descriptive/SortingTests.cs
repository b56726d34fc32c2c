using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class SortingTests
{
    private static readonly double[] Special = [0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MinValue];
    private static readonly Gen<double> Any = Gen.OneOf(Gen.Double[-5, 5], Gen.Double, Gen.Int[-9, 9].Select(i => (double)i), Gen.Int[0, 5].Select(i => Special[i]));

    [Fact]
    public void Ascending_AnyNumbers_EqualsTheFrameworksSort() =>
        Gen.Select(Gen.OneOf(Any.Array[0, 60], Any.Array[1000, 5000]), Gen.Int[0, 3]).Sample((values, missing) =>
        {
            values = [.. values.Where(v => !double.IsNaN(v)), .. Enumerable.Repeat(double.NaN, missing)];
            new RandomStream(1).Shuffle<double>(values);
            double[] expected = [.. values.Where(v => !double.IsNaN(v)).Order()];
            Sorting.Ascending(values);
            Assert.Equal(expected, values[..expected.Length]);
            Assert.All(values[expected.Length..], v => Assert.True(double.IsNaN(v)));
        }, iter: 60);

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
        }, iter: 60);
}
