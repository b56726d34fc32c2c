using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Rebalancing;

/// <summary>Whatever changes rows or weights is recalibrated: probabilities say how often classes come, and are about as good as without.</summary>
public sealed class RecalibrationTests
{
    private static readonly Dictionary<string, RebalanceMethod> s_methods = ((RebalanceMethod[])
    [
        RebalanceMethod.ClassWeights, RebalanceMethod.RandomOver, RebalanceMethod.RandomUnder, RebalanceMethod.Rose(), RebalanceMethod.Smote(), RebalanceMethod.BorderlineSmote(), RebalanceMethod.BorderlineSmote(towardsOthers: true), RebalanceMethod.Adasyn(),
        RebalanceMethod.SmoteTomek(), RebalanceMethod.SmoteEnn(), RebalanceMethod.TomekLinks(), RebalanceMethod.EditedNeighbors(), RebalanceMethod.EditedNeighbors(rounds: 9), RebalanceMethod.AllKnn(), RebalanceMethod.NeighborhoodCleaning(), RebalanceMethod.Condensed(),
        RebalanceMethod.OneSided(), RebalanceMethod.PolynomialFit, RebalanceMethod.NearMiss(), RebalanceMethod.NearMiss(3), RebalanceMethod.KMeansSmote(3), RebalanceMethod.ProWSyn(), RebalanceMethod.SmoteIpf(parts: 2), RebalanceMethod.GeometricSmote(),
        RebalanceMethod.ClusterCentroids(), RebalanceMethod.ClusterCentroids(keepsRows: true), RebalanceMethod.InstanceHardness(2),
    ]).ToDictionary(method => $"{method}", StringComparer.Ordinal);

    private static readonly Dataset[] s_train = [Rare(3, 700, 2), Rare(3, 700, 3)], s_test = [Rare(4, 2000, 2), Rare(4, 2000, 3)];

    private static readonly double[] s_plain = [BrierOf(new(), 0), BrierOf(new(), 1)];

    public static TheoryData<string> Methods => new(s_methods.Keys);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_RowsOrWeightsChanged_ProbabilitiesAreThoseOfRowsAsTheyCome(string name)
    {
        for (int many = 0; many < 2; many++)
        {
            var options = new RebalanceOptions { Method = s_methods[name] };
            Predictions said = Pipeline.Empty.Rebalance(options).TrainLinear().Fit(s_train[many], new() { Seed = 1 }).Score(s_test[many]);
            int classes = said.Classes.Length;
            for (int code = 0; code < classes; code++)
            {
                double share = s_train[many].Filter(row => row.Text("y") == said.Classes[code]).RowCount / (double)s_train[many].RowCount;
                double mean = Enumerable.Range(0, said.RowCount).Average(row => said.Probabilities[(row * classes) + code]);

                // What is cleaned away differs from fold to fold, and so do the models that calibration learns from.
                Assert.True(Math.Abs(mean - share) < (name.StartsWith("EditedNeighbors", StringComparison.Ordinal) || name.StartsWith("NearMiss", StringComparison.Ordinal) ? 0.06 : 0.02), $"class '{said.Classes[code]}' of {classes} comes in {share:0.###} of the rows and is given {mean:0.###}");
            }

            Assert.InRange(Metric.Brier.Compute(said, s_test[many]).Value!.Value, 0, 1.15 * s_plain[many]);
        }
    }

    private static double BrierOf(RebalanceOptions options, int many) => Metric.Brier.Compute(Pipeline.Empty.Rebalance(options).TrainLinear().Fit(s_train[many], new() { Seed = 1 }).Score(s_test[many]), s_test[many]).Value!.Value;

    private static Dataset Rare(ulong seed, int rows, int classes)
    {
        var random = new RandomStream(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() is var draw && draw < 0.08 ? classes - 1 : classes == 3 && draw < 0.25 ? 1 : 0)];
        return new Dataset(
            new NumberColumn("x", Array.ConvertAll(labels, label => (1.2 * label) + random.NextGaussian())),
            new NumberColumn("z", Array.ConvertAll(labels, label => (0.8 * label) + random.NextGaussian())),
            CategoryColumn.FromValues("y", labels.Select(label => $"c{label}"))).WithRole("y", ColumnRole.Label);
    }
}
