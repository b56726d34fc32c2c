using System.Globalization;
using System.Text.Json;

namespace Mlops.Sdk.Learning.Tests;

public sealed class TreeShapReferenceTests
{
    public static TheoryData<int> Cases => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Explain_SmallEnsembles_EqualsEnumerationOfSubsets(int index)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(PathOf("treeshap_bruteforce.json")));
        JsonElement one = file.RootElement.GetProperty("cases")[index];
        int width = one.GetProperty("features").GetInt32();
        var builder = new TreeEnsembleBuilder(width) { Average = one.GetProperty("trees").GetArrayLength() > 1 };
        foreach (JsonElement tree in one.GetProperty("trees").EnumerateArray()) builder.Add(FromScikit(tree));
        TreeEnsemble model = builder.Build();
        float[] background = [.. one.GetProperty("background").EnumerateArray().SelectMany(Singles)];
        TreeShap byPath = TreeShap.PathDependent(model), byBackground = TreeShap.Interventional(model, background);
        foreach (JsonElement row in one.GetProperty("rows").EnumerateArray())
        {
            float[] x = [.. Singles(row.GetProperty("x"))];
            Compare(byPath, x, row.GetProperty("path_dependent"));
            Compare(byBackground, x, row.GetProperty("interventional"));
        }
    }

    [Fact]
    public void Explain_XgboostModel_EqualsItsOwnContributions()
    {
        TreeEnsemble model = FromXgboost();
        float[] rows = [.. Numbers("xgb_california_x.csv", skip: 1).SelectMany(line => line.Select(value => (float)value))];
        double[][] contributions = Numbers("xgb_california_contribs.csv"), interactions = Numbers("xgb_california_interactions.csv"), margins = Numbers("xgb_california_margin.csv");
        int width = model.FeatureCount, count = rows.Length / width;
        TreeShap shap = TreeShap.PathDependent(model);
        var values = new double[count * width];
        var pairs = new double[count * width * width];
        shap.Explain(rows, values);
        shap.ExplainInteractions(rows, pairs);
        for (int row = 0; row < count; row++)
        {
            Assert.Equal(contributions[row][width], shap.Base[0], 1e-4);
            Assert.Equal(margins[row][0], shap.Base[0] + values.AsSpan(row * width, width).ToArray().Sum(), 1e-4);
            for (int i = 0; i < width; i++)
            {
                Assert.Equal(contributions[row][i], values[(row * width) + i], 1e-4);
                for (int j = 0; j < width; j++) Assert.Equal(interactions[row][(i * (width + 1)) + j], pairs[(row * width * width) + (i * width) + j], 1e-4);
            }
        }
    }

    private static void Compare(TreeShap shap, float[] x, JsonElement expected)
    {
        int width = x.Length;
        var values = new double[width];
        var pairs = new double[width * width];
        shap.Explain(x, values);
        shap.ExplainInteractions(x, pairs);
        Assert.Equal(expected.GetProperty("base").GetDouble(), shap.Base[0], 1e-9);
        for (int i = 0; i < width; i++)
        {
            Assert.Equal(expected.GetProperty("phi")[i].GetDouble(), values[i], 1e-9);
            for (int j = 0; j < width; j++) Assert.Equal(expected.GetProperty("interactions")[i][j].GetDouble(), pairs[(i * width) + j], 1e-9);
        }
    }

    private static DecisionTree FromScikit(JsonElement tree)
    {
        var nodes = new List<(int Old, int New)> { (0, 0) };
        var made = new List<TreeNode>();
        for (int at = 0; at < nodes.Count; at++)
        {
            int node = nodes[at].Old, left = tree.GetProperty("left")[node].GetInt32();
            double cover = tree.GetProperty("cover")[node].GetDouble();
            if (left < 0)
            {
                made.Add(TreeNode.Leaf(tree.GetProperty("value")[node].GetDouble(), cover));
                continue;
            }

            made.Add(TreeNode.Split(tree.GetProperty("feature")[node].GetInt32(), FloorOf(tree.GetProperty("threshold")[node].GetDouble()), nodes.Count, nodes.Count + 1, cover: cover));
            nodes.Add((left, nodes.Count));
            nodes.Add((tree.GetProperty("right")[node].GetInt32(), nodes.Count));
        }

        return new DecisionTree([.. made]);
    }

    // Rows are single precision: they are at most a double when they are at most the largest single below it.
    private static float FloorOf(double threshold) => (float)threshold > threshold ? MathF.BitDecrement((float)threshold) : (float)threshold;

    private static TreeEnsemble FromXgboost()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(PathOf("xgb_california.json")));
        JsonElement learner = file.RootElement.GetProperty("learner");
        double score = double.Parse(learner.GetProperty("learner_model_param").GetProperty("base_score").GetString()!, CultureInfo.InvariantCulture);
        TreeEnsembleBuilder builder = new TreeEnsembleBuilder(8).WithBias(score);
        foreach (JsonElement tree in learner.GetProperty("gradient_booster").GetProperty("model").GetProperty("trees").EnumerateArray())
        {
            int count = tree.GetProperty("left_children").GetArrayLength();
            var nodes = new TreeNode[count];
            for (int i = 0; i < count; i++)
            {
                int left = tree.GetProperty("left_children")[i].GetInt32();
                double cover = tree.GetProperty("sum_hessian")[i].GetDouble();
                float at = tree.GetProperty("split_conditions")[i].GetSingle();
                nodes[i] = left < 0
                    ? TreeNode.Leaf(at, cover)
                    : TreeNode.Split(tree.GetProperty("split_indices")[i].GetInt32(), MathF.BitDecrement(at), left, tree.GetProperty("right_children")[i].GetInt32(), tree.GetProperty("default_left")[i].GetInt32() == 1, cover);
            }

            builder.Add(nodes);
        }

        return builder.Build();
    }

    private static IEnumerable<float> Singles(JsonElement array) => array.EnumerateArray().Select(value => value.GetSingle());

    private static double[][] Numbers(string name, int skip = 0) =>
        [.. File.ReadLines(PathOf(name)).Skip(skip).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "ReferenceData", name);
}
