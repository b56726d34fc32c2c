using System.Text;
using CsCheck;

namespace Mlops.Sdk.Learning.Tests.Models;

public class ModelJsonTests
{
    private static readonly double[] s_odd = [0.1 + 0.2, -0.0, double.Epsilon, double.MaxValue, 1.0 / 3];

    private static readonly TreeEnsemble s_trees = new TreeEnsembleBuilder(2, 2) { Average = true, SinglePrecision = true }
        .Add([TreeNode.Split(1, 0.1f, 1, 2, missingGoesLeft: true, cover: 10), TreeNode.Leaf(-1.0 / 3, 4), TreeNode.CategorySplit(0, new CategorySet([3, 1]), 3, 4), TreeNode.Leaf(2), TreeNode.Leaf(-0.0, 5)], weight: 0.1, output: 1)
        .Add([TreeNode.Split(0, float.NegativeInfinity, 1, 2), TreeNode.Leaf(1), TreeNode.Leaf(2)])
        .WithBias(0.3, 1).Build();

    private static readonly LinearModel s_linear = new([1.5, -2, 0.1 + 0.2, -0.0], [0.25, double.Epsilon], singlePrecision: true);

    private static readonly AdditiveModel s_additive = new(3, [0.5, -0.0],
    [
        new SlopeTerm(2, [1.0 / 3, 2], [0, -1]),
        new TableTerm([TermAxis.Levels(1, [0, 1, -1, 0])], [1, 2, 3, 4, 5, 6], [0.1, 0.1, 0.2, 0.2, 0.3, 0.3], [3, 2, 1]),
        new TableTerm([TermAxis.Numbers(0, [-1.5, 0.1]), TermAxis.Numbers(2, [])], [.. Enumerable.Range(0, 16).Select(value => value / 7.0)]),
    ]);

    [Fact]
    public void FromJson_OfTrees_IsEqualToTheBit_AndScoresTheSame() =>
        Gen.Select(ModelGen.Ensemble(4, categories: true), ModelGen.Value.Array[4], Gen.Bool).Sample((model, row, named) =>
        {
            TreeEnsemble back = TreeEnsemble.FromJson(model.ToJson(named ? ["a", "a", "\"<b>"] : null));
            Assert.Equal(model.ToBytes(), back.ToBytes());
            double[] before = new double[model.OutputCount], after = new double[model.OutputCount];
            model.Score(row, before);
            new FlatTreeScorer(back).ScoreRow(row, after);
            Assert.Equal(before, after);
        }, iter: 200);

    [Fact]
    public void FromJson_OfLinear_IsEqualToTheBit() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 4], Gen.Bool, Gen.OneOf(Gen.Double[-1e9, 1e9], Gen.Int[0, 4].Select(i => s_odd[i])).Array[15]).Sample((outputs, features, single, numbers) =>
        {
            LinearModel model = new([.. numbers.Take(outputs * features)], [.. numbers.TakeLast(outputs)], single);
            Assert.Equal(model.ToBytes(), LinearModel.FromJson(model.ToJson(["x", "x"])).ToBytes());
        }, iter: 200);

    [Fact]
    public void FromJson_OfAdditive_IsEqualToTheBit_AndScoresTheSame()
    {
        AdditiveModel back = AdditiveModel.FromJson(s_additive.ToJson(["age", "town", "age"]));
        Assert.Equal(s_additive.ToBytes(), back.ToBytes());
        double[] before = new double[2], after = new double[2];
        s_additive.Score([0.1, 3, double.NaN], before);
        back.Score([0.1, 3, double.NaN], after);
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData("\"left\": 1,", "\"left\": 0,", "trees[0]", "children 0 and 2")]
    [InlineData("\"left\": 1,", "\"left\": 2147483648,", "trees[0].nodes[0].left", "2147483648")]
    [InlineData("\"right\": 4,", "\"right\": 9,", "trees[0]", "children 3 and 9")]
    [InlineData("\"right\": 4,", "\"right\": 1.5,", "trees[0].nodes[2].right", "1.5")]
    [InlineData("\"feature\": 1,", "\"feature\": 2,", "trees[0]", "feature 2")]
    [InlineData("\"feature\": 1,", "\"feature\": -1,", "trees[0].nodes[0].feature", "-1")]
    [InlineData("\"node\": 1,", "\"node\": 0,", "trees[0].nodes[1].node", "0")]
    [InlineData("\"cover\": 10,", "\"cover\": -10,", "trees[0]", "cover -10")]
    [InlineData("\"value\": 2\n", "\"value\": 1e999\n", "trees[0].nodes[3].value", "1e999")]
    [InlineData("\"threshold\": 0.1,", "\"threshold\": 1e39,", "trees[0].nodes[0].threshold", "1e39")]
    [InlineData("\"threshold\": 0.1,", "\"threshold\": \"NaN\",", "trees[0].nodes[0].threshold", "NaN")]
    [InlineData("\"threshold\": 0.1,", "", "trees[0].nodes[0]", "'threshold' is missing")]
    [InlineData("\"threshold\": 0.1,", "\"threshold\": 0.1, \"left_categories\": [1],", "trees[0].nodes[0]", "threshold")]
    [InlineData("\"missing\": \"left\"", "\"missing\": \"<b>\"", "trees[0].nodes[0].missing", "<b>")]
    [InlineData("            1,\n            3\n", "            3,\n            1\n", "trees[0].nodes[2].left_categories[1]", "1")]
    [InlineData("            1,\n            3\n", "            -1,\n            3\n", "trees[0].nodes[2].left_categories[0]", "-1")]
    [InlineData("\"output\": 1,", "\"output\": 2,", "trees[0]", "output 2")]
    [InlineData("\"weight\": 0.1,", "\"weight\": null,", "trees[0].weight", "null")]
    [InlineData("\"weight\": 0.1,", "\"weight\": 0.1, \"wieght\": 2,", "trees[0]", "wieght")]
    [InlineData("\"weight\": 0.1,", "\"weight\": 0.1, \"\\ud800\": 2,", "not the JSON", "surrogate")]
    [InlineData("\"weight\": 0.1,", "\"weight\": 0.1, \"weight\": 2,", "not the JSON", "weight")]
    [InlineData("\"average\": true,", "\"average\": 1,", "average", "neither true nor false")]
    [InlineData("\"kind\": \"tree_ensemble\"", "\"kind\": \"linear\"", "kind", "linear")]
    [InlineData("\"version\": 1,", "\"version\": 2,", "version", "2")]
    [InlineData("\"features\": 2,", "\"features\": -2,", "features", "-2")]
    public void FromJson_TreesChangedByHand_AreRefusedWithThePlace(string was, string now, string place, string value)
    {
        string json = s_trees.ToJson().ReplaceLineEndings("\n");
        int at = json.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, was);
        string changed = string.Concat(json.AsSpan(0, at), now, json.AsSpan(at + was.Length));
        string message = Assert.Throws<InvalidDataException>(() => TreeEnsemble.FromJson(changed)).Message;
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(value, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[0],"terms":[{"axes":[{"feature":0,"cuts":[1,1]}],"values":[1,2,3,4]}]}""", "terms[0].axes[0]")]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[0],"terms":[{"axes":[{"feature":0,"cell_of_level":[0,2]}],"values":[1,2,3,4]}]}""", "terms[0].axes[0]")]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[0],"terms":[{"axes":[{"feature":0,"cuts":[]},{"feature":0,"cuts":[]}],"values":[1,2,3,4]}]}""", "terms[0]")]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[0],"terms":[{"axes":[{"feature":0,"cuts":[1]}],"values":[1,2]}]}""", "terms[0].values")]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[0],"terms":[{"axes":[{"feature":0,"cuts":[]}],"values":[1,2],"errors":[-1,0]}]}""", "terms[0]")]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[0],"terms":[{"feature":1,"weights":[1],"missing":[0]}]}""", "terms[0].feature")]
    [InlineData("""{"kind":"additive","version":1,"features":0,"bias":[0],"terms":[{"feature":0,"weights":[1],"missing":[0]}]}""", "terms[0]")]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[],"terms":[]}""", "bias")]
    [InlineData("""{"kind":"additive","version":1,"features":1,"bias":[0],"terms":[{"axes":[],"values":[]}]}""", "terms[0].axes")]
    public void FromJson_AdditiveThatCannotBe_IsRefusedWithThePlace(string json, string place) =>
        Assert.Contains($"at {place},", Assert.Throws<InvalidDataException>(() => AdditiveModel.FromJson(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"kind":"linear","version":1,"features":2,"single_precision":false,"outputs":[{"bias":0,"weights":[{"feature":0,"weight":1}]}]}""", "outputs[0].weights")]
    [InlineData("""{"kind":"linear","version":1,"features":2,"single_precision":false,"outputs":[{"bias":0,"weights":[{"feature":0,"weight":1},{"feature":0,"weight":1}]}]}""", "outputs[0].weights[1].feature")]
    [InlineData("""{"kind":"linear","version":1,"features":0,"single_precision":false,"outputs":[]}""", "outputs")]
    [InlineData("""{"kind":"linear","version":1,"features":0,"single_precision":false,"outputs":[{"bias":-1e999,"weights":[]}]}""", "outputs[0].bias")]
    public void FromJson_LinearThatCannotBe_IsRefusedWithThePlace(string json, string place) =>
        Assert.Contains($"at {place},", Assert.Throws<InvalidDataException>(() => LinearModel.FromJson(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"kind\": \"\ud800\"}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public void FromJson_NoModel_IsRefused(string json)
    {
        Assert.Throws<InvalidDataException>(() => TreeEnsemble.FromJson(json));
        Assert.Throws<InvalidDataException>(() => LinearModel.FromJson(json));
        Assert.Throws<InvalidDataException>(() => AdditiveModel.FromJson(json));
    }

    [Fact]
    public void FromJson_AnyCharacterChangedOrTheRestCut_NeverEndsInAnotherError() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 10].Select(i => "09-e\"{],\\ \ud800"[i]), Gen.Bool).Sample((at, with, cut) =>
        {
            Try(s_trees.ToJson(), TreeEnsemble.FromJson, at, with, cut);
            Try(s_linear.ToJson(), LinearModel.FromJson, at, with, cut);
            Try(s_additive.ToJson(), AdditiveModel.FromJson, at, with, cut);
        }, iter: 1500);

    private static void Try<T>(string json, Func<string, T> read, int at, char with, bool cut)
    {
        at %= json.Length;
        StringBuilder changed = new(cut ? json[..at] : json);
        if (!cut) changed[at] = with;
        Exception? error = Record.Exception(() => read(changed.ToString()));
        Assert.True(error is null or InvalidDataException, $"character {at} is {with}: {error}");
    }
}
