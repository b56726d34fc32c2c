using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class RowMaskTests
{
    private static readonly double[] s_special = [0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.MaxValue, double.Epsilon, 1, 2];
    private static readonly long[] s_extreme = [long.MinValue, long.MaxValue, (1L << 53) + 1];
    private static readonly Gen<double> s_number = Gen.OneOf(Gen.Int[-4, 4].Select(i => (double)i), Gen.Int[0, 8].Select(i => s_special[i]), Gen.Double[-5, 5]);
    private static readonly Gen<long> s_whole = Gen.OneOf(Gen.Long[-4, 4], Gen.Int[0, 2].Select(i => s_extreme[i]));

    [Fact]
    public void Outside_NoneOf_NaN_Infinite_AreThoseOfTheLoop() =>
        Gen.Select(s_number.Array[0, 300], Gen.Double[-4, 4], Gen.Double[-4, 4]).Sample((values, a, b) =>
        {
            double low = Math.Min(a, b), high = Math.Max(a, b);
            Same(values, value => !(value >= low && value <= high), bits => RangeBits.Outside(values, low, high, bits));
            Same(values, value => value is not (1 or 2), bits => RangeBits.NoneOf(values, [1.0, 2.0], bits));
            Same(values, double.IsNaN, bits => FiniteBits.NaN(values, bits));
            Same(values, double.IsInfinity, bits => FiniteBits.Infinite(values, bits));
        }, iter: 200);

    [Fact]
    public void Outside_Integers_AreExactToTheBit() =>
        s_whole.Array[0, 300].Sample(values =>
        {
            Same(values, value => value is < -1 or > 1L << 53, bits => RangeBits.Outside(values, -1L, 1L << 53, bits));
            int[] codes = Array.ConvertAll(values, value => (int)(value % 5));
            Same(codes, code => code < 0, bits => RangeBits.Outside(codes, 0, int.MaxValue, bits));
        }, iter: 100);

    [Fact]
    public void Tallies_OfAnySets_AreThoseOfTheLoop() =>
        Gen.Select(Gen.ULong.Array[3].Array[1, 20], Gen.Int[1, 40]).Sample((sets, limit) =>
        {
            var planes = new ulong[RowTallies.Planes(sets.Length) * 3];
            foreach (ulong[] set in sets) RowTallies.Add(planes, set);
            var rows = new ulong[3];
            RowTallies.AtLeast(planes, limit, rows);
            for (int row = 0; row < 192; row++)
                Assert.Equal(sets.Count(set => (set[row >> 6] >> row & 1) != 0) >= limit, (rows[row >> 6] >> row & 1) != 0);
        }, iter: 100);

    [Fact]
    public void Comparisons_AreThoseOfTheLoop() =>
        Gen.Select(s_number.Array[0, 200], Gen.Int[0, 2]).Sample((left, tenths) =>
        {
            double slack = tenths / 10.0;
            double[] right = [.. left.Reverse()];
            int[] rows = [.. Enumerable.Range(0, left.Length)];
            Same(rows, i => !(left[i] < right[i] + slack), bits => ComparisonBits.NotBelow<double>(left, right, slack, bits));
            Same(rows, i => !(left[i] <= right[i] + slack), bits => ComparisonBits.NotAtMost<double>(left, right, slack, bits));
            Same(rows, i => !(left[i] <= right[i] + slack && right[i] <= left[i] + slack), bits => ComparisonBits.NotEqual<double>(left, right, slack, bits));
            Same(rows, i => !(left[i] == right[i] || Math.Abs(left[i] - right[i]) <= Math.Max(slack, 1e-12 * Math.Max(Math.Abs(left[i]), Math.Abs(right[i])))), bits => ComparisonBits.Off(left, right, slack, bits));
        }, iter: 200);

    [Fact]
    public void Breaks_AnyCuts_AreThoseOfTheLoop() =>
        Gen.Select(s_number.Array[0, 200], Gen.Bool, Gen.Int[1, 70]).Sample((values, strict, cut) =>
        {
            bool[] missing = [.. values.Select((_, i) => i % 7 == 3)];
            var expected = new bool[values.Length];
            double? last = null;
            for (int i = 0; i < values.Length; i++)
            {
                if (missing[i]) continue;
                expected[i] = double.IsNaN(values[i]) || (last is { } before && !(strict ? values[i] > before : values[i] >= before));
                last = double.IsNaN(values[i]) ? last : values[i];
            }

            double? state = null;
            var found = new List<bool>();
            for (int start = 0; start < values.Length; start += cut)
            {
                int length = Math.Min(cut, values.Length - start);
                var bits = new ulong[RowBits.Words(length)];
                OrderBits.Breaks(values.AsSpan(start, length), Bits(missing.AsSpan(start, length)), strict, ref state, bits);
                for (int i = 0; i < length; i++) found.Add((bits[i >> 6] >> i & 1) != 0);
            }

            Assert.Equal(expected, found);
        }, iter: 200);

    [Fact]
    public void RowBits_FillCountNext_VisitEveryRowOnce()
    {
        foreach (int rows in (int[])[0, 1, 63, 64, 65, 200])
        {
            var bits = new ulong[RowBits.Words(rows)];
            if (rows > 0) RowBits.Fill(bits, rows);
            Assert.Equal(rows, RowBits.Count(bits));
            int seen = 0;
            for (int row = RowBits.Next(bits, 0); row >= 0; row = RowBits.Next(bits, row + 1)) Assert.Equal(seen++, row);
            Assert.Equal(rows, seen);
        }
    }

    private static ulong[] Bits(ReadOnlySpan<bool> rows)
    {
        var bits = new ulong[RowBits.Words(rows.Length)];
        for (int i = 0; i < rows.Length; i++)
            if (rows[i]) bits[i >> 6] |= 1UL << i;
        return bits;
    }

    private static void Same<T>(T[] values, Func<T, bool> expected, Action<ulong[]> mark)
    {
        var bits = new ulong[RowBits.Words(values.Length)];
        Array.Fill(bits, 0xAAAAAAAAAAAAAAAAUL);
        mark(bits);
        Assert.Equal(Bits(Array.ConvertAll(values, value => expected(value))), bits);
    }
}
