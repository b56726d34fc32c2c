using CsCheck;

namespace Mlops.Sdk.Numerics.Tests.Outliers;

public sealed class OutlierScorerTests
{
    private static readonly ParallelOptions s_threads = new() { MaxDegreeOfParallelism = 2 };

    public static TheoryData<string> Kinds => [.. Scorers(Points(1, 30, 3)).Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Score_AfterStorage_IsTheSameToTheBit(string kind) =>
        Gen.Select(Gen.ULong, Gen.Int[4, 60], Gen.Int[1, 5]).Sample((seed, rows, columns) =>
        {
            ReadOnlyMemory<double>[] points = Points(seed, rows, columns), later = Points(seed + 1, 9, columns);
            OutlierScorer scorer = Scorers(points)[kind];
            byte[] bytes = Stored(scorer);
            OutlierScorer loaded = OutlierScorer.ReadFrom(new BinaryReader(new MemoryStream(bytes)));

            Assert.Equal(scorer.Score(later, s_threads), loaded.Score(later, new() { MaxDegreeOfParallelism = 1 }));
            Assert.Equal(bytes, Stored(loaded));
        }, iter: 20);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Score_OnePoint_DoesNotDependOnTheOthers(string kind)
    {
        ReadOnlyMemory<double>[] points = Points(3, 300, 4), later = Points(4, 300, 4);
        OutlierScorer scorer = Scorers(points)[kind];
        double[] all = scorer.Score(later, s_threads);

        for (int row = 0; row < 300; row += 23) Assert.Equal(all[row], scorer.Score(Array.ConvertAll(later, column => column.Span[row])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_PointsElsewhereInMemory_IsTheSameToTheBit(string kind)
    {
        ReadOnlyMemory<double>[] points = Points(8, 203, 5);
        OutlierScorer scorer = Scorers(points)[kind];
        byte[] stored = Stored(scorer);
        double[] scores = scorer.Score(points, s_threads);
        for (int offset = 1; offset < 8; offset += 2)
        {
            ReadOnlyMemory<double>[] moved = Sums.PlacementTests.Elsewhere(points, offset);
            OutlierScorer other = Scorers(moved)[kind];
            Assert.Equal(stored, Stored(other));
            Assert.Equal(scores, other.Score(moved, s_threads));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReadFrom_DamagedBytes_IsRefusedOrAnswers(string kind)
    {
        byte[] bytes = Stored(Scorers(Points(5, 40, 3))[kind]);
        RandomStream random = RandomStream.For(5, kind);
        int refused = 0;
        for (int round = 0; round < 200; round++)
        {
            byte[] damaged = random.NextInt32(4) == 0 ? bytes[..random.NextInt32(bytes.Length)] : [.. bytes];
            for (int i = 0; i < 2 && damaged.Length > 0; i++) damaged[random.NextInt32(damaged.Length)] = (byte)random.NextInt32(256);
            try
            {
                OutlierScorer.ReadFrom(new BinaryReader(new MemoryStream(damaged))).Score([1.0, 2, 3]);
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ArgumentException)
            {
                refused++;
            }
        }

        Assert.True(refused > 40, $"{refused} of 200 were refused");
    }

    [Fact]
    public void Fit_ManyBlocksOfRows_IsTheSameOnAnyNumberOfThreads()
    {
        ReadOnlyMemory<double>[] points = Points(13, 3000, 3);
        byte[][] Made(int threads)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
            return
            [
                Stored(MixtureScorer.Fit(points, 3, new RandomStream(1), parallel)), Stored(ClusterScorer.Fit(points, 5, 0.9, 5, new RandomStream(1), parallel)),
                Stored(OneClassScorer.Fit(points, 0.3, null, 32, new RandomStream(1), parallel)), Stored(ConnectivityFactor.Fit(points, 5, distinct: true, parallel).Scorer),
            ];
        }

        Assert.Equal(Made(1), Made(4));
    }

    [Fact]
    public void Explain_AdditiveScores_AddUp()
    {
        ReadOnlyMemory<double>[] points = Points(6, 200, 4);
        double[] point = [0.3, -4, 1.5, 2], parts = new double[4];
        foreach (string kind in (string[])["ecod", "copod", "mahalanobis", "principal", "neighbors", "local", "chains"])
        {
            OutlierScorer scorer = Scorers(points)[kind];
            scorer.Explain(point, parts);
            Assert.Equal(scorer.Score(point), parts.Sum(), 1e-9 * Math.Abs(scorer.Score(point)));
        }

        foreach (string kind in (string[])["forest", "sloping"])
        {
            OutlierScorer scorer = Scorers(points)[kind];
            scorer.Explain(point, parts);
            Assert.Equal(Math.Log2(scorer.Score(point)), parts.Sum() - 1, 1e-9);
        }

        OutlierScorer ensemble = Scorers(points)["ensemble"];
        ensemble.Explain(point, parts);
        Assert.Equal(Math.Pow(ensemble.Score(point), 1.5), parts.Sum(), 1e-9 * parts.Sum());
    }

    [Fact]
    public void Forests_MissingCoordinate_LeavesAUsualPointUsual()
    {
        ReadOnlyMemory<double>[] points = Points(7, 400, 3);
        var forest = IsolationForest.Fit(points, 100, 256, new RandomStream(1), s_threads);
        double usual = forest.Score([double.NaN, 0, 0]), far = forest.Score([double.NaN, 9, 0]), none = forest.Score([double.NaN, double.NaN, double.NaN]);

        Assert.True(usual < 0.5 && far > usual + 0.1 && none < 0.5, $"{usual} {far} {none}");
    }

    [Fact]
    public void LocalOutlierFactor_Distinct_ManyDuplicatesExplodeNothing()
    {
        double[] x = [.. Enumerable.Repeat(0.0, 60), .. Enumerable.Range(1, 40).Select(i => i * 0.01)];
        (LocalOutlierFactor counted, double[] exploded) = LocalOutlierFactor.Fit([x], 20, distinct: false, s_threads);
        (LocalOutlierFactor distinct, double[] scores) = LocalOutlierFactor.Fit([x], 20, distinct: true, s_threads);

        Assert.True(exploded.Max() > 1e6 && counted.Score([0.005]) > 1e6);
        Assert.All(scores, score => Assert.InRange(score, 0.5, 3));
        Assert.InRange(distinct.Score([0.005]), 0.5, 3);
        Assert.Equal(scores[0], scores[59]);
    }

    [Fact]
    public void RobustCovariance_ShiftedThird_IsNotSeenByTheEstimate()
    {
        var random = new RandomStream(8);
        double[] x = new double[2000], y = new double[2000];
        for (int i = 0; i < x.Length; i++)
        {
            bool outlier = i % 3 == 0;
            x[i] = random.NextGaussian() + (outlier ? 10 : 0);
            y[i] = (0.8 * x[i]) + (0.6 * random.NextGaussian()) - (outlier ? 20 : 0);
        }

        CovarianceEstimate robust = RobustCovariance.Fit([x, y], null, random, s_threads).Estimate, plain = ShrunkCovariance.Empirical([x, y], s_threads);
        Assert.InRange(robust.Location[0], -0.1, 0.1);
        Assert.InRange(robust.Covariance[1], 0.6, 0.9);
        Assert.True(plain.Location[0] > 3 && plain.Covariance[1] < 0);
    }

    [Fact]
    public void ConnectivityFactor_BesideALine_StandsOutMoreThanOnIt()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => i * 0.1), 5], y = [.. Enumerable.Repeat(0.0, 100), 0.8];
        (ConnectivityFactor chains, double[] scores) = ConnectivityFactor.Fit([x, y], 10, distinct: false, s_threads);

        Assert.Equal(100, Array.IndexOf(scores, scores.Max()));
        Assert.True(scores[100] > 1.4 && scores[..100].Max() < 1.2, $"{scores[100]} {scores[..100].Max()}");
        Assert.True(chains.Score([5, 3]) > chains.Score([5, 0.8]) && chains.Score([4.95, 0]) < 1.1);
    }

    [Fact]
    public void OneClassScorer_Nu_BoundsTheShareOutsideAndExplanationsAddUp()
    {
        ReadOnlyMemory<double>[] points = Points(12, 600, 3);
        foreach (double nu in (double[])[0.1, 0.3, 0.5])
        {
            OneClassScorer scorer = OneClassScorer.Fit(points, nu, null, 256, new RandomStream(3), s_threads);
            double[] scores = scorer.Score(points, s_threads);
            double range = scores.Max() - scores.Min();

            // At the optimum no more than nu lie outside, and no less lie outside or at the border (Schoelkopf et al. 2001, proposition 3).
            Assert.True(scores.Count(score => score > 0.01 * range) <= nu * 600 && scores.Count(score => score > -0.01 * range) >= nu * 600, $"{nu}");
            double[] point = [2, -1, 0.5], parts = new double[3], middle = [.. points.Select(column => Descriptive.Mean(column.Span))];
            scorer.Explain(point, parts);
            Assert.Equal(scorer.Score(point) - scorer.Score(middle), parts.Sum(), 1e-3);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void RandomFeatures_Products_AreCloseToTheKernel(int columns)
    {
        RandomFeatures map = RandomFeatures.Draw(columns, 512, 0.7 / columns, new RandomStream(4));
        var random = new RandomStream(5);
        double[] first = new double[map.Count], second = new double[map.Count];
        for (int pair = 0; pair < 40; pair++)
        {
            double[] x = [.. Enumerable.Range(0, columns).Select(_ => random.NextGaussian())], y = [.. x.Select(value => value + (random.NextDouble() * random.NextGaussian()))];
            map.Map(x, first);
            map.Map(y, second);
            double product = OrderedSums.Dot(first, second), squared = Math.Pow(Distances.Euclidean(x, y), 2);

            Assert.Equal(1, OrderedSums.SumOfSquares(first), 1e-12);
            Assert.InRange(product - Math.Exp(-0.7 / columns * squared), -0.12, 0.12);
        }
    }

    [Theory]
    [InlineData(-0.2)]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void ParetoTail_OfItsOwnSample_FindsShapeAndFarQuantile(double shape)
    {
        var random = new RandomStream(9);
        double Quantile(double p) => shape == 0 ? -Math.Log(1 - p) : (Math.Pow(1 - p, -shape) - 1) / shape;
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => Quantile(random.NextDouble()))];
        ParetoTail tail = ParetoTail.Fit(values, 0.1)!;

        Assert.Equal(shape, tail.Shape, 0.1);
        Assert.InRange(tail.ExceededWith(1e-4) / Quantile(1 - 1e-4), 0.75, 1.33);
    }

    private static Dictionary<string, OutlierScorer> Scorers(ReadOnlyMemory<double>[] points)
    {
        var random = new RandomStream(2);
        (NeighborDistance neighbors, double[] distances) = NeighborDistance.Fit(points, 3, NeighborStatistic.Mean, DistanceMetric.Euclidean, s_threads);
        var forest = IsolationForest.Fit(points, 20, 64, random, s_threads);
        CovarianceEstimate estimate = ShrunkCovariance.Oas(points, s_threads);
        return new()
        {
            ["forest"] = forest,
            ["sloping"] = ExtendedIsolationForest.Fit(points, 20, 64, points.Length - 1, random, s_threads),
            ["neighbors"] = neighbors,
            ["local"] = LocalOutlierFactor.Fit(points, 3, distinct: true, s_threads).Scorer,
            ["ecod"] = TailScorer.Fit(points, TailRule.Ecod, s_threads).Scorer,
            ["copod"] = TailScorer.Fit(points, TailRule.Copod, s_threads).Scorer,
            ["histograms"] = HistogramScorer.Fit(points, null, 0.1, 0.5, s_threads),
            ["mahalanobis"] = new MahalanobisScorer(estimate.Location, estimate.Covariance),
            ["principal"] = PrincipalScorer.Fit(points, PrincipalRule.Standardized, 0.9, s_threads),
            ["projections"] = ProjectionScorer.Fit(points, 20, 8, random, s_threads),
            ["suited projections"] = ProjectionScorer.Fit(points, 20, null, random, s_threads),
            ["spheres"] = HypersphereScorer.Fit(points, 30, 8, random, s_threads),
            ["clusters"] = ClusterScorer.Fit(points, 4, 0.9, 5, random, s_threads),
            ["mixture"] = MixtureScorer.Fit(points, 2, random, s_threads),
            ["chains"] = ConnectivityFactor.Fit(points, 3, distinct: true, s_threads).Scorer,
            ["density"] = KernelDensityScorer.Fit(points, null, random),
            ["angles"] = AngleScorer.Fit(points, 4, distinct: true, s_threads).Scorer,
            ["one class"] = OneClassScorer.Fit(points, 0.5, null, 32, random, s_threads),
            ["ensemble"] = RankedEnsemble.Of([(neighbors, distances), (forest, forest.Score(points, s_threads))]).Scorer,
        };
    }

    private static ReadOnlyMemory<double>[] Points(ulong seed, int rows, int columns)
    {
        var random = new RandomStream(seed);
        var points = new ReadOnlyMemory<double>[columns];
        for (int c = 0; c < columns; c++) points[c] = Enumerable.Range(0, rows).Select(_ => Math.Round(random.NextGaussian(), 2)).ToArray();
        return points;
    }

    private static byte[] Stored(OutlierScorer scorer)
    {
        using var stream = new MemoryStream();
        scorer.WriteTo(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
