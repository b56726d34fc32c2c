using System.Numerics.Tensors;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Differences of a metric between two models over resamples and permutations of the same rows.</summary>
internal static class PairedResamples
{
    /// <summary>The second less the first on each bootstrap resample; those in which either is undefined are left out.</summary>
    public static double[] Bootstrap(PairedData pair, Metric metric, int resamples, RunContext context, CancellationToken cancellationToken)
    {
        RandomStream random = RandomStream.For(context.Seed, "comparison.bootstrap");
        MetricData first = pair.FirstData, second = pair.SecondData;
        // What resamples share is made before many threads ask for it.
        _ = (metric.Compute(new MetricSample(first)), metric.Compute(new MetricSample(second)));
        int[] firstPlace = Places(first), secondPlace = Places(second);
        var differences = new double[resamples];
        var options = new ParallelOptions { MaxDegreeOfParallelism = context.MaxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, resamples, options, () => (Counts: new byte[first.Count], Weights: new double[first.Count]), (resample, _, buffers) =>
        {
            StratifiedBootstrap.Draw(random.Split(resample), first.StratumEnds, buffers.Counts);
            differences[resample] = Value(second, secondPlace, buffers, metric) - Value(first, firstPlace, buffers, metric);
            return buffers;
        }, _ => { });
        return [.. differences.Where(double.IsFinite)];
    }

    /// <summary>How likely a difference at least as large is when it does not matter which model said what: 1 of (1 + permutations) at least.</summary>
    public static double Permutation(PairedData pair, Metric metric, double observed, int permutations, RunContext context, CancellationToken cancellationToken)
    {
        RandomStream random = RandomStream.For(context.Seed, "comparison.permutation");
        int rows = pair.First.RowCount, asLarge = 0;
        double size = Math.Abs(observed) * (1 - 1e-9);
        var options = new ParallelOptions { MaxDegreeOfParallelism = context.MaxThreads, CancellationToken = cancellationToken };
        Parallel.For(0, permutations, options, permutation =>
        {
            RandomStream own = random.Split(permutation);
            var swapped = new bool[rows];
            for (int row = 0; row < rows; row++) swapped[row] = (own.NextUInt64() >> 63) != 0;
            PairedData mixed = pair.Swap(swapped);
            double difference = metric.Number(new MetricSample(mixed.SecondData)) - metric.Number(new MetricSample(mixed.FirstData));
            if (!(Math.Abs(difference) < size)) Interlocked.Increment(ref asLarge);
        });
        return (1.0 + asLarge) / (1 + permutations);
    }

    private static double Value(MetricData data, int[] places, (byte[] Counts, double[] Weights) buffers, Metric metric)
    {
        for (int i = 0; i < places.Length; i++) buffers.Weights[i] = buffers.Counts[places[i]];
        if (data.Weights.Length > 0) TensorPrimitives.Multiply(buffers.Weights, data.Weights, buffers.Weights);
        return metric.Number(new MetricSample(data, buffers.Weights));
    }

    // Each model orders the rows of a class by its own scores; a place by row number is the same for both.
    private static int[] Places(MetricData data)
    {
        int[] places = new int[data.Count], order = new int[data.Count];
        int[] rows = (int[])data.Rows.Clone();
        int start = 0;
        foreach (int end in data.StratumEnds)
        {
            for (int i = start; i < end; i++) order[i] = i;
            Array.Sort(rows, order, start, end - start);
            for (int i = start; i < end; i++) places[order[i]] = i;
            start = end;
        }

        return places;
    }
}
