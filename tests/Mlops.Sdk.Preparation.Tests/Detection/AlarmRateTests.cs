using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>How many rows like the training rows each threshold that names a rate flags, over many draws.</summary>
public sealed class AlarmRateTests
{
    private const int Draws = 12, Rows = 600;

    private static readonly Dictionary<string, DetectionMethod> s_methods = new(StringComparer.Ordinal)
    {
        ["isolation forest"] = DetectionMethod.IsolationForest(30, 128), ["neighbors"] = DetectionMethod.KNearest(10), ["ECOD"] = DetectionMethod.Ecod, ["HBOS"] = DetectionMethod.Hbos(), ["MCD"] = DetectionMethod.MinimumCovarianceDeterminant(), ["mixture"] = DetectionMethod.GaussianMixture(2),
    };

    public static TheoryData<string> Methods => new(s_methods.Keys);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Cutoff_RateAsked_IsTheRateOfNewRows(string name)
    {
        foreach ((OutlierThreshold threshold, double asked) in ((OutlierThreshold, double)[])[(OutlierThreshold.FalseAlarmRate(0.05, 0.4), 0.05), (OutlierThreshold.FalseAlarmRate(0.01, 0.4), 0.01), (OutlierThreshold.TailFit(0.01), 0.01), (OutlierThreshold.Contamination(0.05), 0.05)])
        {
            // Normal numbers, then such with long tails.
            foreach (bool skewed in (bool[])[false, true])
            {
                double alarms = Enumerable.Range(1, Draws).Average(draw =>
                {
                    FittedOutlierDetector fitted = new OutlierDetector(new() { Method = s_methods[name], Threshold = threshold }).Fit(Draw((ulong)(3 * draw), skewed), new() { Seed = (ulong)draw });
                    return fitted.ScoreRows(Draw((ulong)((3 * draw) + 1), skewed)).Average(score => score > fitted.Cutoff ? 1.0 : 0);
                });

                // Held-out rows promise an upper bound; what is taken from the training rows themselves knows them a little too well.
                double most = threshold.ToString().StartsWith("FalseAlarm", StringComparison.Ordinal) ? (1.15 * asked) + 0.004 : 1.7 * asked;
                Assert.True(alarms <= most && alarms >= 0.4 * asked, $"{threshold} flags {alarms} of {(skewed ? "skewed" : "normal")} rows");
            }
        }
    }

    [Fact]
    public void ProbabilityOfRows_Conformal_IsUniformOverRowsLikeTheTrainingRows()
    {
        // Held-out rows are few, so that a draw varies; all draws together are uniform.
        double[] said = [.. Enumerable.Range(1, 2 * Draws).SelectMany(draw =>
        {
            var detector = new OutlierDetector(new() { Method = DetectionMethod.KNearest(10), Threshold = OutlierThreshold.FalseAlarmRate(0.05, 0.4), Probability = OutlierProbability.Conformal });
            return detector.Fit(Draw((ulong)(500 + (2 * draw)), skewed: true), new() { Seed = (ulong)draw }).ProbabilityOfRows(Draw((ulong)(501 + (2 * draw)), skewed: true));
        })];

        foreach (double share in (double[])[0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) Assert.Equal(1 - share, said.Average(probability => probability > share ? 1.0 : 0), 0.02);
    }

    [Fact]
    public void ProbabilityOfRows_Conformal_IsThatOfTheFlagAndIsKeptInTheModel()
    {
        Dataset data = Draw(9, skewed: false), far = new(Enumerable.Range(0, 3).Select(column => new NumberColumn($"x{column}", new[] { 1e300, 0 })));
        FittedPipeline model = Pipeline.Empty.DetectOutliers(new() { Method = DetectionMethod.Ecod, Threshold = OutlierThreshold.FalseAlarmRate(0.05, 0.5), Probability = OutlierProbability.Conformal, AddProbability = true }).Fit(data);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        Dataset made = FittedPipeline.Load(stream).Transform(data.Append(far));

        Assert.Equal(300 / 301.0, made["outlier_probability"].ToNumbers().Span[Rows], 1e-12);
        for (int row = 0; row < made.RowCount; row++)
        {
            double probability = made["outlier_probability"].ToNumbers().Span[row];
            Assert.InRange(probability, 0, 300 / 301.0);

            // Beyond the cutoff lie fewer than 5 % of 301, equal scores apart.
            if ((bool)made["outlier"].GetValue(row)!) Assert.True(probability > 0.95 - 1e-9);
        }
    }

    [Fact]
    public void Cutoff_ContaminationAtTheEnds_IsDefinedOrRefusedWithTheRemedy()
    {
        OutlierDetectorReport half = (OutlierDetectorReport)new OutlierDetector(new() { Threshold = OutlierThreshold.Contamination(0.5) }).Fit(Draw(1, skewed: false)).Report;
        Assert.Equal(Rows / 2, half.FlaggedRows);
        Assert.Contains(half.Findings, finding => finding.Code == "PREP254");
        foreach (double share in (double[])[0, 1, -0.1, double.NaN]) Assert.Contains("take OutlierThreshold.Mad", Assert.Throws<ArgumentOutOfRangeException>(() => OutlierThreshold.Contamination(share)).Message, StringComparison.Ordinal);
    }

    private static Dataset Draw(ulong seed, bool skewed)
    {
        var random = new RandomStream(seed);
        return new(Enumerable.Range(0, 3).Select(column => new NumberColumn($"x{column}", Enumerable.Range(0, Rows).Select(_ => skewed ? Math.Exp(random.NextGaussian()) : random.NextGaussian()).ToArray())));
    }
}
