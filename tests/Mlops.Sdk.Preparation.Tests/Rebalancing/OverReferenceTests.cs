using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>Every case of an over-sampler in <c>rebalance.json</c>: what imbalanced-learn and ROSE start from, and where their rows lie.</summary>
public sealed class OverReferenceTests
{
    public static TheoryData<string, int> Cases(string id) => new(ResamplingReference.Of(id).Select(one => (one.GetProperty("dataset").GetString()!, one.GetProperty("class").GetInt32())));

    public static TheoryData<string> Smote => new(ResamplingReference.Of("smote_k5").Select(one => one.GetProperty("dataset").GetString()!));

    [Fact]
    public void Cases_AllOfThem_AreRun() => Assert.Equal(21, Smote.Count + Cases("adasyn_allocation_k5").Count + Cases("borderline_danger_m10").Count + Cases("rose_bandwidth").Count);

    [Theory]
    [MemberData(nameof(Smote))]
    public void Smote_ReferenceData_LiesBetweenTheReferenceNeighbors(string dataset)
    {
        Dataset data = ResamplingReference.Load(dataset);
        double[][] columns = [.. data.Features.Select(column => column.ToNumbers().ToArray())];
        JsonElement expected = ResamplingReference.Of("smote_k5", dataset);
        Dataset made = new Rebalancer(new() { Method = RebalanceMethod.Smote(5, scale: false) }).Resample(data).Data;
        var label = (CategoryColumn)made["target"];
        List<double> shares = [];

        Assert.Equal(expected.GetProperty("n_total").GetInt32(), made.RowCount);
        Assert.Null(SameBits.Difference(data, made.Slice(0, data.RowCount)));
        foreach (JsonProperty one in expected.GetProperty("per_class").EnumerateObject())
        {
            int[] rows = one.Value.Integers("minority_rows");
            int[][] near = [.. one.Value.GetProperty("neighbour_rows").EnumerateArray().Select(list => list.EnumerateArray().Select(item => item.GetInt32()).ToArray())];
            int[] synthetic = [.. Enumerable.Range(data.RowCount, made.RowCount - data.RowCount).Where(row => label.GetLevel(row) == one.Name)];
            Assert.Equal(one.Value.GetProperty("n_synthetic").GetInt32(), synthetic.Length);
            Assert.All(synthetic, row =>
            {
                double? share = ShareBetween([.. columns.Select((_, c) => made.Columns[c].ToNumbers().Span[row])], columns, rows, near);
                Assert.True(share is >= 0 and <= 1, $"row {row} lies between no row and neighbor of its");
                shares.Add(share.Value);
            });
        }

        // Anywhere on the way with the same chance.
        Assert.InRange(KolmogorovSmirnov.Test([.. shares], [.. Enumerable.Range(0, 20_000).Select(i => (i + 0.5) / 20_000)]).PValue, 1e-4, 1);
        double[] mean = expected.Numbers("mean_new_10seeds"), deviation = expected.Numbers("sd_mean_new");
        for (int c = 0; c < columns.Length; c++) Assert.Equal(mean[c], Descriptive.Mean(made.Columns[c].ToNumbers().Span[data.RowCount..]), 5 * deviation[c]);
    }

    [Theory]
    [MemberData(nameof(Cases), "adasyn_allocation_k5")]
    public void Adasyn_ReferenceData_MakesAsManyRowsFromEach(string dataset, int label)
    {
        JsonElement expected = Case("adasyn_allocation_k5", dataset, label);
        (Dataset data, int[] rows, int[] starts) = Starts(dataset, label, RebalanceMethod.Adasyn(5, scale: false));

        Assert.Equal(expected.GetProperty("total").GetInt32(), starts.Length);
        Assert.Equal(expected.Integers("rows"), rows.Select(row => starts.Count(start => start == row)));
        double[] ratio = expected.Numbers("ratio");
        int[] others = Others(data, rows, 5);
        Assert.All(ratio, (share, place) => Assert.Equal(share, others[place] / (double)others.Sum(), 1e-11));
    }

    [Theory]
    [MemberData(nameof(Cases), "borderline_danger_m10")]
    public void Borderline_ReferenceData_StartsFromTheRowsInDanger(string dataset, int label)
    {
        JsonElement expected = Case("borderline_danger_m10", dataset, label);
        int[] danger = expected.Integers("danger");
        (Dataset data, int[] rows, int[] starts) = Starts(dataset, label, RebalanceMethod.BorderlineSmote(5, 10, scale: false));

        int[] others = Others(data, rows, 10);
        Assert.Equal(expected.Integers("others"), others);
        Assert.Equal(expected.Integers("noise"), rows.Where((_, place) => others[place] == 10));
        Assert.Empty(expected.Integers("noise").Intersect(danger.Length > 0 ? starts : []));

        // Where no row is in danger, all are started from.
        Assert.Equal(danger.Length > 0 ? danger : Enumerable.Intersect(rows, starts).Order(), starts.Distinct().Order());
        Assert.Equal(LabelData.Read(data).CountClasses().Max() - rows.Length, starts.Length);
    }

    [Theory]
    [MemberData(nameof(Cases), "svm_support")]
    public void SupportVectors_ReferenceData_AreThoseOfLibsvm(string dataset, int label)
    {
        int[] expected = Case("svm_support", dataset, label).Integers("rows");
        Dataset data = ResamplingReference.Load(dataset);
        int width = data.Features.Count();
        double[] points = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => data.Features.Select(column => column.ToNumbers().Span[row]))];
        bool[] own = [.. Enumerable.Range(0, data.RowCount).Select(row => data["target"].GetText(row) == $"{label}")];
        SupportVectors machine = SupportVectors.Fit(points, width, own, 1, new ParallelOptions());
        int[] found = [.. Enumerable.Range(0, data.RowCount).Where(row => own[row] && machine.IsSupport(row))];

        // Solvers stop a thousandth short of the optimum: a row whose weight is next to nothing may be in one answer alone.
        Assert.InRange(expected.Union(found).Except(expected.Intersect(found)).Count(), 0, 1);
        Assert.All(Enumerable.Range(0, data.RowCount).Where(row => own[row]), row => Assert.Equal(expected.Contains(row), machine.Value(points.AsSpan(row * width, width)) < (expected.Contains(row) ? 1.01 : 0.99)));
    }

    [Theory]
    [MemberData(nameof(Cases), "rose_bandwidth")]
    public void SmoothedBootstrap_ReferenceData_HasTheBandwidths(string dataset, int label)
    {
        JsonElement expected = Case("rose_bandwidth", dataset, label);
        Dataset data = dataset == "iris" ? ResamplingReference.RareIris() : ResamplingReference.Load(dataset);
        int[] rows = RowsOf(data, label);
        double[][] columns = [.. data.Features.Select(column => Array.ConvertAll(rows, row => column.ToNumbers().Span[row]))];

        Assert.Equal(expected.GetProperty("constant").GetDouble(), SmoothedBootstrap.Constant(rows.Length, columns.Length), 1e-10);
        Assert.All(expected.Numbers("bandwidths").Zip(columns), pair => Assert.Equal(pair.First, SmoothedBootstrap.Bandwidth(pair.Second, columns.Length, 1), 1e-10 * pair.First));
    }

    [Fact]
    public void ValueDifference_ReferenceData_HasSharesAndDistances()
    {
        JsonElement expected = ResamplingReference.Of("vdm_pairwise_first20").Single();
        (double[][] columns, double[] target) = Reference.Read("categorical_smoten");
        int[][] codes = Array.ConvertAll(columns, column => Array.ConvertAll(column, value => (int)value));
        var metric = new ValueDifference(codes, Array.ConvertAll(target, value => (int)value), 2);
        JsonElement[] shares = [.. expected.GetProperty("shares").EnumerateArray()], rows = [.. expected.GetProperty("first_rows").EnumerateArray()];

        for (int c = 0; c < codes.Length; c++)
            for (int point = 0; point < 20; point++)
                Assert.Equal(shares[c][codes[c][point]].EnumerateArray().Select(item => item.GetDouble()), metric.SharesOf(point, c).ToArray(), (one, other) => Math.Abs(one - other) < 1e-12);
        for (int first = 0; first < rows.Length; first++)
            for (int second = 0; second < 20; second++)
                Assert.Equal(rows[first][second].GetDouble(), metric.Distance(first, second), 1e-9);
    }

    [Fact]
    public void Smote_ReferenceCategories_HasTheMedianDeviationAndLiesBetweenNeighbors()
    {
        JsonElement expected = ResamplingReference.Of("smotenc").Single();
        (double[][] columns, double[] target) = Reference.Read("mixed_smotenc");
        double penalty = expected.GetProperty("median_std").GetDouble();
        int[] rare = [.. Enumerable.Range(0, target.Length).Where(row => target[row] == 0)];
        double[] points = [.. rare.SelectMany(row => columns[..4].Select(column => column[row]))];

        // imbalanced-learn adds this number divided by the square root of 2.
        Assert.Equal(penalty, MixedNeighbors.Penalty(points, 4), 1e-9 * penalty);

        NeighborTable near = MixedNeighbors.SearchSelf(points, 4, [.. rare.SelectMany(row => columns[4..].Select(column => (int)column[row]))], 2, penalty, 5);
        Dataset data = new Dataset([.. columns[..4].Select((values, i) => new NumberColumn($"n{i}", values)), .. columns[4..].Select((values, i) => CategoryColumn.FromValues($"c{i}", values.Select(value => $"{value}")))])
            .With(CategoryColumn.FromValues("target", target.Select(value => $"{value}")), ColumnRole.Label)
            .With(new IntegerColumn("row", Enumerable.Range(0, target.Length).Select(row => (long)row).ToArray()), ColumnRole.Ignored);
        Dataset made = new Rebalancer(new() { Method = RebalanceMethod.Smote(5, scale: false) }).Resample(data).Data;

        Assert.Equal(expected.GetProperty("total").GetInt32(), made.RowCount);
        double[][] numbers = [.. Enumerable.Range(0, 4).Select(c => made[$"n{c}"].ToNumbers().ToArray())];
        Assert.All(Enumerable.Range(data.RowCount, made.RowCount - data.RowCount), row =>
        {
            int start = (int)((IntegerColumn)made["row"]).Values[row];
            Assert.Contains(near.IndicesOf(Array.IndexOf(rare, start)).ToArray(), place =>
            {
                double[] widest = numbers.MaxBy(column => Math.Abs(column[rare[place]] - column[start]))!;
                double share = (widest[row] - widest[start]) / (widest[rare[place]] - widest[start]);
                return share is >= 0 and <= 1 && numbers.All(column => Math.Abs(column[start] + share * (column[rare[place]] - column[start]) - column[row]) < 1e-9);
            });
        });
    }

    private static int[] Others(Dataset data, int[] rows, int neighbors)
    {
        double[] points = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => data.Features.Select(column => column.ToNumbers().Span[row]))];
        NeighborTable near = new NearestNeighbors(points, data.Features.Count()).SearchSelf(neighbors);
        ReadOnlyMemory<int> codes = LabelData.Read(data).Codes;
        return Array.ConvertAll(rows, row => ClassNeighbors.CountOthers(near.IndicesOf(row), codes.Span, codes.Span[row]));
    }

    // How far on the way from one of the rows to a neighbor of it a point lies; null where it is between none of them.
    private static double? ShareBetween(double[] point, double[][] columns, int[] rows, int[][] near)
    {
        for (int place = 0; place < rows.Length; place++)
        {
            double[] start = Array.ConvertAll(columns, column => column[rows[place]]);
            foreach (int other in near[place])
            {
                double[] way = [.. columns.Select((column, c) => column[other] - start[c])];
                double square = way.Sum(step => step * step), share = square > 0 ? way.Select((step, c) => step * (point[c] - start[c])).Sum() / square : 0;
                double off = Math.Sqrt(way.Select((step, c) => point[c] - start[c] - (share * step)).Sum(rest => rest * rest));
                if (off <= (1e-6 * Math.Sqrt(square)) + 1e-9 && share is > -1e-9 and < 1 + 1e-9) return Math.Clamp(share, 0, 1);
            }
        }

        return null;
    }

    private static JsonElement Case(string id, string dataset, int label) =>
        ResamplingReference.Of(id).Single(one => one.GetProperty("dataset").GetString() == dataset && one.GetProperty("class").GetInt32() == label);

    private static (Dataset Data, int[] Rows, int[] Starts) Starts(string dataset, int label, RebalanceMethod method)
    {
        Dataset data = dataset == "iris" ? ResamplingReference.RareIris() : ResamplingReference.Load(dataset);
        int[] rows = RowsOf(data, label);
        Dataset made = new Rebalancer(new() { Method = method }).Resample(data).Data;
        long[] starts = ((IntegerColumn)made["row"]).Values.ToArray()[data.RowCount..];
        return (data, rows, [.. starts.Select(start => (int)start).Where(rows.Contains)]);
    }

    private static int[] RowsOf(Dataset data, int label) => [.. Enumerable.Range(0, data.RowCount).Where(row => data["target"].GetText(row) == $"{label}")];
}
