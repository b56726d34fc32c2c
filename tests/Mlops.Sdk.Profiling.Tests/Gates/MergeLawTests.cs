using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Gates;

/// <summary>Parts merged in any tree say what one pass says: exactly of what is counted, to rounding of moments, within its bound of what is estimated. Threads change nothing.</summary>
public sealed class MergeLawTests
{
    [Fact]
    public void Merge_OfPartsInAnyTree_SaysWhatOnePassSays() => Gen.Select(AnyTable.Sound, Tables.Parts, Gen.ULong, Gen.OneOf(Gen.Const(8), Gen.Const(200_000))).Sample(
        (data, parts, seed, exact) =>
        {
            var options = new ProfileOptions { Summary = new() { ExactValues = exact, FrequentValues = 16 } };
            var whole = new ProfileSummary(data.Schema, options);
            whole.Add(data);
            ProfileSummary merged = MergeTree.Of([.. Tables.Cut(data, parts, seed)], data.Schema, options, seed);
            foreach ((ColumnSummary one, ColumnSummary other) in whole.Summary.Columns.Zip(merged.Summary.Columns))
            {
                Assert.Equal(Counted(one), Counted(other));
                Assert.Equal(one.DistinctCount, other.DistinctCount);
                Assert.Equal(one.TextBytes, other.TextBytes);
                if (one.Type == ColumnType.Integer) Assert.Equal(one.Sum, other.Sum);
                if (one.AreQuantilesExact && other.AreQuantilesExact) Assert.Equal(one.MedianAbsoluteDeviation, other.MedianAbsoluteDeviation);
                AssertMoments(one.Numbers, other.Numbers);
                AssertMoments(one.TextLengths, other.TextLengths);
                AssertQuantiles(data[one.Name], other);
                AssertFrequent(data[one.Name], other);
                if (one.AreCountsExact && other.AreCountsExact) Assert.Equal(one.FrequentValues(50).OrderBy(value => value.Text, StringComparer.Ordinal), other.FrequentValues(50).OrderBy(value => value.Text, StringComparer.Ordinal));
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Profile_OnAnyNumberOfThreads_IsTheSameToTheByte() => Gen.Select(AnyTable.Any, AnyTable.Options).Sample(
        (data, options) =>
        {
            string[] reports = [.. ((int[])[1, 2, 7]).Select(threads => data.Profile(options, new RunContext { MaxThreads = threads, Seed = 3 }).ToJson())];
            Assert.Equal(reports[0], reports[1]);
            Assert.Equal(reports[0], reports[2]);
        },
        iter: 20,
        threads: 1);

    [Fact]
    public void State_OfAColumnBeyondTheExactValues_IsSmall()
    {
        const int rows = 60_000;
        var random = new RandomStream(5);
        Dataset data = new(
            new NumberColumn("normal", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()), new IntegerColumn("id", Enumerable.Range(0, rows).Select(row => (long)row * 7919).ToArray()),
            TextColumn.FromValues("text", Enumerable.Range(0, rows).Select(row => $"user{row * 7919 % 50_000}")), new TimestampColumn("at", Enumerable.Range(0, rows).Select(row => 630_000_000_000_000_000 + (row * 7_919_000L)).ToArray()));
        var summary = new DatasetSummary(data.Schema, new() { ExactValues = 5000 });
        summary.Add(data);
        Assert.InRange(Tables.Bytes(summary.WriteTo).Length, 1, data.ColumnCount * 64 * 1024);
    }

    private static (long, long, long, long, long, long, long, long, DateTime?, DateTime?, long?, long?, double, double) Counted(ColumnSummary column) =>
        (column.RowCount, column.PresentCount, column.MissingCount, column.NaNCount, column.PositiveInfinityCount, column.NegativeInfinityCount, column.ZeroCount, column.NegativeCount, column.Earliest, column.Latest, column.LeastInteger, column.GreatestInteger, column.Numbers.Min, column.Numbers.Max);

    private static void AssertMoments(Moments one, Moments other)
    {
        Assert.Equal(one.Count, other.Count);
        Close(one.Mean, other.Mean, Math.Max(Math.Abs(one.Min), Math.Abs(one.Max)), 1e-12);
        // Squares of numbers beyond 1e150 leave the range of a double: then both say so.
        Close(one.Variance, other.Variance, Math.Pow(Math.Max(Math.Abs(one.Min), Math.Abs(one.Max)), 2), 1e-12);
    }

    private static void Close(double one, double other, double scale, double relative)
    {
        if (double.IsFinite(one) && double.IsFinite(other)) Assert.True(Math.Abs(one - other) <= relative * Math.Abs(scale) + double.Epsilon, $"{one:R} and {other:R}");
        else Assert.True(double.IsFinite(one) == double.IsFinite(other) || !(Math.Abs(scale) < 1e100), $"{one:R} and {other:R}");
    }

    private static void AssertQuantiles(Column values, ColumnSummary summary)
    {
        if (!values.IsNumeric) return;
        double[] sorted = [.. values.ToNumbers().ToArray().Where((value, row) => !values.IsMissing(row) && !double.IsNaN(value)).Order()];
        if (sorted.Length == 0) return;
        // The bound holds with a chance for each quantile; tenfold is never missed.
        double bound = (10 * summary.RankErrorBound()) + (1.0 / sorted.Length) + 1e-12;
        foreach (double probability in (double[])[0, 0.01, 0.25, 0.5, 0.9, 1])
        {
            double quantile = summary.Quantile(probability);
            // Half of the way between the least and the greatest doubles overflows.
            if (!double.IsFinite(quantile)) continue;
            double below = (double)sorted.Count(value => value < quantile) / sorted.Length, atMost = (double)sorted.Count(value => value <= quantile) / sorted.Length;
            Assert.True(below - bound <= probability && probability <= atMost + bound, $"{probability}: {quantile} has the ranks {below} to {atMost}, bound {bound}");
        }
    }

    private static void AssertFrequent(Column values, ColumnSummary summary)
    {
        if (values is not (CategoryColumn or TextColumn or IntegerColumn)) return;
        Dictionary<string, long> truth = Enumerable.Range(0, values.Length).Where(row => !values.IsMissing(row)).GroupBy(values.GetText, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);
        IReadOnlyList<FrequentValue> frequent = summary.FrequentValues(1000);
        foreach (FrequentValue value in frequent) Assert.InRange(truth[value.Text], value.LowerCount, value.UpperCount);
        long least = summary.AreCountsExact ? 0 : summary.PresentCount / 17;
        foreach ((string text, long count) in truth.Where(pair => pair.Value > least)) Assert.True(frequent.Any(value => value.Text == text), $"'{text}' occurs {count} times of {summary.PresentCount} and is not listed");
    }
}
