using CsCheck;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>Where the methods put rows that place them by machines, clusters, levels and balls.</summary>
public sealed class ShapedRowsTests
{
    private const int Usual = 40;

    [Fact]
    public void SvmSmote_Made_GoTowardsOrAwayFromANeighborAndStayInRange() =>
        Gen.Select(Gen.ULong, Gen.Int[3, 20]).Sample((seed, rare) =>
        {
            Dataset data = Points(seed, rare, apart: 1);
            Dataset made = Resample(data, RebalanceMethod.SvmSmote(3, 6, outStep: 0.4, scale: false), seed);
            double[][] points = Read(made);
            (double Low, double High)[] range = [.. Enumerable.Range(0, 2).Select(c => Descriptive.Range(data[c == 0 ? "x" : "z"].ToNumbers().Span))];

            Assert.Equal(2 * Usual, made.RowCount);
            for (int row = data.RowCount; row < made.RowCount; row++)
            {
                int start = Start(made, row);
                Assert.All(Enumerable.Range(0, 2), c => Assert.InRange(points[row][c], range[c].Low, range[c].High));
                bool clamped = Enumerable.Range(0, 2).Any(c => points[row][c] == range[c].Low || points[row][c] == range[c].High);
                Assert.True(clamped || Near(points, rare, start, 3).Any(other => Share(points[row], points[start], points[other]) is >= -0.4 and <= 1), $"row {row} lies on no way from {start}");
            }
        }, iter: 60);

    [Fact]
    public void SvmSmote_TwoClouds_StartsFromTheOnesThatFaceTheOthersAndNotFromNoise()
    {
        // 60 usual rows around 0, 20 rare ones around 4, and one rare row among the usual ones.
        Dataset data = Clouds(7, (60, 0, "usual"), (20, 4, "rare"), (1, 0, "rare"));
        Dataset made = Resample(data, RebalanceMethod.SvmSmote(scale: false), 3);
        int[] starts = [.. Enumerable.Range(data.RowCount, made.RowCount - data.RowCount).Select(row => Start(made, row)).Distinct()];

        Assert.Equal(120, made.RowCount);
        Assert.DoesNotContain(80, starts);
        Assert.InRange(starts.Length, 1, 19);
    }

    [Fact]
    public void KMeansSmote_Clusters_MadeOnlyWhereTheClassIsNotOutnumberedAndMoreWhereItIsSparse()
    {
        // The rare class: 10 rows close together at -20, 10 far apart at 20, and 4 among the usual ones, which get nothing.
        Dataset data = Clouds(5, (80, 0, "usual"), (10, -20, "rare"), (10, 20, "rare"), (4, 0, "rare"));
        double[] x = data["x"].ToNumbers().ToArray(), z = data["z"].ToNumbers().ToArray();
        for (int row = 80; row < 90; row++) (x[row], z[row]) = (-20 + ((x[row] + 20) / 10), -20 + ((z[row] + 20) / 10));
        data = data.With(new NumberColumn("x", x)).With(new NumberColumn("z", z));
        Dataset made = Resample(data, RebalanceMethod.KMeansSmote(3, 4, scale: false), 2);
        double[][] points = Read(made);
        int[] starts = [.. Enumerable.Range(data.RowCount, made.RowCount - data.RowCount).Select(row => Start(made, row))];

        Assert.Equal(160, made.RowCount);
        Assert.All(starts, start => Assert.InRange(start, 80, 99));
        Assert.True(starts.Count(start => start >= 90) > 10 * starts.Count(start => start < 90));
        Assert.All(Enumerable.Range(data.RowCount, starts.Length), row => Assert.Equal(Math.Sign(points[starts[row - data.RowCount]][0]), Math.Sign(points[row][0])));

        // Without the density, by rows alone: as many from either cloud.
        Dataset even = Resample(data, RebalanceMethod.KMeansSmote(3, 4, densityExponent: 0, scale: false), 2);
        Assert.InRange(Enumerable.Range(data.RowCount, even.RowCount - data.RowCount).Count(row => Start(even, row) >= 90), 27, 29);
    }

    [Fact]
    public void KMeansSmote_OutnumberedEverywhere_MakesRowsAsSmoteAndSaysSo()
    {
        Dataset data = Points(3, 6, apart: 0);
        Resampled result = new Rebalancer(new() { Method = RebalanceMethod.KMeansSmote(2) }).Resample(data);

        Assert.Equal(2 * Usual, result.Data.RowCount);
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP306" && finding.Message.Contains("'rare'", StringComparison.Ordinal));
    }

    [Fact]
    public void ProWSyn_Levels_AreThoseOfTheObviousLoopAndRowsFollowThem() =>
        Gen.Select(Gen.ULong, Gen.Int[2, 25], Gen.Int[1, 4]).Sample((seed, rare, levels) =>
        {
            Dataset data = Points(seed, rare, apart: 1), made = Resample(data, RebalanceMethod.ProWSyn(3, 2, levels, scale: false), seed);
            double[][] points = Read(data);
            int[] expected = [.. Enumerable.Repeat(levels, rare)];
            List<int> left = [.. Enumerable.Range(Usual, rare)];
            for (int level = 1; level < levels && left.Count > 0; level++)
            {
                int[] met = [.. Enumerable.Range(0, Usual).SelectMany(row => left.OrderBy(other => Distances.Euclidean(points[row], points[other])).ThenBy(other => other).Take(2)).Distinct()];
                foreach (int row in met) expected[row - Usual] = level;
                left.RemoveAll(met.Contains);
            }

            double[] weights = Array.ConvertAll(expected, level => Math.Exp(1 - level));
            int[] starts = [.. Enumerable.Range(data.RowCount, made.RowCount - data.RowCount).Select(row => Start(made, row))];
            Assert.Equal(Usual - rare, starts.Length);
            for (int place = 0; place < rare; place++)
                Assert.InRange(starts.Count(start => start == Usual + place) - (weights[place] / weights.Sum() * starts.Length), -1, 1);
        }, iter: 40);

    [Fact]
    public void GeometricSmote_Made_LieInTheBallAndOnTheSideOfTheSurface() =>
        Gen.Select(Gen.ULong, Gen.Int[2, 12], Gen.Enum<GeometricSurface>(), Gen.Int[-1, 1], Gen.Bool).Sample((seed, rare, surface, truncation, flat) =>
        {
            Dataset data = Points(seed, rare, apart: 1);
            Dataset made = Resample(data, RebalanceMethod.GeometricSmote(3, surface, truncation, flat ? 1 : 0, scale: false), seed);
            double[][] points = Read(made);
            (double Low, double High)[] range = [.. Enumerable.Range(0, 2).Select(c => Descriptive.Range(data[c == 0 ? "x" : "z"].ToNumbers().Span))];

            Assert.Equal(2 * Usual, made.RowCount);
            for (int row = data.RowCount; row < made.RowCount; row++)
            {
                int start = Start(made, row);
                int other = Enumerable.Range(0, Usual).MinBy(one => Distances.Euclidean(points[start], points[one]));
                int[] near = Near(points, rare, start, 3);
                int[] surfaces = surface switch { GeometricSurface.Neighbor => near, GeometricSurface.Other => [other], _ => [.. near, other] };
                Assert.All(Enumerable.Range(0, 2), c => Assert.InRange(points[row][c], range[c].Low, range[c].High));
                if (Enumerable.Range(0, 2).Any(c => points[row][c] == range[c].Low || points[row][c] == range[c].High)) continue;
                Assert.Contains(surfaces, one =>
                {
                    double[] way = [points[one][0] - points[start][0], points[one][1] - points[start][1]], moved = [points[row][0] - points[start][0], points[row][1] - points[start][1]];
                    double along = (way[0] * moved[0]) + (way[1] * moved[1]), across = (way[0] * moved[1]) - (way[1] * moved[0]);
                    return Math.Sqrt((moved[0] * moved[0]) + (moved[1] * moved[1])) <= Math.Sqrt((way[0] * way[0]) + (way[1] * way[1])) * (1 + 1e-9)
                        && along * truncation >= -1e-9 && (!flat || Math.Abs(across) < 1e-9);
                });
            }
        }, iter: 60);

    [Fact]
    public void SmoteIpf_LabelsThatAreWrong_Go()
    {
        // Two clouds far apart; five rows of each have the label of the other.
        Dataset data = Clouds(4, (75, 0, "usual"), (5, 0, "rare"), (35, 8, "rare"), (5, 8, "usual"));
        Dataset after = Resample(data, RebalanceMethod.SmoteIpf(parts: 5), 6);
        long[] rows = ((IntegerColumn)after["row"]).Values.ToArray();

        Assert.All(Enumerable.Range(115, 5), row => Assert.DoesNotContain((long)row, rows));
        Assert.True(Enumerable.Range(0, 75).Count(row => rows.Contains(row)) >= 70);
        Assert.True(Enumerable.Range(80, 35).Count(row => rows.Contains(row)) >= 33);

        // All trees have to agree: fewer rows go.
        Assert.True(Resample(data, RebalanceMethod.SmoteIpf(parts: 5, byConsensus: true), 6).RowCount >= after.RowCount);
    }

    [Fact]
    public void ClusterCentroids_Clouds_BecomeTheirMeansOrTheRowsNearestToThem()
    {
        Dataset data = Clouds(9, (30, -30, "usual"), (30, 0, "usual"), (30, 30, "usual"), (3, 90, "rare"));
        Dataset means = Resample(data, RebalanceMethod.ClusterCentroids(scale: false), 1), rows = Resample(data, RebalanceMethod.ClusterCentroids(keepsRows: true, scale: false), 1);
        double[] x = data["x"].ToNumbers().ToArray(), z = data["z"].ToNumbers().ToArray();
        (double X, double Z)[] expected = [.. Enumerable.Range(0, 3).Select(cloud => (Descriptive.Mean(x.AsSpan(cloud * 30, 30)), Descriptive.Mean(z.AsSpan(cloud * 30, 30))))];

        Assert.Equal(["usual", "usual", "usual", "rare", "rare", "rare"], Enumerable.Range(0, 6).Select(means["y"].GetText).Order(StringComparer.Ordinal).Reverse());
        (double X, double Z)[] found = [.. Enumerable.Range(0, 6).Where(row => means["y"].GetText(row) == "usual").Select(row => (means["x"].ToNumbers().Span[row], means["z"].ToNumbers().Span[row])).Order()];
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First.X - pair.Second.X) + Math.Abs(pair.First.Z - pair.Second.Z) < 1e-9, $"{pair}"));

        long[] kept = [.. ((IntegerColumn)rows["row"]).Values.ToArray().Where(row => row < 90).Order()];
        Assert.Equal(3, kept.Length);
        Assert.All(kept, (row, cloud) => Assert.Equal(Enumerable.Range(cloud * 30, 30).MinBy(one => Math.Pow(x[one] - expected[cloud].X, 2) + Math.Pow(z[one] - expected[cloud].Z, 2)), (int)row));
        Assert.Null(SameBits.Difference(data.Take(Array.ConvertAll(((IntegerColumn)rows["row"]).Values.ToArray(), row => (int)row)), rows));
    }

    [Fact]
    public void ClusterCentroids_FewerRowsDifferThanAreAskedFor_CountIsExact()
    {
        Dataset data = new Dataset(new NumberColumn("x", Enumerable.Range(0, 30).Select(row => (double)(row % 2)).ToArray()), CategoryColumn.FromValues("y", Enumerable.Range(0, 30).Select(row => row < 22 ? "usual" : "rare"))).WithRole("y", ColumnRole.Label);

        foreach (bool keeps in (bool[])[true, false])
            Assert.Equal([8, 8], LabelData.Read(Resample(data, RebalanceMethod.ClusterCentroids(keeps), 1)).CountClasses());
        Assert.Equal("MLO1707", Assert.Throws<MlopsException>(() => Resample(data.With(new IntegerColumn("g", Enumerable.Range(0, 30).Select(row => (long)(row % 3)).ToArray()), ColumnRole.Group), RebalanceMethod.ClusterCentroids(), 1)).Code);
    }

    public static TheoryData<RebalanceMethod> Making => new(RebalanceMethod.SvmSmote(3), RebalanceMethod.KMeansSmote(4), RebalanceMethod.ProWSyn(), RebalanceMethod.GeometricSmote());

    [Theory]
    [MemberData(nameof(Making))]
    public void Resample_MixedGroupedWithMissing_StaysInClassGroupAndBounds(RebalanceMethod method)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            Dataset data = Grouped(seed);
            Dataset made = new Rebalancer(new() { Method = method }).Resample(data, new() { Seed = seed, MaxThreads = 2 }).Data;
            Dataset made1 = new Rebalancer(new() { Method = method }).Resample(data, new() { Seed = seed, MaxThreads = 1 }).Data;
            int[] counts = LabelData.Read(made).CountClasses();

            Assert.Null(SameBits.Difference(made, made1));
            Assert.Equal([60, 60, 60], counts);
            Assert.Null(SameBits.Difference(data, made.Slice(0, data.RowCount)));
            (double low, double high) = Descriptive.Range(data["x"].ToNumbers().Span);
            for (int row = data.RowCount; row < made.RowCount; row++)
            {
                int start = Start(made, row);
                Assert.Equal(made["y"].GetText(start), made["y"].GetText(row));
                Assert.Equal(made["g"].GetText(start), made["g"].GetText(row));
                Assert.Equal(made["weight"].GetValue(start), made["weight"].GetValue(row));
                Assert.Equal(made["x"].IsMissing(start), made["x"].IsMissing(row));
                if (!made["x"].IsMissing(row)) Assert.InRange(made["x"].ToNumbers().Span[row], low, high);
                Assert.Contains(made["c"].GetText(row), Enumerable.Range(0, data.RowCount).Where(one => made["y"].GetText(one) == made["y"].GetText(row)).Select(made["c"].GetText));
            }
        }
    }

    // Three classes of 60, 20 and 5 rows, with groups, weights, categories and holes.
    private static Dataset Grouped(ulong seed)
    {
        var random = new RandomStream(seed);
        const int Rows = 85;
        return new Dataset(
            new NumberColumn("x", Enumerable.Range(0, Rows).Select(row => random.NextInt32(6) == 0 ? double.NaN : random.NextGaussian() + (row >= 60 ? 1 : 0)).ToArray()),
            new NumberColumn("w", Enumerable.Range(0, Rows).Select(_ => random.NextGaussian()).ToArray()),
            CategoryColumn.FromValues("c", Enumerable.Range(0, Rows).Select(_ => random.NextInt32(4) switch { 0 => "p", 1 => "q", 2 => null, _ => "r" })),
            new IntegerColumn("g", Enumerable.Range(0, Rows).Select(_ => (long)random.NextInt32(3)).ToArray()),
            new NumberColumn("weight", Enumerable.Range(0, Rows).Select(_ => 1 + random.NextDouble()).ToArray()),
            new IntegerColumn("row", Enumerable.Range(0, Rows).Select(row => (long)row).ToArray()),
            CategoryColumn.FromValues("y", Enumerable.Range(0, Rows).Select(row => row < 60 ? "a" : row < 80 ? "b" : "c")))
            .WithRole("g", ColumnRole.Group).WithRole("weight", ColumnRole.Weight).WithRole("row", ColumnRole.Ignored).WithRole("y", ColumnRole.Label);
    }

    private static Dataset Points(ulong seed, int rare, double apart) => Clouds(seed, (Usual, 0, "usual"), (rare, apart, "rare"));

    private static Dataset Clouds(ulong seed, params (int Rows, double At, string Class)[] clouds)
    {
        var random = new RandomStream(seed);
        double[] at = [.. clouds.SelectMany(cloud => Enumerable.Repeat(cloud.At, cloud.Rows))];
        return new Dataset(
            new NumberColumn("x", Array.ConvertAll(at, center => center + random.NextGaussian())),
            new NumberColumn("z", Array.ConvertAll(at, center => center + random.NextGaussian())),
            new IntegerColumn("row", Enumerable.Range(0, at.Length).Select(row => (long)row).ToArray()),
            CategoryColumn.FromValues("y", clouds.SelectMany(cloud => Enumerable.Repeat(cloud.Class, cloud.Rows)))).WithRole("row", ColumnRole.Ignored).WithRole("y", ColumnRole.Label);
    }

    private static Dataset Resample(Dataset data, RebalanceMethod method, ulong seed) => new Rebalancer(new() { Method = method }).Resample(data, new() { Seed = seed }).Data;

    private static double[][] Read(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(row => new[] { data["x"].ToNumbers().Span[row], data["z"].ToNumbers().Span[row] })];

    private static int Start(Dataset made, int row) => (int)((IntegerColumn)made["row"]).Values[row];

    private static int[] Near(double[][] points, int rare, int start, int count) =>
        [.. Enumerable.Range(Usual, rare).Where(other => other != start).OrderBy(other => Distances.Euclidean(points[start], points[other])).ThenBy(other => other).Take(count)];

    // How far a point lies on the way, NaN where it lies beside it.
    private static double Share(double[] point, double[] from, double[] to)
    {
        double[] way = [to[0] - from[0], to[1] - from[1]];
        double share = (((point[0] - from[0]) * way[0]) + ((point[1] - from[1]) * way[1])) / ((way[0] * way[0]) + (way[1] * way[1]));
        return Math.Abs(point[0] - from[0] - (share * way[0])) + Math.Abs(point[1] - from[1] - (share * way[1])) < 1e-9 ? share : double.NaN;
    }
}
