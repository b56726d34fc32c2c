using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class NumberCountsTests
{
    private static readonly double[] s_special = [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300];

    [Fact]
    public void Of_AnyNumbers_CountsEachKind() =>
        Gen.OneOf(Gen.Double, Gen.Int.Select(n => (double)n), Gen.Int[0, 5].Select(i => s_special[i])).Array[0, 50].Sample(values =>
            Assert.Equal(
                new NumberCounts(values.Count(double.IsNaN), values.Count(v => v == 0), values.Count(v => v < 0), values.Count(double.IsPositiveInfinity), values.Count(double.IsNegativeInfinity), values.Count(double.IsInteger)),
                NumberCounts.Of(values)));

    [Fact]
    public void Ascending_Integers_AreInOrder() =>
        Gen.OneOf(Gen.Long, Gen.Int[-5, 5].Select(n => (long)n)).Array[1000, 1100].Sample(values =>
        {
            long[] sorted = [.. values];
            Sorting.Ascending(sorted);
            Assert.Equal(values.Order(), sorted);
        }, iter: 20);
}
