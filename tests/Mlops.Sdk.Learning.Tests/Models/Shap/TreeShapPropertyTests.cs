using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Learning.Tests;

public sealed class TreeShapPropertyTests
{
    private const int Width = 16;

    [Fact]
    public void Explain_MissingCategoriesManyOutputs_AddsUpToTheScore()
    {
        TreeEnsemble model = Grow(seed: 3, trees: 20, depth: 7, outputs: 3);
        float[] rows = Rows(50, seed: 4);
        foreach (TreeShap shap in (TreeShap[])[TreeShap.PathDependent(model.WithCovers(Rows(400, seed: 5))), TreeShap.Interventional(model, Rows(60, seed: 6))])
        {
            var values = new double[50 * 3 * Width];
            shap.Explain(rows, values);
            var scores = new double[3];
            for (int row = 0; row < 50; row++)
            {
                model.Score(rows.AsSpan(row * Width, Width), scores);
                for (int output = 0; output < 3; output++)
                    Assert.Equal(scores[output], shap.Base[output] + values.AsSpan(((row * 3) + output) * Width, Width).ToArray().Sum(), 1e-9 * (1 + Math.Abs(scores[output])));
            }
        }
    }

    [Fact]
    public void Explain_LeavesBeyondTheTable_EqualTreesSummedOneByOne()
    {
        TreeEnsemble chain = Chain().WithCovers(Rows(500, seed: 1));
        float[] rows = Rows(3, seed: 2);
        var tabled = new double[3 * Width];
        var direct = new double[3 * Width];
        TreeShap.PathDependent(chain).Explain(rows, tabled);
        TreeShap.PathDependent(chain, mostEntries: 5000, CancellationToken.None).Explain(rows, direct);
        Assert.Equal(tabled, direct);
        for (int row = 0; row < 3; row++)
        {
            double[] expected = BruteForce(chain, rows.AsSpan(row * Width, Width));
            for (int i = 0; i < Width; i++) Assert.Equal(expected[i], direct[(row * Width) + i], 1e-9);
        }
    }

    [Fact]
    public void ExplainInteractions_AnyModel_RowsAddUpToTheContributions()
    {
        TreeEnsemble model = Grow(seed: 8, trees: 10, depth: 6, outputs: 2).WithCovers(Rows(300, seed: 9));
        float[] rows = Rows(20, seed: 10);
        TreeShap shap = TreeShap.PathDependent(model);
        var values = new double[20 * 2 * Width];
        var pairs = new double[20 * 2 * Width * Width];
        shap.Explain(rows, values);
        shap.ExplainInteractions(rows, pairs);
        for (int i = 0; i < values.Length; i++) Assert.Equal(values[i], pairs.AsSpan(i * Width, Width).ToArray().Sum(), 1e-9);
        for (int matrix = 0; matrix < 40; matrix++)
            for (int i = 0; i < Width; i++)
                for (int j = 0; j < i; j++) Assert.Equal(pairs[(matrix * Width * Width) + (i * Width) + j], pairs[(matrix * Width * Width) + (j * Width) + i]);
    }

    [Fact]
    public void Explain_AnyNumberOfThreadsAndRows_GivesTheSameBits()
    {
        TreeEnsemble model = Grow(seed: 12, trees: 10, depth: 8, outputs: 1).WithCovers(Rows(300, seed: 13));
        float[] rows = Rows(301, seed: 14);
        TreeShap shap = TreeShap.PathDependent(model);
        var one = new double[301 * Width];
        var many = new double[301 * Width];
        var alone = new double[Width];
        shap.Explain(rows, one, maxThreads: 1);
        shap.Explain(rows, many);
        shap.Explain(rows.AsMemory(300 * Width), alone);
        Assert.Equal(one, many);
        Assert.Equal(many[^Width..], alone);
    }

    [Fact]
    public void PathDependent_NoCovers_IsRefusedWithTheRemedy() =>
        Assert.Contains("WithCovers", Assert.Throws<ArgumentException>(() => TreeShap.PathDependent(Grow(seed: 1, trees: 1, depth: 2, outputs: 1))).Message, StringComparison.Ordinal);

    [Fact]
    public void WithCovers_WeightedRows_CountsWhatPasses()
    {
        TreeEnsemble model = new TreeEnsembleBuilder(1).Add([TreeNode.Split(0, 1, 1, 2), TreeNode.Leaf(1), TreeNode.Leaf(2)]).Build();
        DecisionTree tree = model.WithCovers(new float[] { 0, 1, 2, float.NaN }, new float[] { 1, 2, 4, 8 }).Trees[0];
        Assert.Equal([15, 3, 12], tree.Nodes.Select(node => node.Cover));
    }

    private static TreeEnsemble Chain()
    {
        var nodes = new List<TreeNode>();
        for (int i = 0; i < Width; i++)
        {
            nodes.Add(TreeNode.Split(i, 0.5f, (2 * i) + 1, (2 * i) + 2, missingGoesLeft: i % 2 == 0));
            nodes.Add(TreeNode.Leaf(i * i % 7));
        }

        nodes.Add(TreeNode.Leaf(11));
        return new TreeEnsembleBuilder(Width).Add([.. nodes]).Build();
    }

    // The definition, over all subsets: at a split on an unknown feature both ways by their covers.
    private static double[] BruteForce(TreeEnsemble model, ReadOnlySpan<float> x)
    {
        DecisionTree tree = model.Trees[0];
        var worth = new double[1 << Width];
        for (int known = 0; known < worth.Length; known++) worth[known] = Expected(tree, x, known, 0);
        var factorials = new double[Width + 1];
        factorials[0] = 1;
        for (int i = 1; i <= Width; i++) factorials[i] = factorials[i - 1] * i;
        var values = new double[Width];
        for (int known = 0; known < worth.Length; known++)
        {
            int size = System.Numerics.BitOperations.PopCount((uint)known);
            for (int i = 0; i < Width; i++)
                if ((known & (1 << i)) == 0) values[i] += factorials[size] * factorials[Width - size - 1] / factorials[Width] * (worth[known | (1 << i)] - worth[known]);
        }

        return values;
    }

    private static double Expected(DecisionTree tree, ReadOnlySpan<float> x, int known, int at)
    {
        TreeNode node = tree.Nodes[at];
        if (node.IsLeaf) return node.Value;
        if ((known & (1 << node.Feature)) != 0) return Expected(tree, x, known, node.ChildOf(x[node.Feature]));
        double left = tree.Nodes[node.Left].Cover, right = tree.Nodes[node.Right].Cover;
        double share = left + right > 0 ? left / (left + right) : 0.5;
        return (share * Expected(tree, x, known, node.Left)) + ((1 - share) * Expected(tree, x, known, node.Right));
    }

    private static TreeEnsemble Grow(ulong seed, int trees, int depth, int outputs)
    {
        var random = new RandomStream(seed);
        TreeEnsembleBuilder builder = new TreeEnsembleBuilder(Width, outputs).WithBias(0.25);
        for (int tree = 0; tree < trees; tree++)
        {
            var nodes = new List<TreeNode?> { null };
            var depths = new List<int> { 0 };
            for (int at = 0; at < nodes.Count; at++)
            {
                int feature = random.NextInt32(Width);
                bool missingLeft = random.NextInt32(2) == 0;
                if (depths[at] == depth || (at > 0 && random.NextInt32(6) == 0))
                {
                    nodes[at] = TreeNode.Leaf(random.NextGaussian());
                    continue;
                }

                nodes[at] = feature % 4 == 3
                    ? TreeNode.CategorySplit(feature, new CategorySet([random.NextInt32(5), random.NextInt32(5)]), nodes.Count, nodes.Count + 1, missingLeft)
                    : TreeNode.Split(feature, random.NextInt32(5), nodes.Count, nodes.Count + 1, missingLeft);
                nodes.AddRange([null, null]);
                depths.AddRange([depths[at] + 1, depths[at] + 1]);
            }

            builder.Add([.. nodes.Select(node => node!.Value)], weight: 0.5 + tree, output: tree % outputs);
        }

        return builder.Build();
    }

    private static float[] Rows(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count * Width).Select(_ => random.NextInt32(8) == 0 ? random.NextInt32(2) == 0 ? float.NaN : float.NegativeInfinity : random.NextInt32(6))];
    }
}
