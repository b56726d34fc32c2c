using CsCheck;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>What every method keeps to, on generated data.</summary>
public sealed class RebalancePropertyTests
{
    private static readonly RebalanceMethod[] s_pairs = [RebalanceMethod.Smote(3, scale: false), RebalanceMethod.Adasyn(3, scale: false), RebalanceMethod.BorderlineSmote(3, 6, scale: false), RebalanceMethod.ProWSyn(3, scale: false)];

    private static readonly RebalanceMethod[] s_all =
    [
        RebalanceMethod.TunedDecision, RebalanceMethod.ClassWeights, RebalanceMethod.RandomOver, RebalanceMethod.RandomUnder, RebalanceMethod.Rose(), RebalanceMethod.Smote(), RebalanceMethod.BorderlineSmote(), RebalanceMethod.BorderlineSmote(towardsOthers: true),
        RebalanceMethod.Adasyn(), RebalanceMethod.SmoteNominal(), RebalanceMethod.SmoteTomek(), RebalanceMethod.SmoteEnn(), RebalanceMethod.TomekLinks(), RebalanceMethod.EditedNeighbors(), RebalanceMethod.EditedNeighbors(rounds: 9),
        RebalanceMethod.AllKnn(), RebalanceMethod.NeighborhoodCleaning(), RebalanceMethod.Condensed(), RebalanceMethod.OneSided(), RebalanceMethod.PolynomialFit, RebalanceMethod.NearMiss(), RebalanceMethod.NearMiss(2), RebalanceMethod.NearMiss(3),
        RebalanceMethod.SvmSmote(), RebalanceMethod.KMeansSmote(3), RebalanceMethod.ProWSyn(), RebalanceMethod.SmoteIpf(parts: 2), RebalanceMethod.GeometricSmote(), RebalanceMethod.GeometricSmote(surface: GeometricSurface.Other, truncation: -1), RebalanceMethod.ClusterCentroids(), RebalanceMethod.ClusterCentroids(keepsRows: true),
    ];

    [Fact]
    public void Resample_Pairs_LieBetweenARowAndOneOfItsNeighborsInClassAndGroup() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 3], Gen.Int[2, 14], Gen.Bool).Sample((seed, which, rare, grouped) =>
        {
            Dataset data = Points(seed, 40, rare, grouped);
            Dataset made = new Rebalancer(new() { Method = s_pairs[which] }).Resample(data, new() { Seed = seed }).Data;
            double[][] points = [.. Enumerable.Range(0, made.RowCount).Select(row => new[] { made["x"].ToNumbers().Span[row], made["z"].ToNumbers().Span[row] })];
            int[] minority = [.. Enumerable.Range(40, rare)];
            for (int row = data.RowCount; row < made.RowCount; row++)
            {
                int start = (int)((IntegerColumn)made["row"]).Values[row];
                int[] near = [.. minority.Where(other => other != start && (!grouped || made["g"].GetText(other) == made["g"].GetText(start)))
                    .OrderBy(other => Distances.Euclidean(points[start], points[other])).ThenBy(other => other).Take(3)];
                Assert.True(near.Length == 0 ? points[row].SequenceEqual(points[start]) : near.Any(neighbor => IsBetween(points[row], points[start], points[neighbor])), $"row {row} lies on no way from {start}");
            }
        }, iter: 90);

    [Fact]
    public void Resample_AnyMethodAnyData_KeepsEveryClassOrSaysWhyNot() =>
        Gen.Select(Gen.ULong, Gen.Int[0, s_all.Length - 1], Gen.Int[0, 7], Gen.Int[2, 4], Gen.Enum<RebalanceClasses>()).Sample((seed, which, fault, classes, chosen) =>
        {
            Dataset data = Hostile(seed, fault, classes);
            RebalanceOptions options = new() { Method = s_all[which], Classes = chosen };
            if (options.Problems().Any()) return;
            try
            {
                Dataset after = new Rebalancer(options).Resample(data, new() { Seed = seed }).Data;
                Assert.Equal(data.ColumnCount + (s_all[which] == RebalanceMethod.ClassWeights ? 1 : 0), after.ColumnCount);
                LabelData label = LabelData.Read(data);
                Assert.All(LabelData.ReadFor(after, label.Task, label.Classes).CountClasses(), count => Assert.True(count > 0));
            }
            catch (MlopsException error)
            {
                Assert.StartsWith("MLO17", error.Code, StringComparison.Ordinal);
                Assert.Contains("RebalanceMethod.", error.Message, StringComparison.Ordinal);
            }
        }, iter: 600);

    [Fact]
    public void Resample_RowsWithoutAGroup_AreNotMixed()
    {
        // Half of the rows have no group: each is a group of its own, as in splits.
        Dataset data = Points(4, 40, 12, grouped: true).With(CategoryColumn.FromValues("g", Make(52, row => row % 2 == 0 ? "one" : null)), ColumnRole.Group);
        foreach (RebalanceMethod method in (RebalanceMethod[])[RebalanceMethod.Smote(), RebalanceMethod.Adasyn(), RebalanceMethod.BorderlineSmote(towardsOthers: true), RebalanceMethod.GeometricSmote(), RebalanceMethod.ProWSyn(), RebalanceMethod.SvmSmote(), RebalanceMethod.KMeansSmote(2)])
        {
            Dataset made = new Rebalancer(new() { Method = method }).Resample(data).Data;
            for (int row = data.RowCount; row < made.RowCount; row++)
            {
                int start = (int)((IntegerColumn)made["row"]).Values[row];
                if (made["g"].IsMissing(row)) Assert.True(made["x"].ToNumbers().Span[row] == data["x"].ToNumbers().Span[start] && made["z"].ToNumbers().Span[row] == data["z"].ToNumbers().Span[start], $"{method}: row {row} of no group is not row {start}");
            }
        }
    }

    [Fact]
    public void InstanceHardness_NoiseInTheOtherClass_IsWhatGoes()
    {
        // 60 usual rows on the left, 30 rare ones on the right, and 6 of the usual class among these.
        var random = new RandomStream(11);
        Dataset data = new Dataset(
            new NumberColumn("x", Make(96, row => (row < 60 ? -4 : 4) + random.NextGaussian())),
            new NumberColumn("z", Make(96, _ => random.NextGaussian())),
            new IntegerColumn("row", Make(96, row => (long)row)),
            CategoryColumn.FromValues("y", Enumerable.Range(0, 96).Select(row => row is < 60 or >= 90 ? "usual" : "rare"))).WithRole("row", ColumnRole.Ignored).WithRole("y", ColumnRole.Label);
        var rebalancer = new Rebalancer(new() { Method = RebalanceMethod.InstanceHardness(3), Counts = [new("usual", 60)] });
        Dataset one = rebalancer.Resample(data, new() { Seed = 4, MaxThreads = 1 }).Data;

        Assert.Equal(Enumerable.Range(0, 90).Select(row => (long)row), ((IntegerColumn)one["row"]).Values.ToArray());
        Assert.Null(SameBits.Difference(one, rebalancer.Resample(data, new() { Seed = 4, MaxThreads = 3 }).Data));
    }

    [Fact]
    public void InstanceHardness_HostileData_KeepsEveryClassOrSaysWhyNot()
    {
        var method = new Rebalancer(new() { Method = RebalanceMethod.InstanceHardness(2) });
        for (int fault = 0; fault < 8; fault++)
        {
            LabelData label = LabelData.Read(Hostile(9, fault, 3));
            int[] kept = LabelData.ReadFor(method.Resample(Hostile(9, fault, 3)).Data, label.Task, label.Classes).CountClasses();
            Assert.Equal(label.CountClasses().Select(_ => label.CountClasses().Min()), kept);
        }

        Dataset oneGroup = Points(3, 20, 5, grouped: true).With(new IntegerColumn("g", new long[25]), ColumnRole.Group);
        Assert.Contains("RebalanceMethod.RandomUnder", Assert.Throws<MlopsException>(() => method.Resample(oneGroup)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rose_MissingIntegers_AreNoZeros()
    {
        Dataset data = new Dataset(
            new IntegerColumn("n", Make(60, row => row % 3 == 0 ? 0L : 1000 + row), MissingMask.Create(60, row => row % 3 == 0)),
            new FlagColumn("y", Make(60, row => row >= 50))).WithRole("y", ColumnRole.Label);
        Column made = new Rebalancer(new() { Method = RebalanceMethod.Rose() }).Resample(data).Data["n"].Slice(60, 40);

        Assert.InRange(made.MissingCount, 1, 39);
        Assert.All(made.ToNumbers().ToArray().Where(double.IsFinite), value => Assert.InRange(value, 1040, 1059));
    }

    [Fact]
    public void PolynomialFit_Made_StandsAtEqualStepsToTheMean()
    {
        Dataset data = Points(8, 40, 10, grouped: false), made = new Rebalancer(new() { Method = RebalanceMethod.PolynomialFit }).Resample(data).Data;
        double mean = Descriptive.Mean(data["x"].ToNumbers().Span[40..]);

        // 30 rows of 10: three steps each.
        double[] shares = [.. Enumerable.Range(50, 30).Select(row => (made["x"].ToNumbers().Span[row] - Start(row)) / (mean - Start(row)))];
        Assert.All(shares, (share, i) => Assert.Equal((i / 10 + 1) / 4.0, share, 1e-9));
        Assert.Equal("MLO1707", Assert.Throws<MlopsException>(() => new Rebalancer(new() { Method = RebalanceMethod.PolynomialFit }).Resample(Points(8, 40, 10, grouped: true))).Code);

        double Start(int row) => data["x"].ToNumbers().Span[(int)((IntegerColumn)made["row"]).Values[row]];
    }

    [Fact]
    public void CrossValidate_LabelsByChance_ResamplingGainsNothing()
    {
        var random = new RandomStream(3);
        const int Rows = 300;
        Dataset noise = new Dataset(
            new NumberColumn("x", Make(Rows, _ => random.NextGaussian())),
            new NumberColumn("z", Make(Rows, _ => random.NextGaussian())),
            new FlagColumn("y", Make(Rows, row => row % 6 == 0))).WithRole("y", ColumnRole.Label);

        // Rows made or repeated before the folds are cut would be known by heart: an AUC near 1.
        foreach (RebalanceMethod method in (RebalanceMethod[])[RebalanceMethod.RandomOver, RebalanceMethod.Smote(), RebalanceMethod.SmoteEnn()])
        {
            Pipeline pipeline = Pipeline.Empty.Rebalance(new() { Method = method }).TrainForest(new() { TreeCount = 10 }).WithCalibrationFraction(0.2);
            Assert.InRange(pipeline.CrossValidate(noise, new() { Folds = 3, Metrics = [Metric.Auc] })[Metric.Auc].Mean!.Value, 0.38, 0.62);
        }
    }

    [Theory]
    [InlineData(RebalanceClasses.Auto, 1, new[] { 100, 100, 100 })]
    [InlineData(RebalanceClasses.NotMinority, 1, new[] { 100, 100, 10 })]
    [InlineData(RebalanceClasses.NotMajority, 0.5, new[] { 100, 50, 50 })]
    [InlineData(RebalanceClasses.Minority, 1, new[] { 100, 30, 100 })]
    [InlineData(RebalanceClasses.All, 1, new[] { 100, 100, 100 })]
    public void Resample_OverStrategies_CountAsImbalancedLearn(RebalanceClasses classes, double ratio, int[] expected) => Assert.Equal(expected, Counts(new() { Method = RebalanceMethod.RandomOver, Classes = classes, MinorityRatio = ratio }));

    [Theory]
    [InlineData(RebalanceClasses.Auto, new[] { 10, 10, 10 })]
    [InlineData(RebalanceClasses.Majority, new[] { 10, 30, 10 })]
    [InlineData(RebalanceClasses.NotMajority, new[] { 100, 10, 10 })]
    [InlineData(RebalanceClasses.All, new[] { 10, 10, 10 })]
    public void Resample_UnderStrategies_CountAsImbalancedLearn(RebalanceClasses classes, int[] expected) => Assert.Equal(expected, Counts(new() { Method = RebalanceMethod.RandomUnder, Classes = classes }));

    [Fact]
    public void Resample_Counts_AreMetOrRefused()
    {
        Assert.Equal([100, 60, 50], Counts(new() { Method = RebalanceMethod.RandomOver, Counts = [new("b", 60), new("c", 50)] }));
        Assert.Equal([40, 30, 10], Counts(new() { Method = RebalanceMethod.NearMiss(), Counts = [new("a", 40)] }));
        foreach ((RebalanceMethod method, ClassCount count, string part) in ((RebalanceMethod, ClassCount, string)[])
            [(RebalanceMethod.RandomOver, new("a", 50), "fewer rows than it has"), (RebalanceMethod.RandomUnder, new("a", 500), "more rows than it has"), (RebalanceMethod.Smote(), new("d", 5), "does not have")])
        {
            var error = Assert.Throws<MlopsException>(() => Counts(new() { Method = method, Counts = [count] }));
            Assert.Equal("MLO1704", error.Code);
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("MLO1704", Assert.Throws<MlopsException>(() => Counts(new() { Method = RebalanceMethod.RandomOver, MinorityRatio = 0.05 })).Code);
        Assert.Equal("MLO1704", Assert.Throws<MlopsException>(() => Counts(new() { Method = RebalanceMethod.RandomUnder, MinorityRatio = 0.05 })).Code);
        Assert.Throws<ArgumentException>(() => new Rebalancer(new() { Method = RebalanceMethod.TomekLinks(), MinorityRatio = 0.5 }));
        Assert.Throws<ArgumentException>(() => new Rebalancer(new() { MinorityRatio = 0.5 }));
    }

    // 100 of a, 30 of b, 10 of c.
    private static int[] Counts(RebalanceOptions options)
    {
        Dataset data = new Dataset(
            new NumberColumn("x", Make(140, row => (double)(row * 37 % 140))),
            CategoryColumn.FromValues("y", Enumerable.Range(0, 140).Select(row => row < 100 ? "a" : row < 130 ? "b" : "c"))).WithRole("y", ColumnRole.Label);
        return LabelData.Read(new Rebalancer(options).Resample(data).Data).CountClasses();
    }

    private static bool IsBetween(double[] point, double[] from, double[] to)
    {
        double[] way = [to[0] - from[0], to[1] - from[1]];
        double length = way[0] * way[0] + way[1] * way[1], share = length == 0 ? 0 : ((point[0] - from[0]) * way[0] + (point[1] - from[1]) * way[1]) / length;
        return share is >= -1e-9 and <= 1 + 1e-9 && Math.Abs(point[0] - from[0] - share * way[0]) + Math.Abs(point[1] - from[1] - share * way[1]) < 1e-9;
    }

    private static Dataset Points(ulong seed, int usual, int rare, bool grouped)
    {
        var random = new RandomStream(seed);
        int rows = usual + rare;
        Dataset data = new Dataset(
            new NumberColumn("x", Make(rows, _ => random.NextGaussian())),
            new NumberColumn("z", Make(rows, _ => random.NextGaussian())),
            new IntegerColumn("g", Make(rows, _ => (long)random.NextInt32(4))),
            new IntegerColumn("row", Make(rows, row => (long)row)),
            CategoryColumn.FromValues("y", Enumerable.Range(0, rows).Select(row => row < usual ? "usual" : "rare")))
            .WithRole("row", ColumnRole.Ignored).WithRole("y", ColumnRole.Label);
        return data.WithRole("g", grouped ? ColumnRole.Group : ColumnRole.Ignored);
    }

    private static Dataset Hostile(ulong seed, int fault, int classes)
    {
        var random = new RandomStream(seed);
        int rows = fault == 0 ? classes : classes + random.NextInt32(30);
        double Number(int row) => fault switch
        {
            1 => 7,
            2 => random.NextInt32(2),
            3 => double.NaN,
            4 => row % 5 == 0 ? double.PositiveInfinity : row,
            5 => random.NextInt32(2) == 0 ? 1e308 : -1e308,
            _ => random.NextGaussian(),
        };
        Column[] features = fault == 7
            ? [CategoryColumn.FromValues("c", Enumerable.Range(0, rows).Select(_ => random.NextInt32(3) switch { 0 => "p", 1 => "q", _ => null })), new FlagColumn("f", Make(rows, _ => random.NextInt32(2) == 0))]
            : [new NumberColumn("x", Make(rows, Number)), new IntegerColumn("n", Make(rows, _ => (long)random.NextInt32(9))), CategoryColumn.FromValues("c", Enumerable.Range(0, rows).Select(_ => random.NextInt32(3) == 0 ? "p" : null))];
        // Every class occurs; in most cases one of them in one row.
        return new Dataset(features).With(CategoryColumn.FromValues("y", Enumerable.Range(0, rows).Select(row => $"class {(row < classes ? row : random.NextInt32(Math.Max(1, classes - 1)))}")), ColumnRole.Label);
    }

    private static T[] Make<T>(int rows, Func<int, T> value) => [.. Enumerable.Range(0, rows).Select(value)];
}
