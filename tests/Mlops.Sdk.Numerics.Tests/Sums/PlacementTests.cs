namespace Mlops.Sdk.Numerics.Tests.Sums;

/// <summary>Every kernel that sums gives the same bits wherever its numbers lie in memory.</summary>
public sealed class PlacementTests
{
    private const int Rows = 203;

    private static readonly ParallelOptions s_threads = new() { MaxDegreeOfParallelism = 2 };

    private static readonly SortedDictionary<string, Func<ReadOnlyMemory<double>[], double[]>> s_kernels = new(StringComparer.Ordinal)
    {
        ["autocorrelation"] = columns => Autocorrelation.Of(columns[0].Span, 12),
        ["autoregression"] = columns => Autocorrelation.Partial(columns[0].Span, 12),
        ["beta calibration"] = columns => BetaCalibration.Fit(columns[4].Span, Flags(columns), columns[5].Span) is var fit ? [fit.A, fit.B, fit.C] : [],
        ["correlation"] = columns => [Correlation.Pearson(columns[0].Span, columns[1].Span), Correlation.Spearman(columns[0].Span, columns[1].Span), Correlation.Kendall(columns[0].Span, columns[1].Span)],
        ["covariance"] = columns => Of(ShrunkCovariance.Empirical(columns, s_threads)),
        ["covariance, oracle"] = columns => Of(ShrunkCovariance.Oas(columns, s_threads)),
        ["covariance, shrunk"] = columns => Of(ShrunkCovariance.LedoitWolf(columns, s_threads)),
        ["determinant"] = columns => RobustCovariance.Fit(columns, null, new RandomStream(1), s_threads) is var fit ? [.. Of(fit.Raw), .. Of(fit.Estimate)] : [],
        ["distances"] = columns => [Distances.Euclidean(columns[0].Span, columns[1].Span), Distances.Manhattan(columns[0].Span, columns[1].Span)],
        ["level shift"] = columns => LevelShift.Find(columns[0].Span) is var found ? [found.Statistic, found.PValue] : [],
        ["losses"] = columns => Filled(losses => ProbabilityLoss.Log(Both(columns[4]), Codes(columns), 2, losses)),
        ["means"] = columns => KMeans.Fit(columns[0], 1, 4, 3, new RandomStream(1), s_threads),
        ["median"] = columns => [OrderedMedian.Of(columns[0].Span, Order(columns[0]), columns[5].Span)],
        ["moments"] = columns => Moments.Of(columns[0].Span) is var found ? [found.Mean, found.Variance, found.Skewness, found.Kurtosis] : [],
        ["platt"] = columns => PlattScaling.Fit(columns[0].Span, Flags(columns), columns[5].Span) is var fit ? [fit.Slope, fit.Intercept] : [],
        ["principal variances"] = columns => PrincipalVariances.Of(columns[0].Span[..200], 50, 4),
        ["products"] = columns => Gram(columns, default),
        ["products, weighted"] = columns => Gram(columns, columns[5]),
        ["runs"] = columns => Runs(columns),
        ["season"] = columns => [.. Seasonality.Find(columns[0].Span, [7]).SelectMany(period => new[] { period.Period, period.Strength })],
        ["stationary"] = columns => [Kpss.Test(columns[0].Span).Statistic, DickeyFuller.Test(columns[0].Span).Statistic, LjungBox.Test(columns[0].Span, 8).Statistic],
        ["temperature"] = columns => TemperatureScaling.Fit(Both(columns[4]), Codes(columns), 2, columns[5].Span) is var fit ? [fit.Temperature] : [],
        ["Wasserstein"] = columns => [Wasserstein.Distance(columns[0].Span, columns[1].Span)],
        ["weighted moments"] = columns => WeightedMoments.Of(columns[0].Span, columns[5].Span) is var found ? [found.Mean, found.PopulationVariance] : [],
        ["Yeo-Johnson"] = columns => [YeoJohnson.Lambda(columns[0].Span), YeoJohnson.Lambda(columns[0].Span, columns[5].Span), YeoJohnson.LogLikelihood(columns[0].Span, -30), YeoJohnson.LogLikelihood(columns[4].Span, 900)],
    };

    public static TheoryData<string> Kernels => [.. s_kernels.Keys];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Kernel_NumbersElsewhereInMemory_GivesTheSameBits(string name)
    {
        ReadOnlyMemory<double>[] columns = Columns();
        long[] expected = Array.ConvertAll(s_kernels[name](columns), BitConverter.DoubleToInt64Bits);
        Assert.NotEmpty(expected);
        for (int offset = 0; offset < 8; offset++)
            Assert.Equal(expected, Array.ConvertAll(s_kernels[name](Elsewhere(columns, offset)), BitConverter.DoubleToInt64Bits));
    }

    // The arrays of odd sizes in between move the scratch of the kernels too.
    internal static ReadOnlyMemory<double>[] Elsewhere(ReadOnlyMemory<double>[] columns, int offset) => [.. columns.Select((column, index) =>
    {
        int place = (offset + (3 * index)) % 8;
        double[] room = new double[column.Length + place];
        column.CopyTo(room.AsMemory(place));
        return (ReadOnlyMemory<double>)room.AsMemory(place);
    })];

    // Three columns that depend on each other, their square, a probability, a weight.
    private static ReadOnlyMemory<double>[] Columns()
    {
        var random = new RandomStream(17);
        double[][] columns = [.. Enumerable.Range(0, 6).Select(_ => new double[Rows])];
        for (int row = 0; row < Rows; row++)
        {
            double common = random.NextGaussian();
            for (int c = 0; c < 3; c++) columns[c][row] = (c * common) + random.NextGaussian() + Math.Sin(row * 0.9);
            columns[3][row] = common * common;
            columns[4][row] = 1 / (1 + Math.Exp(-common));
            columns[5][row] = 0.5 + random.NextDouble();
        }

        return Array.ConvertAll(columns, column => (ReadOnlyMemory<double>)column);
    }

    private static bool[] Flags(ReadOnlyMemory<double>[] columns) => Array.ConvertAll(columns[3].ToArray(), square => square > 0.5);

    private static int[] Codes(ReadOnlyMemory<double>[] columns) => Array.ConvertAll(Flags(columns), flag => flag ? 1 : 0);

    private static double[] Both(ReadOnlyMemory<double> shares) => [.. shares.ToArray().SelectMany(share => new[] { 1 - share, share })];

    private static int[] Order(ReadOnlyMemory<double> column) => [.. Enumerable.Range(0, column.Length).OrderBy(row => column.Span[row])];

    private static double[] Of(CovarianceEstimate estimate) => [.. estimate.Location, .. estimate.Covariance];

    private static double[] Filled(Action<double[]> fill)
    {
        var results = new double[Rows];
        fill(results);
        return results;
    }

    private static double[] Gram(ReadOnlyMemory<double>[] columns, ReadOnlyMemory<double> weights)
    {
        double[] gram = new double[columns.Length * columns.Length];
        GramMatrix.Compute(columns, weights, gram, s_threads);
        SymmetricFactor factor = SymmetricFactor.Of(gram, columns.Length);
        double[] side = [.. Enumerable.Range(1, columns.Length)];
        factor.Solve(side);
        return [.. gram, .. side];
    }

    private static double[] Runs(ReadOnlyMemory<double>[] columns)
    {
        int[] groups = [.. Enumerable.Range(0, Rows).Select(row => row / 70)];
        double[] plain = new double[3], weighted = new double[3];
        var runs = RunSums.Create(groups);
        runs.Values(columns[0].Span, default, plain);
        runs.Values(columns[0].Span, columns[5].Span, weighted);
        return [.. plain, .. weighted];
    }
}
