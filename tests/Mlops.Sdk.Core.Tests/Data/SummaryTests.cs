using System.Text;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class SummaryTests
{
    private static DatasetSummary Of(Dataset data, DatasetSummaryOptions? options = null) => DatasetSummary.Compute(data, options, TestContext.Current.CancellationToken);

    private static byte[] Bytes(DatasetSummary summary)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8)) summary.WriteTo(writer);
        return stream.ToArray();
    }

    private static DatasetSummary Read(byte[] bytes) => DatasetSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes), Encoding.UTF8));

    [Fact]
    public void Compute_AnyDataset_EqualsTheSlowAnswer() =>
        Same.AnyDataset.Sample(data =>
        {
            DatasetSummary summary = Of(data);
            Assert.Equal(data.RowCount, summary.RowCount);
            foreach (Column column in data.Columns)
            {
                ColumnSummary actual = summary[column.Name];
                object[] present = [.. Same.Values(data, column.Name).OfType<object>()];
                object[] values = [.. present.Where(v => v is not double.NaN).Select(v => v is double d ? d + 0.0 : v)];
                Assert.Equal((data.RowCount, data.RowCount - present.Length, present.Length - values.Length), (actual.RowCount, actual.MissingCount, actual.NaNCount));
                Assert.Equal(values.Distinct().Count(), actual.DistinctCount);
                Assert.True(actual.IsDistinctExact && actual.AreCountsExact && actual.AreQuantilesExact);
                var expected = values.GroupBy(v => v).OrderByDescending(g => g.Count()).ToArray();
                IReadOnlyList<FrequentValue> top = actual.FrequentValues(1000);
                Assert.Equal(expected.Select(g => (long)g.Count()), top.Select(v => v.LowerCount));
                Assert.All(top, v => Assert.Equal(v.UpperCount, values.Count(other => other.Equals(v.Value))));
                if (column.IsNumeric) CheckNumbers(actual, column);
                if (column is TextColumn) Assert.Equal(values.Cast<string>().Select(t => (double)t.EnumerateRunes().Count()).DefaultIfEmpty(double.NaN).Max(), actual.TextLengths.Max);
                if (column is TimestampColumn) Assert.Equal(values.Length == 0 ? null : (object?)values.Cast<DateTime>().Max(), actual.Latest);
                if (column is IntegerColumn) Assert.Equal(values.Length == 0 ? null : (long?)values.Cast<long>().Min(), actual.LeastInteger);
            }
        }, iter: 50);

    private static void CheckNumbers(ColumnSummary actual, Column column)
    {
        double[] numbers = [.. column.ToNumbers().ToArray().Where(v => !double.IsNaN(v))];
        Assert.Equal(numbers.Count(double.IsPositiveInfinity), actual.PositiveInfinityCount);
        Assert.Equal(numbers.Count(v => v == 0), actual.ZeroCount);
        Assert.Equal(numbers.Count(v => v < 0), actual.NegativeCount);
        Assert.Equal(numbers.Count(double.IsFinite), actual.Numbers.Count);
        foreach (double p in (double[])[0, 0.1, 0.5, 1]) Assert.Equal(Quantiles.Of(numbers, p), actual.Quantile(p));
        if (numbers.Length > 0) Assert.Equal(numbers.Count(v => v <= numbers[0]) / (double)numbers.Length, actual.Rank(numbers[0]));
    }

    [Fact]
    public void Merge_OfParts_AgreesWithTheWhole() =>
        (from data in Same.AnyDataset from cut in Gen.Int[0, 200] select (data, cut)).Where(t => t.cut <= t.data.RowCount).Sample(t =>
        {
            DatasetSummary whole = Of(t.data), parts = Of(t.data.Head(t.cut)), one = parts;
            parts.Merge(Of(t.data.Slice(t.cut, t.data.RowCount - t.cut)));
            foreach (ColumnSummary expected in whole.Columns)
            {
                ColumnSummary actual = parts[expected.Name];
                Assert.Equal((expected.RowCount, expected.MissingCount, expected.NaNCount, expected.ZeroCount, expected.DistinctCount), (actual.RowCount, actual.MissingCount, actual.NaNCount, actual.ZeroCount, actual.DistinctCount));
                Assert.Equal(expected.FrequentValues(50), actual.FrequentValues(50));
                Assert.Equal(expected.Quantile(0.3), actual.Quantile(0.3));
                if (expected.Numbers.Count > 0 && Math.Max(expected.Numbers.Max, -expected.Numbers.Min) < 1e290) Assert.Equal(expected.Numbers.Mean, actual.Numbers.Mean, 1e-9 * Math.Max(1, Math.Max(expected.Numbers.Max, -expected.Numbers.Min)));
            }
        }, iter: 30);

    [Fact]
    public void WriteTo_ReadBack_IsEqualBytesAndGoesOn() =>
        Same.AnyDataset.Sample(data =>
        {
            DatasetSummary summary = Of(data, new() { ExactValues = 20, QuantileSketchSize = 16, Seed = 5 });
            byte[] bytes = Bytes(summary);
            DatasetSummary back = Read(bytes);
            Assert.Equal(bytes, Bytes(back));
            Assert.Equal(bytes, Bytes(Of(data, new() { ExactValues = 20, QuantileSketchSize = 16, Seed = 5 })));
            summary.Add(data);
            back.Add(data);
            Assert.Equal(Bytes(summary), Bytes(back));
        }, iter: 30);

    [Fact]
    public void ReadFrom_DamagedBytes_NamesTheSummaryOrReads() =>
        (from seed in Gen.ULong[0, 50] from place in Gen.Int[0, 100_000] from flip in Gen.Byte[1, 255] from cut in Gen.Bool select (seed, place, flip, cut)).Sample(t =>
        {
            byte[] bytes = Bytes(Of(DatasetGenerator.Create(t.seed, 30), new() { ExactValues = 10 }));
            int place = t.place % bytes.Length;
            bytes[place] ^= t.flip;
            if (t.cut) Array.Resize(ref bytes, place);
            try
            {
                Read(bytes);
                Assert.False(t.cut);
            }
            catch (MlopsException error)
            {
                Assert.Equal("MLO1051", error.Code);
            }
        }, iter: 300);

    [Fact]
    public void Correlation_MissingAndLargeMeans_IsPairwiseExact()
    {
        var random = new RandomStream(4);
        double[] x = new double[5000], y = new double[5000];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = 1e9 + random.NextGaussian();
            y[i] = i % 3 == 0 ? double.NaN : (0.5 * (x[i] - 1e9)) + random.NextGaussian();
        }

        x[7] = double.PositiveInfinity;
        x[11] = double.NaN;
        DatasetSummary summary = Of(new Dataset(new NumberColumn("x", x), new NumberColumn("y", y), new NumberColumn("c", new double[5000]), CategoryColumn.FromValues("t", new string?[5000])));
        int[] both = [.. Enumerable.Range(0, 5000).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i]))];
        double mx = both.Average(i => x[i] - 1e9), my = both.Average(i => y[i]);
        double expected = both.Sum(i => (x[i] - 1e9 - mx) * (y[i] - my)) / Math.Sqrt(both.Sum(i => Math.Pow(x[i] - 1e9 - mx, 2)) * both.Sum(i => Math.Pow(y[i] - my, 2)));
        Assert.Equal(expected, summary.Correlation("x", "y"), 1e-8);
        Assert.Equal(expected, summary.Correlation("y", "x"), 1e-8);
        Assert.Equal(both.Length, summary.PairCount("x", "y"));
        Assert.True(double.IsNaN(summary.Correlation("x", "c")));
        Assert.Equal(1, summary.Correlation("x", "x"));
        Assert.Contains("'t'", Assert.Throws<ArgumentException>(() => summary.Correlation("x", "t")).Message);
    }

    [Fact]
    public void Compute_BeyondTheExactLimit_StaysWithinTheBounds()
    {
        var data = new Dataset(new NumberColumn("v", new RandomStream(9).Permutation(60_000).Select(i => (double)i).ToArray()));
        ColumnSummary column = Of(data, new() { ExactValues = 10_000 })["v"];
        Assert.False(column.AreQuantilesExact || column.IsDistinctExact || column.AreCountsExact);
        foreach (double p in (double[])[0.01, 0.25, 0.5, 0.99]) Assert.InRange(column.Quantile(p) / 60_000, p - column.RankErrorBound(0.999), p + column.RankErrorBound(0.999));
        Assert.InRange(column.DistinctCount, 60_000 * (1 - (4 * column.DistinctStandardError)), 60_000 * (1 + (4 * column.DistinctStandardError)));
        Assert.All(column.FrequentValues(5), v => Assert.InRange(1, v.LowerCount, v.UpperCount));
    }

    [Fact]
    public void Add_OtherColumns_NamesEveryOne()
    {
        DatasetSummary summary = Of(new Dataset(new NumberColumn("a", new double[1]), new NumberColumn("b", new double[1]), new FlagColumn("c", new bool[1])));
        string message = Assert.Throws<MlopsException>(() => summary.Add(new Dataset(new IntegerColumn("a", new long[1]), new FlagColumn("c", new bool[1])))).Message;
        Assert.Contains("'a' is Integer and not Number; 'b' is absent", message);
    }
}
