using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Core.Tests.Data;

/// <summary>The sketches against the truth, in the orders that are hard for them; benchmarks/peers/profile has more rows and trials (--accuracy).</summary>
public sealed class SummaryAccuracyTests
{
    private const int Rows = 40_000;

    public static TheoryData<string, int> Orders => new() { { "shuffled", 1 }, { "sorted", 1 }, { "reversed", 1 }, { "zoom", 1 }, { "shuffled", 64 }, { "sorted", 64 }, { "zoom", 64 } };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Sketches_HardOrders_StayWithinTheirBounds(string order, int parts)
    {
        int outside = 0, ranks = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            double[] values = Values(order, seed);
            ColumnSummary column = Summary(values, parts, seed)["x"];
            double[] sorted = [.. values.Order()];
            double bound = column.RankErrorBound();
            Assert.InRange(bound, 1e-4, 0.02);
            for (int at = 1; at < 50; at++, ranks++)
            {
                double value = sorted[Rows / 50 * at];
                int most = sorted.AsSpan().LastIndexOf(value) + 1;
                outside += Math.Abs(column.Rank(value) - ((double)most / Rows)) > bound ? 1 : 0;
            }

            Dictionary<double, int> truth = values.CountBy(value => value).ToDictionary();
            Assert.InRange(column.DistinctCount / truth.Count, 0.97, 1.03);
            Assert.True(column.DistinctCount <= Rows);
            IReadOnlyList<FrequentValue> found = column.FrequentValues(2000);
            Assert.All(found, value => Assert.InRange(truth[(double)value.Value], value.LowerCount, value.UpperCount));

            // What could be above the bound of a count that is not followed has to be there.
            long slack = found.Count == 0 ? Rows : found[0].UpperCount - found[0].LowerCount;
            Assert.All(truth.Where(pair => pair.Value > slack), pair => Assert.Contains(found, value => (double)value.Value == pair.Key));
        }

        Assert.InRange(outside, 0, ranks / 100);
    }

    // A fifth of the rows has one of ten values; the others spread over a long tail.
    private static double[] Values(string order, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] values = [.. Enumerable.Range(0, Rows).Select(i => i % 5 == 0 ? i / 5 % 10 : Math.Round(Math.Exp(3 * random.NextGaussian()), 3))];
        switch (order)
        {
            case "sorted":
                Array.Sort(values);
                break;
            case "reversed":
                Array.Sort(values, (a, b) => b.CompareTo(a));
                break;
            case "zoom":
                // From both ends to the middle: each value falls between all before it.
                Array.Sort(values);
                values = [.. Enumerable.Range(0, Rows).Select(i => values[i % 2 == 0 ? i / 2 : Rows - 1 - (i / 2)])];
                break;
        }

        return values;
    }

    private static DatasetSummary Summary(double[] values, int parts, ulong seed)
    {
        DatasetSummary Of(int part) => DatasetSummary.Compute(new Dataset(new NumberColumn("x", values.AsMemory(Rows / parts * part, part == parts - 1 ? Rows - (Rows / parts * part) : Rows / parts))), new() { ExactValues = 500, FrequentValues = 128, SampledValues = 256, Seed = (seed * 1000) + (ulong)part }, TestContext.Current.CancellationToken);
        List<DatasetSummary> summaries = [.. Enumerable.Range(0, parts).Select(Of)];

        // Two by two, as parts of parts are merged.
        while (summaries.Count > 1)
        {
            for (int i = 0; i + 1 < summaries.Count; i++)
            {
                summaries[i].Merge(summaries[i + 1]);
                summaries.RemoveAt(i + 1);
            }
        }

        return summaries[0];
    }
}
