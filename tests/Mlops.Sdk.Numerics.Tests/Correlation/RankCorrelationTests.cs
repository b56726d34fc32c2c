using CsCheck;

namespace Mlops.Sdk.Numerics.Tests;

public sealed class RankCorrelationTests
{
    private static readonly Gen<double> s_number = Gen.Frequency((8, Gen.Int[0, 9].Select(i => (double)i)), (8, Gen.Double[-100, 100]), (1, Gen.Const(double.NaN)), (1, Gen.OneOf(Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity), Gen.Const(-0.0))));

    [Fact]
    public void SpearmanAndKendall_AnyNumbers_EqualTheDefinition() =>
        Gen.Select(s_number, s_number).Array[0, 90].Sample(pairs =>
        {
            double[] x = [.. pairs.Select(p => p.Item1)], y = [.. pairs.Select(p => p.Item2)];
            (double, double)[] complete = [.. pairs.Where(p => !double.IsNaN(p.Item1) && !double.IsNaN(p.Item2))];
            double[] left = [.. complete.Select(p => p.Item1)], right = [.. complete.Select(p => p.Item2)];
            Same(Correlation.Pearson(Ranks.Average(left), Ranks.Average(right)), Correlation.Spearman(x, y));
            Same(SlowKendall(complete), Correlation.Kendall(x, y));
        }, iter: 300);

    [Fact]
    public void Kendall_ManyDifferentNumbers_CountsInversionsAsTheDefinitionDoes()
    {
        double[] x = MomentsTests.Draw(1500, 3), y = [.. x.Zip(MomentsTests.Draw(1500, 4), (a, b) => Math.Round((0.4 * a) + b, 2))];
        Same(SlowKendall([.. x.Zip(y)]), Correlation.Kendall(x, y));
        Assert.Equal(1, Correlation.Kendall(x, x));
        Assert.Equal(-1, Correlation.Kendall(x, [.. x.Select(v => -v)]));
        Assert.Equal(1, Correlation.Spearman(x, x));
    }

    [Fact]
    public void RankedSample_DenseRanks_AreThePlacesOfTheNumbers()
    {
        var sample = RankedSample.Of([3, double.NaN, -1, 3, double.PositiveInfinity]);
        Assert.Equal([1, -1, 0, 1, 2], sample.DenseRanks.ToArray());
        Assert.Equal([1, 2, 1], sample.Multiplicities.ToArray());
        Assert.Equal((5, 4, 3), (sample.Length, sample.Present, sample.Distinct));
        Assert.Equal(0, RankedSample.Of([]).Distinct);
    }

    [Fact]
    public void Screen_AnyTable_FindsTheStrongestPairs()
    {
        const int Rows = 500, Columns = 45;
        double[][] columns = [.. Enumerable.Range(0, Columns).Select(c => MomentsTests.Draw(Rows, (uint)c + 10))];
        columns[40] = [.. columns[3].Select((v, i) => v + columns[41][i])];
        columns[44] = [.. columns[7].Select(v => v > 1 ? double.NaN : Math.Exp(v))];
        RankedSample[] ranked = [.. columns.Select(column => RankedSample.Of(column))];
        var screen = new CorrelationScreen(Columns, Rows);
        for (int c = 0; c < Columns; c++) screen.SetRanks(c, ranked[c]);

        ScreenedPair[] strongest = screen.Strongest(40), all = screen.Strongest(5000);

        Assert.Equal((7, 44), (strongest[0].First, strongest[0].Second));
        Assert.Equal(all.Take(40), strongest);
        Assert.Equal(Columns * (Columns - 1) / 2, all.Length);
        foreach (ScreenedPair pair in all.Where(pair => pair.Second != 44))
            Assert.Equal(Math.Abs(Correlation.Spearman(ranked[pair.First], ranked[pair.Second])), pair.Score, 0.01);
    }

    [Fact]
    public void Screen_IndicatorsOfOneOwner_AreNotPaired()
    {
        int[] codes = [.. Enumerable.Range(0, 300).Select(i => i % 3)], other = [.. codes.Select(c => c == 2 ? 1 : 0)];
        var screen = new CorrelationScreen(4, 300);
        for (int c = 0; c < 3; c++) screen.SetIndicator(c, codes, c);
        screen.SetIndicator(3, other, 1);
        ScreenedPair[] pairs = screen.Strongest(10, [0, 0, 0, 1]);
        Assert.Equal(3, pairs.Length);
        Assert.Equal((2, 3), (pairs[0].First, pairs[0].Second));
        Assert.Equal(1, pairs[0].Score, 1e-3);
        Assert.Empty(new CorrelationScreen(0, 0).Strongest(10));
        Assert.Empty(screen.Strongest(0));
    }

    private static double SlowKendall((double X, double Y)[] pairs)
    {
        double concordant = 0, discordant = 0, tiedX = 0, tiedY = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int x = pairs[i].X == pairs[j].X ? 0 : pairs[i].X < pairs[j].X ? -1 : 1, y = pairs[i].Y == pairs[j].Y ? 0 : pairs[i].Y < pairs[j].Y ? -1 : 1;
                concordant += x * y > 0 ? 1 : 0;
                discordant += x * y < 0 ? 1 : 0;
                tiedX += x == 0 && y != 0 ? 1 : 0;
                tiedY += y == 0 && x != 0 ? 1 : 0;
            }
        }

        return (concordant - discordant) / Math.Sqrt((concordant + discordant + tiedX) * (concordant + discordant + tiedY));
    }

    private static void Same(double expected, double actual)
    {
        if (double.IsNaN(expected)) Assert.True(double.IsNaN(actual), $"expected NaN, got {actual}");
        else Assert.Equal(expected, actual, 1e-12);
    }
}
