using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Sums;

public sealed class OrderedSumsTests
{
    private static readonly Gen<(double[] X, double[] Y)> s_pairs =
        Gen.Int[0, 300].SelectMany(length => Gen.Select(Gen.Double[-1000, 1000].Array[length], Gen.Double[-1000, 1000].Array[length]));

    [Fact]
    public void EachSum_AnyLengthAtAnyPlace_IsTheWrittenOrderToTheBit() => s_pairs.Sample((x, y) =>
    {
        double center = x.Length == 0 ? 0 : x[0] / 3;
        double[] expected =
        [
            InOrder(x, 4), InOrder(Combine(x, y, (a, b) => a * b), 4), InOrder(Combine(x, x, (a, b) => a * b), 4),
            InOrder(Combine(x, y, (a, b) => (a - b) * (a - b)), 4), InOrder(Combine(x, x, (a, _) => (a - center) * (a - center)), 4),
        ];
        for (int offset = 0; offset < 8; offset++)
        {
            ReadOnlySpan<double> shiftedX = Shifted(x, offset), shiftedY = Shifted(y, (offset * 3) % 8);
            double[] actual =
            [
                OrderedSums.Sum(shiftedX), OrderedSums.Dot(shiftedX, shiftedY), OrderedSums.SumOfSquares(shiftedX),
                OrderedSums.SquaredDistance(shiftedX, shiftedY), OrderedSums.SumOfSquares(shiftedX, center),
            ];
            Assert.Equal(Bits(expected), Bits(actual));
        }
    }, iter: 300);

    [Fact]
    public void DotOfSingles_AnyLengthAtAnyPlace_IsTheWrittenOrderToTheBit() => s_pairs.Sample((x, y) =>
    {
        float[] first = Array.ConvertAll(x, value => (float)value), second = Array.ConvertAll(y, value => (float)value);
        float expected = InOrder(Combine(first, second, (a, b) => a * b), 8);
        for (int offset = 0; offset < 8; offset++)
            Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(OrderedSums.Dot(Shifted(first, offset), Shifted(second, 7 - offset))));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(100)]
    public void Sum_NotFinite_IsThatOfAPlainLoop(int length)
    {
        for (int place = 0; place < length; place++)
        {
            foreach (double odd in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                double[] values = new double[length], other = [.. Enumerable.Repeat(2.0, length)];
                values[place] = odd;
                Assert.Equal(odd, OrderedSums.Sum(values));
                Assert.Equal(odd, OrderedSums.Dot(values, other));
                Assert.Equal(odd * odd, OrderedSums.SumOfSquares(values));
                Assert.Equal(double.IsNaN(odd) ? double.NaN : double.PositiveInfinity, OrderedSums.Distance(values, other));
                values[(place + 1) % length] = -odd;
                if (length > 1) Assert.Equal(double.NaN, OrderedSums.Sum(values));
            }
        }
    }

    [Fact]
    public void EachSum_NoNumbers_IsZero()
    {
        Assert.Equal(0, OrderedSums.Sum([]));
        Assert.Equal(0, OrderedSums.Norm([]));
        Assert.Equal(0, OrderedSums.Distance([], []));
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(OrderedSums.Sum([-0.0, -0.0])));
    }

    [Fact]
    public void Dot_LengthsDiffer_SaysBoth()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => OrderedSums.Dot([1.0, 2], [1.0]));
        Assert.Contains("2 and 1", exception.Message, StringComparison.Ordinal);
    }

    // The documented order, one number after another: 8, then 2, then 1 vectors of as many lanes, halved.
    private static T InOrder<T>(T[] terms, int lanes)
        where T : System.Numerics.INumber<T>
    {
        int place = 0;
        var sums = new T[8 * lanes];
        Array.Fill(sums, T.Zero);
        if (terms.Length >= lanes)
        {
            for (int width = 8 * lanes; width >= lanes; width = width == 8 * lanes ? 2 * lanes : width / 2)
            {
                while (sums.Length > width) sums = Halved(sums);
                for (; place + width <= terms.Length; place += width)
                    for (int lane = 0; lane < width; lane++) sums[lane] += terms[place + lane];
            }

            while (sums.Length > 1) sums = Halved(sums);
        }

        T sum = terms.Length >= lanes ? sums[0] : T.Zero;
        for (; place < terms.Length; place++) sum += terms[place];
        return sum;
    }

    private static T[] Halved<T>(T[] sums)
        where T : System.Numerics.INumber<T> => [.. Enumerable.Range(0, sums.Length / 2).Select(i => sums[i] + sums[i + (sums.Length / 2)])];

    private static T[] Combine<T>(T[] x, T[] y, Func<T, T, T> term) => [.. x.Zip(y, term)];

    private static ReadOnlySpan<T> Shifted<T>(T[] values, int offset)
    {
        var room = new T[values.Length + offset];
        values.CopyTo(room, offset);
        return room.AsSpan(offset);
    }

    private static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
}
