using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

public sealed class RebalancerTests
{
    // 6 of a, 3 of b, 1 of c.
    private static readonly Dataset s_train = new Dataset(
        new NumberColumn("x", new double[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }),
        CategoryColumn.FromValues("y", ["a", "b", "a", "c", "a", "b", "a", "a", "b", "a"])).WithRole("y", ColumnRole.Label);

    private static Resampled Run(RebalanceMethod method, double ratio = 1, Dataset? data = null) =>
        new Rebalancer(new() { Method = method, MinorityRatio = ratio }).Resample(data ?? s_train, new() { Seed = 5 });

    private static int[] Counts(Dataset data) => LabelData.Read(data).CountClasses();

    [Fact]
    public void Resample_Default_ChangesNothing()
    {
        Resampled result = new Rebalancer().Resample(s_train);

        Assert.Same(s_train, result.Data);
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP307");
    }

    [Fact]
    public void Resample_Weights_AreThoseOfTheField()
    {
        Dataset weighted = Run(RebalanceMethod.ClassWeights).Data;
        double[] weights = weighted.Weight!.ToNumbers().ToArray();

        Assert.Equal("weight", weighted.Weight.Name);
        Assert.Equal(10 / (3 * 6.0), weights[0], 1e-15);
        Assert.Equal(10 / (3 * 3.0), weights[1], 1e-15);
        Assert.Equal(10 / (3 * 1.0), weights[3], 1e-15);
    }

    [Fact]
    public void Resample_WeightsAndRatio_KeepTheSumAndMultiply()
    {
        Dataset before = s_train.With(new IntegerColumn("w", new long[] { 1, 2, 1, 4, 1, 2, 1, 1, 2, 1 }), ColumnRole.Weight);
        Dataset after = Run(RebalanceMethod.ClassWeights, 0.8, before).Data;
        double[] weights = after.Weight!.ToNumbers().ToArray();

        // Totals 6, 6, 4; c is raised to 4.8; all are scaled by 16 / 16.8.
        Assert.Equal("w", after.Weight.Name);
        Assert.Equal(16, weights.Sum(), 1e-12);
        Assert.Equal(4.8 * 16 / 16.8, weights[3], 1e-12);
        Assert.Equal(16 / 16.8, weights[0], 1e-12);
    }

    [Theory]
    [InlineData(1, new[] { 6, 6, 6 })]
    [InlineData(0.7, new[] { 6, 4, 4 })]
    [InlineData(0.5, new[] { 6, 3, 3 })]
    public void Resample_Over_RaisesEveryClass(double ratio, int[] counts)
    {
        Dataset raised = Run(RebalanceMethod.RandomOver, ratio).Data;

        Assert.Equal(counts, Counts(raised));
        Assert.Equal(s_train["x"].ToNumbers().ToArray(), raised["x"].ToNumbers().ToArray()[..10]);
        if (ratio == 1) Assert.Equal([1, 5, 8], raised["x"].ToNumbers().ToArray()[10..13].Order());
    }

    [Theory]
    [InlineData(1, new[] { 1, 1, 1 })]
    [InlineData(0.5, new[] { 2, 2, 1 })]
    [InlineData(0.17, new[] { 5, 3, 1 })]
    public void Resample_Under_CutsToTheSmallestAndKeepsTheOrder(double ratio, int[] counts)
    {
        Dataset cut = Run(RebalanceMethod.RandomUnder, ratio).Data;
        double[] kept = cut["x"].ToNumbers().ToArray();

        Assert.Equal(counts, Counts(cut));
        Assert.Equal(kept.Order(), kept);
    }

    [Theory]
    [InlineData(0.5, 100, 10, 50)]
    [InlineData(0.25, 100, 10, 25)]
    [InlineData(1, 100, 10, 100)]
    public void Resample_Ratio_CountsAsImbalancedLearn(double ratio, int large, int small, int expected)
    {
        Dataset data = new Dataset(
            new NumberColumn("x", Enumerable.Range(0, large + small).Select(row => (double)row).ToArray()),
            new FlagColumn("y", Enumerable.Range(0, large + small).Select(row => row >= large).ToArray())).WithRole("y", ColumnRole.Label);
        Assert.Equal([large, expected], Counts(Run(RebalanceMethod.Smote(), ratio, data).Data));
    }

    [Fact]
    public void Resample_Regression_IsRefused()
    {
        Dataset numbers = new Dataset(new NumberColumn("y", new double[] { 1, 2 })).WithRole("y", ColumnRole.Label);
        Dataset integers = new Dataset(new IntegerColumn("y", new long[] { 1, 2, 3 })).WithRole("y", ColumnRole.Label);

        Assert.Throws<SchemaMismatchException>(() => Run(RebalanceMethod.RandomOver, data: numbers));
        Assert.Equal("MLO1703", Assert.Throws<MlopsException>(() => Run(RebalanceMethod.RandomOver, data: integers)).Code);
    }

    [Fact]
    public void Report_Balanced_SaysThatNothingChanged()
    {
        Dataset even = s_train.Take([0, 1, 3]);
        Resampled result = Run(RebalanceMethod.RandomOver, data: even);

        Assert.Same(even, result.Data);
        Assert.Contains(result.Report.Findings, finding => finding.Code == "PREP303");
    }

    [Fact]
    public void Options_RatioOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Rebalancer(new() { MinorityRatio = 1.5 }));

    public static TheoryData<RebalanceMethod> Numbered => new(
        RebalanceMethod.Rose(77), RebalanceMethod.Smote(77), RebalanceMethod.BorderlineSmote(5, 77), RebalanceMethod.Adasyn(77), RebalanceMethod.SmoteNominal(77), RebalanceMethod.EditedNeighbors(3, rounds: 77), RebalanceMethod.AllKnn(77),
        RebalanceMethod.NeighborhoodCleaning(77), RebalanceMethod.NearMiss(1, 77), RebalanceMethod.InstanceHardness(77), RebalanceMethod.SmoteTomek(77), RebalanceMethod.SmoteEnn(5, 77), RebalanceMethod.Smogn(0.5, 77));

    [Theory]
    [MemberData(nameof(Numbered))]
    public void Options_MethodOutOfRangeInJson_IsRefused(RebalanceMethod method)
    {
        var rebalancer = new Rebalancer(new() { Method = method });
        string json = rebalancer.ToOptionsJson();

        Assert.Equal(rebalancer.Options, rebalancer.ReadOptions(json));
        Assert.Throws<ArgumentOutOfRangeException>(() => rebalancer.ReadOptions(json.Replace("77", "-1", StringComparison.Ordinal)));
    }
}
