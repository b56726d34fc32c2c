using System.Collections.Concurrent;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Grows the trees, several at once, and judges each by the rows that it did not see.</summary>
internal sealed class ForestRun(ForestData data, ForestRules rules, int treeCount, FitContext context)
{
    private const int TreesPerThread = 8;

    // So many rows left out by the trees of a batch are kept until they vote.
    private const int MostKept = 1_000_000;

    private readonly double[] _sums = new double[data.Rows * data.Channels];
    private readonly int[] _votes = new int[data.Rows];

    public TreeEnsemble Run()
    {
        var growers = new ConcurrentBag<ForestGrower>();
        var builder = new TreeEnsembleBuilder(data.Features.Length, data.Channels) { Average = true };
        int batch = Math.Max(TreesPerThread * context.MaxThreads, MostKept / data.Rows);
        for (int start = 0; start < treeCount; start += batch)
        {
            int count = Math.Min(batch, treeCount - start);
            var outside = new int[count][];
            var said = new double[count][];
            var made = new DecisionTree[count * data.Channels];
            int next = -1;

            // Each thread takes one tree at a time, so that none waits long for another at the end.
            Parallel.For(0, Math.Min(count, context.MaxThreads), context.Parallel, _ =>
            {
                if (!growers.TryTake(out ForestGrower? grower)) grower = new ForestGrower(data, rules);
                for (int i; (i = Interlocked.Increment(ref next)) < count;)
                {
                    ForestTree tree = grower.Grow(new RandomStream(context.Run.Seed).Split(start + i), context.CancellationToken);
                    (outside[i], said[i]) = (tree.Outside, tree.SayOutside());
                    for (int channel = 0; channel < data.Channels; channel++) made[(i * data.Channels) + channel] = tree.ToTree(channel);
                }

                growers.Add(grower);
            });
            for (int i = 0; i < count; i++) Vote(outside[i], said[i]);
            foreach (DecisionTree tree in made) builder.Add(tree);

            context.ReportProgress((start + count) / (double)treeCount, FormattableString.Invariant($"Tree {start + count} of {treeCount}"));
        }

        return builder.Build();
    }

    /// <summary>How well trees predict rows that they did not see: the share of right classes, or R2; null when there are no such rows.</summary>
    /// <param name="classes">0 for numbers.</param>
    /// <param name="rows">How many rows were left out by some tree.</param>
    public double? OutsideScore(int classes, out int rows)
    {
        double weight = 0, right = 0, error = 0, mean = 0, spread = 0;
        rows = 0;
        for (int row = 0; row < data.Rows; row++)
        {
            if (_votes[row] == 0) continue;
            rows++;
            weight += data.Weights[row];
            if (classes == 0)
            {
                double value = data.Values[row], difference = value - (_sums[row] / _votes[row]), step = value - mean;
                error += data.Weights[row] * difference * difference;
                mean += step * data.Weights[row] / weight;
                spread += data.Weights[row] * step * (value - mean);
            }
            else if (IsRight(row))
            {
                right += data.Weights[row];
            }
        }

        return rows == 0 ? null : classes > 0 ? right / weight : spread > 0 ? 1 - (error / spread) : null;
    }

    private bool IsRight(int row)
    {
        if (data.Channels == 1) return (_sums[row] >= 0.5 * _votes[row]) == (data.Values[row] == 1);
        ReadOnlySpan<double> sums = _sums.AsSpan(row * data.Channels, data.Channels);
        for (int code = 0; code < sums.Length; code++)
            if (sums[code] > sums[data.Codes[row]]) return false;
        return true;
    }

    // In the order of the trees, so that sums have the same bits on any number of threads.
    private void Vote(int[] outside, double[] said)
    {
        for (int i = 0; i < outside.Length; i++)
        {
            _votes[outside[i]]++;
            for (int channel = 0; channel < data.Channels; channel++) _sums[(outside[i] * data.Channels) + channel] += said[(i * data.Channels) + channel];
        }
    }
}
