using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class HashingBlockTests
{
    private static readonly double[] s_special = [0.0, -0.0, double.NaN, -double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Fact]
    public void Blocks_AnyValues_EqualOneByOne() =>
        Gen.Select(Gen.Long.Array[0, 40], Gen.OneOf(Gen.Double, Gen.Int[0, 5].Select(i => s_special[i])).Array[0, 40]).Sample((integers, numbers) =>
        {
            var hashes = new ulong[40];
            Hashing.OfInt64s(integers, hashes);
            Assert.Equal(Array.ConvertAll(integers, Hashing.OfInt64), hashes[..integers.Length]);
            Hashing.OfDoubles(numbers, hashes);
            Assert.Equal(Array.ConvertAll(numbers, Hashing.OfDouble), hashes[..numbers.Length]);
        });

    [Fact]
    public void Unmix_AnyValue_GivesItBack() => Gen.ULong.Sample(value => Assert.Equal(value, Hashing.Unmix(Hashing.Mix(value))));

    [Fact]
    public void OfInt64s_TooLittleRoom_IsRefused() => Assert.Throws<ArgumentException>(() => Hashing.OfInt64s([1, 2], new ulong[1]));

    [Fact]
    public void OfBytes_OfAnyLength_IsXxHash3()
    {
        byte[] bytes = new byte[400];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)Hashing.Mix((ulong)i);
        for (int length = 0; length < 300; length++)
            for (int start = 0; start < 100; start += 7)
                Assert.Equal(System.IO.Hashing.XxHash3.HashToUInt64(bytes.AsSpan(start, length)), Hashing.OfBytes(bytes.AsSpan(start, length)));
    }
}
