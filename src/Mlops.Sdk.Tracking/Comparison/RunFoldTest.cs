using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The difference of one metric between two runs over the same folds.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Run">The index of the run.</param>
/// <param name="Against">The index of the run that it is compared with.</param>
/// <param name="Difference">The mean over folds of the run's value less the other's.</param>
/// <param name="Lower">The lower end of its 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="PValue">Of the corrected t-test, two-sided.</param>
public sealed record RunFoldTest(string Metric, int Run, int Against, double Difference, double Lower, double Upper, double PValue)
{
    internal static RunFoldTest? Of(string metric, int run, int against, IReadOnlyList<MetricPoint> mine, IReadOnlyList<MetricPoint> theirs, double testTrainRatio)
    {
        // The last value of a fold stands, as when a fold was run again.
        Dictionary<long, double> other = theirs.GroupBy(point => point.Step).ToDictionary(group => group.Key, group => group.Last().Value);
        double[] differences = [.. mine.GroupBy(point => point.Step).Where(group => other.ContainsKey(group.Key)).Select(group => group.Last().Value - other[group.Key]).Where(double.IsFinite)];
        if (differences.Length < 2) return null;
        PairedTTest test = CorrectedResampledTTest.Run(differences, testTrainRatio);
        double reach = test.StandardError * StudentT.Quantile(0.975, test.DegreesOfFreedom);
        return new RunFoldTest(metric, run, against, test.Mean, test.Mean - reach, test.Mean + reach, test.PValue);
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("metric", Metric);
        writer.WriteNumber("run", Run);
        writer.WriteNumber("against", Against);
        writer.WriteNumber("difference", Difference);
        writer.WriteNumber("lower", Lower);
        writer.WriteNumber("upper", Upper);
        writer.WriteNumber("p_value", PValue);
        writer.WriteEndObject();
    }
}
