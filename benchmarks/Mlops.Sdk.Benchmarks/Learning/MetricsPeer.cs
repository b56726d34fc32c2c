using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Our side of <c>benchmarks/peers/metrics.py</c>: every metric of the rows in a file of scores (64-bit) and one of classes (32-bit), the best of a few runs.</summary>
internal static class MetricsPeer
{
    private const int Runs = 5;

    public static void Run(string scores, string classes)
    {
        var benchmark = new MetricsBenchmarks();
        benchmark.Use(MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(scores)).ToArray(), MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(classes)).ToArray());
        double auc = Best(() => benchmark.Auc()), all = Best(() => benchmark.EveryMetric()), intervals = Best(() => benchmark.WithIntervals());
        EvaluationReport report = benchmark.EveryMetric();
        string values = string.Join(", ", report.Values.Select(value => string.Create(CultureInfo.InvariantCulture, $"\"{value.Metric.Name}\": {value.Value:R}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"auc_seconds\": {auc:0.####}, \"all_seconds\": {all:0.####}, \"interval_seconds\": {intervals:0.####}, \"values\": {{{values}}}}}"));
    }

    private static double Best(Action work)
    {
        double best = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
