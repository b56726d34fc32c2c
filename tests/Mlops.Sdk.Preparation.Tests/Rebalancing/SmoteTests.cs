using CsCheck;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

public sealed class SmoteTests
{
    [Fact]
    public void Resample_MixedTypes_KeepsEveryBound() =>
        Gen.Select(Gen.ULong, Gen.Int[2, 9], Gen.Int[1, 6], Gen.Double[0.1, 1]).Sample((seed, rare, neighbors, ratio) =>
        {
            Dataset data = Mixed(seed, rare);
            ratio = Math.Max(ratio, rare / 40.0);
            Dataset made = Smote(data, RebalanceMethod.Smote(neighbors), ratio, seed).Data;
            Dataset synthetic = made.Slice(data.RowCount, made.RowCount - data.RowCount);
            Dataset minority = data.Filter(row => row.Text("y") == "rare");

            Assert.Equal(Math.Max(rare, (int)(40 * ratio)) - rare, synthetic.RowCount);
            Assert.Null(SameBits.Difference(data, made.Slice(0, data.RowCount)));
            foreach (string name in (string[])["x", "n"])
            {
                (double low, double high) = Descriptive.Range(minority[name].ToNumbers().Span);
                Assert.All(synthetic[name].ToNumbers().ToArray(), value => Assert.InRange(value, low, high));
            }

            Assert.All(Enumerable.Range(0, synthetic.RowCount), row =>
            {
                Assert.Contains(synthetic["c"].GetText(row), Enumerable.Range(0, rare).Select(minority["c"].GetText));
                Assert.Equal("rare", synthetic["y"].GetText(row));
                Assert.True(synthetic["id"].IsMissing(row));
                Assert.Contains(synthetic["g"].GetText(row), Enumerable.Range(0, rare).Select(minority["g"].GetText));
            });
        }, iter: 60);

    [Fact]
    public void Resample_Threads_DoNotChangeTheRows()
    {
        Dataset data = Mixed(4, rare: 9);
        var rebalancer = new Rebalancer(new() { Method = RebalanceMethod.Smote() });
        Dataset one = rebalancer.Resample(data, new() { Seed = 9, MaxThreads = 1 }).Data, four = rebalancer.Resample(data, new() { Seed = 9, MaxThreads = 4 }).Data;

        Assert.Null(SameBits.Difference(one, four));
        Assert.NotNull(SameBits.Difference(one, rebalancer.Resample(data, new() { Seed = 10 }).Data));
    }

    [Fact]
    public void Resample_SingleRow_IsRepeated()
    {
        Dataset data = Mixed(4, rare: 1);
        Resampled result = Smote(data, RebalanceMethod.Smote(), ratio: 0.1);

        Assert.Equal(44, result.Data.RowCount);
        Assert.All(Enumerable.Range(41, 3), row => Assert.Equal(data["x"].GetValue(40), result.Data["x"].GetValue(row)));
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP302");
    }

    [Fact]
    public void Resample_InfiniteNumber_IsRefusedWithTheRemedy()
    {
        Dataset data = Mixed(4, rare: 5);
        double[] holes = data["x"].ToNumbers().ToArray();
        holes[42] = double.PositiveInfinity;
        var error = Assert.Throws<MlopsException>(() => Smote(data.With(new NumberColumn("x", holes)), RebalanceMethod.Smote()));

        Assert.Equal("MLO1702", error.Code);
        Assert.Contains("'x' in 1 rows (first row 42)", error.Message, StringComparison.Ordinal);
        Assert.Contains("HandleOutliers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resample_MissingNumbers_TakesNeighborsOverWhatBothHave() =>
        Gen.Select(Gen.ULong, Gen.Int[3, 9]).Sample((seed, rare) =>
        {
            // Without categories: what decides the neighbors is the mean squared difference of the columns that both have.
            var random = new RandomStream(seed);
            double?[][] cells = [.. Enumerable.Range(0, 20 + rare).Select(_ => Enumerable.Range(0, 3).Select(_ => random.NextInt32(3) == 0 ? (double?)null : random.NextGaussian()).ToArray())];
            Dataset data = new Dataset([.. Enumerable.Range(0, 3).Select(c => new NumberColumn($"x{c}", cells.Select(row => row[c] ?? double.NaN).ToArray()))])
                .With(new IntegerColumn("row", Enumerable.Range(0, cells.Length).Select(row => (long)row).ToArray()), ColumnRole.Ignored)
                .With(CategoryColumn.FromValues("y", cells.Select((_, row) => row < 20 ? "usual" : "rare")), ColumnRole.Label);
            Resampled result = Smote(data, RebalanceMethod.Smote(2, scale: false), seed: seed);
            double[][] made = [.. Enumerable.Range(0, 3).Select(c => result.Data[$"x{c}"].ToNumbers().ToArray())];

            Assert.Equal(40, result.Data.RowCount);
            for (int row = data.RowCount; row < result.Data.RowCount; row++)
            {
                int start = (int)((IntegerColumn)result.Data["row"]).Values[row];
                int[] near = [.. Enumerable.Range(20, rare).Where(other => other != start && Common(cells[start], cells[other]).Length > 0)
                    .OrderBy(other => Common(cells[start], cells[other]).Average(difference => difference * difference)).ThenBy(other => other).Take(2)];
                Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(cells[start][c] is null, double.IsNaN(made[c][row])));
                Assert.True(near.Length == 0 ? Enumerable.Range(0, 3).All(c => made[c][row].Equals(cells[start][c] ?? double.NaN)) : near.Any(other => IsOnTheWay(cells[start], cells[other], row)), $"row {row} lies on no way from {start}");
            }

            bool IsOnTheWay(double?[] from, double?[] to, int row)
            {
                double[] shares = [.. Enumerable.Range(0, 3).Where(c => from[c] is not null && to[c] is not null).Select(c => (made[c][row] - from[c]!.Value) / (to[c]!.Value - from[c]!.Value))];
                return shares.All(share => share is >= -1e-9 and <= 1 + 1e-9 && Math.Abs(share - shares[0]) < 1e-6)
                    && Enumerable.Range(0, 3).Where(c => from[c] is not null && to[c] is null).All(c => made[c][row] == from[c]);
            }
        }, iter: 60);

    private static double[] Common(double?[] one, double?[] other) => [.. one.Zip(other).Where(pair => pair is { First: not null, Second: not null }).Select(pair => pair.First!.Value - pair.Second!.Value)];

    [Fact]
    public void MixedNeighbors_Search_EqualsTheObviousLoop() =>
        Gen.Select(Gen.ULong, Gen.Int[2, 40], Gen.Int[0, 4], Gen.Int[1, 3]).Sample((seed, count, numbers, codes) =>
        {
            var random = new RandomStream(seed);
            double[] points = [.. Enumerable.Range(0, count * numbers).Select(_ => (double)random.NextInt32(5))];
            int[] nominal = [.. Enumerable.Range(0, count * codes).Select(_ => random.NextInt32(3) - 1)];
            int neighbors = 1 + random.NextInt32(count - 1);
            NeighborTable table = MixedNeighbors.SearchSelf(points, numbers, nominal, codes, 1.5, neighbors);
            for (int query = 0; query < count; query++)
            {
                int q = query;
                double Squared(int other) => Enumerable.Range(0, numbers).Sum(d => Math.Pow(points[q * numbers + d] - points[other * numbers + d], 2))
                    + Enumerable.Range(0, codes).Count(d => nominal[q * codes + d] != nominal[other * codes + d]) * 2.25;
                int[] slow = [.. Enumerable.Range(0, count).Where(other => other != q).OrderBy(Squared).ThenBy(other => other).Take(neighbors)];
                Assert.Equal(slow, table.IndicesOf(query).ToArray());
            }
        }, iter: 100);

    private static Resampled Smote(Dataset data, RebalanceMethod method, double ratio = 1, ulong seed = 1) =>
        new Rebalancer(new() { Method = method, MinorityRatio = ratio }).Resample(data, new() { Seed = seed });

    private static Dataset Mixed(ulong seed, int rare)
    {
        var random = new RandomStream(seed);
        int rows = 40 + rare;
        return new Dataset(
            new NumberColumn("x", Make(rows, _ => random.NextGaussian())),
            new IntegerColumn("n", Make(rows, _ => (long)random.NextInt32(9))),
            CategoryColumn.FromValues("c", Make(rows, _ => random.NextInt32(4) switch { 0 => "p", 1 => "q", 2 => "r", _ => null })),
            new FlagColumn("f", Make(rows, _ => random.NextInt32(2) == 0)),
            TextColumn.FromValues("t", Make(rows, row => $"text {row}")),
            new IntegerColumn("id", Make(rows, row => (long)row)),
            new IntegerColumn("g", Make(rows, row => (long)row / 3)),
            CategoryColumn.FromValues("y", Make(rows, row => row < 40 ? "usual" : "rare")))
            .WithRole("id", ColumnRole.Id).WithRole("g", ColumnRole.Group).WithRole("y", ColumnRole.Label);
    }

    private static T[] Make<T>(int rows, Func<int, T> value) => [.. Enumerable.Range(0, rows).Select(value)];
}
