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

    private static Dataset Draw(ulong seed, bool skewed)
    {
        var random = new RandomStream(seed);
        return new(Enumerable.Range(0, 3).Select(column => new NumberColumn($"x{column}", Enumerable.Range(0, Rows).Select(_ => skewed ? Math.Exp(random.NextGaussian()) : random.NextGaussian()).ToArray())));
    }
}
