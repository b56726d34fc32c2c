using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Learning.Tests.Models;

public class TreeEnsembleTests
{
    [Fact]
    public void FromBytes_OfToBytes_IsEqual_AndBytesAreStable() =>
        ModelGen.Ensemble(4, categories: true).Sample(model =>
        {
            byte[] bytes = model.ToBytes();
            TreeEnsemble back = TreeEnsemble.FromBytes(bytes);
            Assert.Equal(model, back);
            Assert.Equal(bytes, back.ToBytes());
        }, iter: 200);

    [Fact]
    public void FromBytes_DamagedBytes_FailWithAPlaceOrScore() =>
        Gen.Select(ModelGen.Ensemble(4, categories: true), Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Bool).Sample((model, at, value, cut) =>
        {
            byte[] bytes = model.ToBytes();
            at %= bytes.Length;
            byte[] damaged = cut ? bytes[..at] : [.. bytes];
            if (!cut)
                damaged[at] = value;
            TreeEnsemble read;
            try
            {
                read = TreeEnsemble.FromBytes(damaged);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains("at byte", error.Message, StringComparison.Ordinal);
                return;
            }

            if (read.FeatureCount > 1000)
                return;
            read.Score(new float[read.FeatureCount], new double[read.OutputCount]);
            new FlatTreeScorer(read).ScoreRow(new float[read.FeatureCount], new double[read.OutputCount]);
        }, iter: 3000);

    [Theory]
    [InlineData(29)]
    [InlineData(13)]
    public void FromBytes_CountLargerThanTheFile_Fails(int fromEnd)
    {
        byte[] bytes = new TreeEnsembleBuilder(1).Add([TreeNode.Leaf(1)]).Build().ToBytes();
        bytes.AsSpan(bytes.Length - fromEnd, 4).Fill(0x7F);
        Assert.Throws<InvalidDataException>(() => TreeEnsemble.FromBytes(bytes));
    }

    [Fact]
    public void DecisionTree_NodesThatLoopOrShare_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new DecisionTree([TreeNode.Split(0, 1, 0, 0)]));
        Assert.Throws<ArgumentException>(() => new DecisionTree([TreeNode.Split(0, 1, 1, 2), TreeNode.Split(0, 1, 2, 3), TreeNode.Leaf(1), TreeNode.Leaf(1)]));
        Assert.Throws<ArgumentException>(() => new DecisionTree([TreeNode.Leaf(1), TreeNode.Leaf(2)]));
        Assert.Throws<ArgumentException>(() => new DecisionTree([TreeNode.Leaf(double.NaN)]));
        Assert.Throws<ArgumentException>(() => new DecisionTree([]));
    }

    [Fact]
    public void Add_FeatureOrOutputThatDoesNotExist_IsRefused()
    {
        TreeNode[] nodes = [TreeNode.Split(2, 1, 1, 2), TreeNode.Leaf(1), TreeNode.Leaf(2)];
        Assert.Throws<ArgumentException>(() => new TreeEnsembleBuilder(2).Add(nodes));
        Assert.Throws<ArgumentException>(() => new TreeEnsembleBuilder(3).Add(nodes, output: 1));
    }

    [Fact]
    public void Score_AverageInSinglePrecision_RoundsBeforeDividing()
    {
        TreeEnsemble model = new TreeEnsembleBuilder(1) { Average = true, SinglePrecision = true }
            .Add([TreeNode.Leaf(0.1)]).Add([TreeNode.Leaf(0.2)]).Add([TreeNode.Leaf(0.4)])
            .Build();
        double[] score = new double[1];
        model.Score([0], score);
        Assert.Equal((float)(0.1 + 0.2 + 0.4) / 3, score[0]);
    }

    [Fact]
    public void Draw_AndJson_NameTheFeaturesAndTheMissingSide()
    {
        TreeEnsemble model = new TreeEnsembleBuilder(2)
            .Add([TreeNode.Split(1, 2.5f, 1, 2, missingGoesLeft: true, cover: 10), TreeNode.Leaf(-1, 4), TreeNode.CategorySplit(0, new CategorySet([3, 1, 3]), 3, 4, cover: 6), TreeNode.Leaf(2, 1), TreeNode.Leaf(5, 5)])
            .Build();
        Assert.True(model.HasCovers);
        Assert.Equal(
            "age <= 2.5 or missing?  [10 rows]\n  yes: -1  [4 rows]\n  no:  town in {1, 3}?  [6 rows]\n    yes: 2  [1 rows]\n    no:  5  [5 rows]\n",
            model.Trees[0].Draw(["town", "age"]));
        using JsonDocument json = JsonDocument.Parse(model.ToJson(["town", "age"]));
        JsonElement root = json.RootElement.GetProperty("trees")[0].GetProperty("nodes")[0];
        Assert.Equal("age", root.GetProperty("name").GetString());
        Assert.Equal("left", root.GetProperty("missing").GetString());
    }
}
