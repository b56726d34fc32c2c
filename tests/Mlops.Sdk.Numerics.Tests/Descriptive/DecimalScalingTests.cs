using System.Globalization;
using System.Numerics;
using CsCheck;
using Xunit;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class DecimalScalingTests
{
    private static readonly Gen<int> Powers = Gen.Int[DecimalScaling.LeastPower, DecimalScaling.GreatestPower];

    [Fact]
    public void TryScale_AnySignificandAndPower_EqualsDoubleParseToTheBit() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 63], Powers).Array[500].Sample(
            cases =>
            {
                foreach ((ulong bits, int shift, int power) in cases) AssertNearest(bits >> shift, power);
            },
            iter: 400);

    // Odd numbers of 54 bits lie halfway between two doubles; those that 5^power divides are reached by it.
    [Fact]
    public void TryScale_HalfwayBetweenTwoDoubles_GoesToTheEvenOne() =>
        Gen.Select(Gen.ULong[1UL << 53, (1UL << 54) - 1], Gen.Int[-4, 22]).Array[500].Sample(
            cases =>
            {
                foreach ((ulong bits, int power) in cases)
                {
                    ulong five = (ulong)BigInteger.Pow(5, Math.Abs(power)), half = bits | 1;
                    ulong significand = power < 0 ? half * five : ((half / five) | 1);
                    for (int step = -1; step <= 1; step++) AssertNearest(significand + (ulong)step, power);
                }
            },
            iter: 100);

    [Fact]
    public void TryScale_PowerOutOfRange_DoesNotAnswer()
    {
        Assert.False(DecimalScaling.TryScale(1, DecimalScaling.LeastPower - 1, out _));
        Assert.False(DecimalScaling.TryScale(1, DecimalScaling.GreatestPower + 1, out _));
    }

    private static void AssertNearest(ulong significand, int power)
    {
        Assert.True(DecimalScaling.TryScale(significand, power, out double value));
        double expected = double.Parse(FormattableString.Invariant($"{significand}e{power}"), CultureInfo.InvariantCulture);
        if (value != expected) Assert.Fail(FormattableString.Invariant($"{significand}e{power} is {expected:R} and not {value:R}."));
    }
}
