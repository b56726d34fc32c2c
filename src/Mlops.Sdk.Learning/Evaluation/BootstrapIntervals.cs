using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Intervals from resamples in which every class keeps its rows: the middle percentiles, moved so that the median resample stands at the value.</summary>
/// <remarks>Resamples of a metric such as the calibration error or the KS distance lie above its value on the whole, as each adds chance of its own; unmoved, the interval may not even hold the value.</remarks>
internal static class BootstrapIntervals
{
    private const int MostRowsOfCostly = 20_000;

    /// <summary>Adds intervals to values. The metrics have been computed once, so that what resamples share is made.</summary>
    public static MetricValue[] Add(MetricData data, MetricValue[] values, EvaluationOptions options, RunContext context, CancellationToken cancellationToken)
    {
        Metric[] metrics = [.. values.Where(value => value.Value is not null && !AucIntervals.Covers(data, value.Metric, options) && !(value.Metric.IsCostly && data.Count > MostRowsOfCostly)).Select(value => value.Metric)];
        if (options.Bootstrap == 0 || metrics.Length == 0) return values;
        double[][] draws = Draw(data, metrics, options.Bootstrap, context, cancellationToken);
        double tail = (1 - options.Confidence) / 2;
        return [.. values.Select(value => Array.IndexOf(metrics, value.Metric) is var index and >= 0 ? Bounded(value, [.. draws.Select(row => row[index]).Where(double.IsFinite)], tail) : value)];
    }

    private static MetricValue Bounded(MetricValue value, double[] resampled, double tail)
    {
        if (resampled.Length == 0) return value;
        double[] ends = Quantiles.Of(resampled, [tail, 0.5, 1 - tail]);
        double bias = ends[1] - value.Value!.Value;
        return value with { Lower = Math.Max(ends[0] - bias, value.Metric.Minimum), Upper = Math.Min(ends[2] - bias, value.Metric.Maximum) };
    }

    private static double[][] Draw(MetricData data, Metric[] metrics, int resamples, RunContext context, CancellationToken cancellationToken)
    {
        RandomStream random = RandomStream.For(context.Seed, "evaluation.bootstrap");
        var draws = new double[resamples][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = context.MaxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, resamples, options, () => (Counts: new byte[data.Count], Weights: new double[data.Count]), (resample, _, buffers) =>
        {
            StratifiedBootstrap.Draw(random.Split(resample), data.StratumEnds, buffers.Counts);
            TensorPrimitives.ConvertTruncating<byte, double>(buffers.Counts, buffers.Weights);
            if (data.Weights.Length > 0) TensorPrimitives.Multiply(buffers.Weights, data.Weights, buffers.Weights);
            var sample = new MetricSample(data, buffers.Weights);
            draws[resample] = Array.ConvertAll(metrics, metric => metric.Number(sample));
            return buffers;
        }, _ => { });
        return draws;
    }
}
