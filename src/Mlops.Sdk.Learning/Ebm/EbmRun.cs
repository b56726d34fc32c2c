using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The bags, the pairs, and their mean as one additive model (Nori et al. 2019, "InterpretML"; Lou et al. 2013).</summary>
internal sealed class EbmRun(EbmData data, EbmTerm[] mains, Func<int, int, EbmTerm>? pairOf, int featureCount, int[] directions, InteractionGroups groups, FitContext context)
{
    private readonly int _bags = data.Options.BagCount;

    /// <summary>The rounds of each bag.</summary>
    public int[] Rounds { get; } = new int[data.Options.BagCount];

    public AdditiveModel Run()
    {
        var bags = new EbmBag[_bags];
        var tables = new List<double[]>[_bags];
        int done = 0;
        Parallel.For(0, _bags, context.Parallel, bag =>
        {
            (int[] train, int[] held) = HeldRows.Draw(new RandomStream(context.Run.Seed).Split(bag), data.Labels, data.Loss.Task != TaskKind.Regression, data.Options.ValidationFraction);
            bags[bag] = new EbmBag(data, train, held);
            tables[bag] = [.. bags[bag].Boost(mains, out Rounds[bag], context.CancellationToken)];
            context.ReportProgress(0.8 * Interlocked.Increment(ref done) / _bags, "Shapes of columns");
        });
        EbmTerm[] pairs = pairOf is null || data.Options.InteractionCount == 0 ? [] : Pairs(bags, tables);
        Parallel.For(0, pairs.Length == 0 ? 0 : _bags, context.Parallel, bag => tables[bag].AddRange(bags[bag].Boost(pairs, out _, context.CancellationToken)));
        return new EbmMean(data, [.. mains, .. pairs], directions, featureCount).Of([.. bags.Select(bag => bag.Start)], [.. tables.Select(table => table.ToArray())]);
    }

    // All rows, with the mean of the bags as it stands; the strongest pairs, ties by place.
    private EbmTerm[] Pairs(EbmBag[] bags, List<double[]>[] tables)
    {
        var scores = new double[data.Labels.Length];
        for (int bag = 0; bag < _bags; bag++)
        {
            for (int row = 0; row < scores.Length; row++) scores[row] += bags[bag].Start[0] / _bags;
            for (int term = 0; term < mains.Length; term++)
            {
                ushort[] cells = mains[term].Cells;
                double[] table = tables[bag][term];
                for (int row = 0; row < scores.Length; row++) scores[row] += table[cells[row]] / _bags;
            }
        }

        var derivatives = new float[2 * scores.Length];
        data.Loss.Derive(data.Labels, scores, Array.ConvertAll(data.Weights, weight => (float)weight), 0, derivatives);
        int[] free = [.. Enumerable.Range(0, mains.Length).Where(term => directions[Feature(term)] == 0 && groups.Allow(Feature(term), Feature(term))).OrderByDescending(term => Weight(term, tables)).ThenBy(term => term).Take(EbmOptions.MostPaired).Order()];
        (int First, int Second)[] all = [.. free.SelectMany((first, at) => free.Skip(at + 1).Where(second => groups.Allow(Feature(first), Feature(second))).Select(second => (first, second)))];
        var strengths = new double[all.Length];
        var penalty = new LeafPenalty(0, 0, data.Options.MinimumRowsPerLeaf, 1e-4);
        Parallel.For(0, all.Length, context.Parallel, i =>
        {
            EbmTerm pair = pairOf!(all[i].First, all[i].Second);
            strengths[i] = new EbmStep(pair).Find(pair.Cells, derivatives, in penalty);
        });
        return [.. Enumerable.Range(0, all.Length).Where(i => strengths[i] > 0).OrderByDescending(i => strengths[i]).ThenBy(i => i).Take(data.Options.InteractionCount).Select(i => pairOf!(all[i].First, all[i].Second))];
    }

    private int Feature(int term) => mains[term].Axes[0].Feature;

    // How far a column moves scores, over the rows.
    private double Weight(int term, List<double[]>[] tables)
    {
        double[] mean = [.. Enumerable.Range(0, mains[term].CellCount).Select(cell => tables.Average(bag => bag[term][cell]))];
        return mains[term].Cells.Sum(cell => Math.Abs(mean[cell]));
    }
}
