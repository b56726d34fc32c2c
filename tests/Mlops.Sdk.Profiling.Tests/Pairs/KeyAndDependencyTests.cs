using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class KeyAndDependencyTests
{
    private const int Rows = 1200;

    // Orders of three lines each; the country follows from the city but for a few rows.
    private static readonly Dataset s_orders = new(
        new IntegerColumn("order", Longs(i => 100 + (i / 3))), new IntegerColumn("line", Longs(i => i % 3)), new IntegerColumn("key", Longs(i => (i * 7919) % 100_003)),
        CategoryColumn.FromValues("city", Texts(i => $"city{i / 3 % 40}")), CategoryColumn.FromValues("country", Texts(i => i is 500 or 777 ? "none" : $"country{i / 3 % 40 % 8}")), new NumberColumn("amount", (double[])[.. Enumerable.Range(0, Rows).Select(i => Math.Sqrt(i))]));

    [Fact]
    public void CandidateKeys_SingleAndCombined_AreFoundMinimal()
    {
        ProfileReport report = s_orders.Profile();
        Assert.Equal(["key", "order + line"], report.CandidateKeys.Select(key => key.ToString()));
        Assert.All(report.CandidateKeys, key => Assert.True(key.IsVerified && key.RowsCompared == Rows));
    }

    [Fact]
    public void CandidateKeys_OfASample_AreProbableOrVerifiedInMemory()
    {
        ProfileOptions options = new() { SampleRows = 200, Summary = new() { ExactValues = 100, SampledValues = 16, DistinctPrecision = 8 } };
        Dataset broken = s_orders.With(new IntegerColumn("key", Longs(i => i == 1199 ? 0 : (i * 7919) % 100_003)));
        Assert.Equal(["key", "order + line"], s_orders.Profile(options).CandidateKeys.Where(key => key.IsVerified).Select(key => key.ToString()));
        Assert.DoesNotContain(broken.Profile(options).CandidateKeys, key => key.Columns is ["key"]);
        CandidateKey probable = Assert.Single(broken.AsSource().Profile(options).CandidateKeys, key => key.Columns is ["key"]);
        Assert.False(probable.IsVerified);
        Assert.InRange(probable.RepeatedShareBound, 0.1, 0.3);
    }

    [Fact]
    public void CandidateKeys_RepeatedRow_LeavesNoneCombined()
    {
        Dataset repeated = Dataset.Concat(s_orders.Drop("key"), s_orders.Drop("key").Slice(0, 1));
        Assert.Empty(repeated.Profile().CandidateKeys);
    }

    [Fact]
    public void CandidateKeys_UniqueByChance_AreNotTold()
    {
        var random = new RandomStream(3);
        Dataset data = new(new IntegerColumn("a", Longs(_ => random.NextInt32(100_000))), new IntegerColumn("b", Longs(_ => random.NextInt32(100_000))));
        Assert.Empty(data.Profile().CandidateKeys);
    }

    [Fact]
    public void Dependencies_Approximate_HaveTheirViolations()
    {
        ProfileReport report = s_orders.Profile();
        ColumnDependency city = Assert.Single(report.Dependencies, one => (one.Determinant, one.Dependent) == ("city", "country"));
        Assert.Equal((2.0 / Rows, Rows, Rows), (city.ViolationShare, city.RowsCompared, city.RowsLookedAt));
        Assert.Equal(["order -> city", "order -> country", "city -> country"], report.Dependencies.Select(one => $"{one.Determinant} -> {one.Dependent}"));
        Assert.DoesNotContain(s_orders.Profile(new() { Thresholds = new() { DependencyViolation = 0.001 } }).Dependencies, one => one.Dependent == "country");
    }

    private static long[] Longs(Func<int, long> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    private static IEnumerable<string> Texts(Func<int, string> value) => Enumerable.Range(0, Rows).Select(value);
}
