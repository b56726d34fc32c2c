using System.Diagnostics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Learners on the same held-out quarters of a table, split after split, and how far one lies from another.</summary>
internal static class PairedSplits
{
    private const ulong FirstSeed = 42;

    /// <summary>What is judged in a task.</summary>
    public static Metric[] MetricsOf(Dataset all) => Extensibility.LabelData.TaskOf(all.Label!) switch
    {
        TaskKind.Regression => [Metric.Rmse, Metric.R2],
        TaskKind.Binary => [Metric.Auc, Metric.AucPr, Metric.LogLoss],
        _ => [Metric.Accuracy, Metric.LogLoss],
    };

    /// <summary>Fits on three quarters and judges on the last, so many times.</summary>
    /// <returns>The value of each metric in each split, and the seconds of a fit.</returns>
    public static (double[][] Values, double Seconds) Run(Dataset all, Pipeline pipeline, Metric[] metrics, int splits)
    {
        double[][] values = [.. metrics.Select(_ => new double[splits])];
        TimeSpan taken = TimeSpan.Zero;
        for (int split = 0; split < splits; split++)
        {
            (Dataset train, Dataset test) = all.Split(testFraction: 0.25, seed: FirstSeed + (ulong)split);
            long start = Stopwatch.GetTimestamp();
            FittedPipeline model = pipeline.Fit(train);
            taken += Stopwatch.GetElapsedTime(start);
            EvaluationReport report = model.Evaluate(test, new() { Bootstrap = 0 });
            for (int i = 0; i < metrics.Length; i++) values[i][split] = report[metrics[i]].Value ?? double.NaN;
        }

        return (values, taken.TotalSeconds / splits);
    }

    /// <summary>Whether differences of a metric are told in per cent of the peer's.</summary>
    public static bool IsRelative(Metric metric) => metric == Metric.Rmse || metric == Metric.LogLoss;

    /// <summary>The mean difference over the splits and its standard error, which is somewhat too small, since splits share rows.</summary>
    public static (double Mean, double Error) Gap(Metric metric, double[] ours, double[] peers)
    {
        double[] gaps = [.. ours.Zip(peers, (one, peer) => IsRelative(metric) ? 100 * ((one / peer) - 1) : one - peer)];
        double mean = gaps.Average();
        return (mean, Math.Sqrt(gaps.Sum(gap => (gap - mean) * (gap - mean)) / (gaps.Length - 1) / gaps.Length));
    }

    /// <summary>The same in words.</summary>
    public static string Tell(Metric metric, double[] ours, double[] peers)
    {
        (double mean, double error) = Gap(metric, ours, peers);
        return IsRelative(metric)
            ? FormattableString.Invariant($"{metric.Name} {Shown(mean, 2):+0.00;-0.00} % (standard error {error:0.00})")
            : FormattableString.Invariant($"{metric.Name} {Shown(mean, 5):+0.00000;-0.00000} (standard error {error:0.00000})");
    }

    // Without a minus before what rounds to zero.
    private static double Shown(double value, int digits) => Math.Round(value, digits) + 0.0;
}
