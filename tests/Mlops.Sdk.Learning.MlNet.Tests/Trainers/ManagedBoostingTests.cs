namespace Mlops.Sdk.Learning.MlNet.Tests;

/// <summary>Managed boosting beside LightGBM. On numbers every row has the same curvature, and the two differ by nothing but rounding.</summary>
public sealed class ManagedBoostingTests
{
    [Theory]
    [InlineData(300)]
    [InlineData(3000)]
    public void Fit_Numbers_GrowsTheTreesOfLightGbm(int rows)
    {
        // Values on both sides of zero, many zeros, a frequent value that fills a bin alone, integers and a flag.
        Dataset data = TestData.Make(TaskKind.Regression, rows);
        data = data.With(new NumberColumn("x1", data["x1"].ToNumbers().ToArray().Select(value => value < -0.3 ? 0 : value < 0 ? 0.7 : value).ToArray()));
        TreePredictor ours = (TreePredictor)new BoostingTrainer(new() { TreeCount = 40, LeafCount = 15 }).Fit(data), theirs = (TreePredictor)new LightGbmTrainer(new() { TreeCount = 40, LeafCount = 15 }).Fit(data);
        for (int tree = 0; tree < 40; tree++)
            Assert.Equal(Splits(theirs.Model.Trees[tree]), Splits(ours.Model.Trees[tree]));
        Assert.All(ours.Score(data).Values.ToArray().Zip(theirs.Score(data).Values.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    // Which feature is asked, from the root down, and how many leaves lie below.
    private static (int Feature, int Leaves)[] Splits(DecisionTree tree)
    {
        var found = new List<(int, int)>();
        int Walk(int node)
        {
            TreeNode at = tree.Nodes[node];
            if (at.IsLeaf) return 1;
            int place = found.Count;
            found.Add(default);
            int leaves = Walk(at.Left) + Walk(at.Right);
            found[place] = (at.Feature, leaves);
            return leaves;
        }

        Walk(0);
        return [.. found];
    }
}
