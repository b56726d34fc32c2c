using CsCheck;
using Xunit;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class ExtremesTests
{
    [Fact]
    public void Of_AnyIntegers_AreThoseOfTheSortedOnes() =>
        Gen.Long.Array[1, 70].Sample(values => Assert.Equal((values.Min(), values.Max()), Extremes.Of<long>(values)));

    [Fact]
    public void Of_NumbersWithInfinities_AreThoseOfTheSortedOnes() =>
        Gen.OneOf(Gen.Double[-1, 1], Gen.Const(double.NegativeInfinity), Gen.Const(double.PositiveInfinity), Gen.Const(0.0), Gen.Const(-0.0)).Array[1, 70].Sample(values => Assert.Equal((values.Min(), values.Max()), Extremes.Of<double>(values)));

    [Fact]
    public void Of_NoNumbers_IsRefused() => Assert.Throws<ArgumentException>(() => Extremes.Of<int>([]));

    [Fact]
    public void ToNumbers_AnyIntegers_AreConvertedAsOne() =>
        Gen.Long.Array[0, 40].Sample(values =>
        {
            double[] numbers = new double[values.Length];
            WholeNumbers.ToNumbers(values, numbers);
            Assert.Equal(values.Select(value => (double)value), numbers);
        });

    // Below and above the length from which bits are sorted by digits.
    [Theory]
    [InlineData(9)]
    [InlineData(1023)]
    [InlineData(1025)]
    public void Ascending_ZerosOfBothSigns_NegativeOnesFirst(int length)
    {
        var random = new RandomStream((ulong)length);
        double[] values = [.. Enumerable.Range(0, length).Select(_ => (random.NextInt32(4) - 2) * (random.NextInt32(2) == 0 ? 0.0 : 1.5))];
        double[] expected = [.. values.Order(Comparer<double>.Create((a, b) => a == b ? double.IsNegative(b).CompareTo(double.IsNegative(a)) : a.CompareTo(b)))];
        Sorting.Ascending(values);
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), values.Select(BitConverter.DoubleToInt64Bits));
    }
}
