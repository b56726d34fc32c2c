using CsCheck;

namespace Mlops.Sdk.Learning.Tests.Models;

public class FlatTreeScorerTests
{
    private const int Features = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Score_RandomTreesAndRows_EqualsPlainWalkToTheBit(bool categories) =>
        Gen.Select(ModelGen.Ensemble(Features, categories), ModelGen.Value.Array[Features].Array[0, 40]).Sample((model, rows) =>
        {
            FlatTreeScorer scorer = new(model);
            Assert.True(categories || scorer.IsPacked);
            int outputs = model.OutputCount;
            double[] expected = new double[rows.Length * outputs];
            double[] one = new double[expected.Length];
            double[] batch = new double[expected.Length];
            for (int i = 0; i < rows.Length; i++)
            {
                model.Score(rows[i], expected.AsSpan(i * outputs, outputs));
                scorer.ScoreRow(rows[i], one.AsSpan(i * outputs, outputs));
            }

            scorer.Score(rows.SelectMany(row => row).ToArray().AsSpan(), batch.AsSpan());
            Assert.Equal(Bits(expected), Bits(one));
            Assert.Equal(Bits(expected), Bits(batch));
        }, iter: 300);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Score_ManyRowsOnThreads_EqualsRowByRow(int threads)
    {
        TreeEnsemble model = ModelGen.Ensemble(Features, categories: false).Where(m => m.Trees.Length > 10).Single();
        float[][] rows = ModelGen.Value.Array[Features].Array[5000].Single();
        FlatTreeScorer scorer = new(model);
        double[] expected = new double[rows.Length * model.OutputCount];
        for (int i = 0; i < rows.Length; i++)
            scorer.ScoreRow(rows[i], expected.AsSpan(i * model.OutputCount, model.OutputCount));

        double[] fromRows = new double[expected.Length];
        scorer.Score(rows.SelectMany(row => row).ToArray().AsMemory(), fromRows.AsMemory(), threads, TestContext.Current.CancellationToken);
        double[] fromColumns = new double[expected.Length];
        List<ReadOnlyMemory<float>> columns = [.. Enumerable.Range(0, Features).Select(f => (ReadOnlyMemory<float>)rows.Select(row => row[f]).ToArray())];
        scorer.Score(columns, fromColumns.AsMemory(), threads, TestContext.Current.CancellationToken);

        Assert.Equal(Bits(expected), Bits(fromRows));
        Assert.Equal(Bits(expected), Bits(fromColumns));
    }

    [Fact]
    public void Score_OneRow_AllocatesNothing()
    {
        FlatTreeScorer scorer = new(Stump());
        float[] row = [1, 2, 3];
        double sum = scorer.Score(row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            sum += scorer.Score(row);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1001 * 7.0, sum);
    }

    [Fact]
    public void Score_TreeTooLargeToPack_WalksPlainAndAgrees()
    {
        List<TreeNode> nodes = [];
        const int splits = 40_000;
        for (int i = 0; i < splits; i++)
        {
            nodes.Add(TreeNode.Split(0, i, (2 * i) + 1, (2 * i) + 2));
            nodes.Add(TreeNode.Leaf(i));
        }

        nodes.Add(TreeNode.Leaf(splits));
        TreeEnsemble model = new TreeEnsembleBuilder(1).Add(nodes.ToArray()).Build();
        FlatTreeScorer scorer = new(model);
        Assert.False(scorer.IsPacked);
        Assert.Equal(777, scorer.Score([776.5f]));
        Assert.Equal(splits, scorer.Score([float.NaN]));
    }

    [Fact]
    public void Score_RowOfWrongWidth_IsRefused()
    {
        FlatTreeScorer scorer = new(Stump());
        Assert.Throws<ArgumentOutOfRangeException>(() => scorer.Score([1f, 2f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => scorer.Score(new float[7].AsSpan(), new double[2].AsSpan()));
    }

    private static TreeEnsemble Stump() => new TreeEnsembleBuilder(Features)
        .Add([TreeNode.Split(1, 1.5f, 1, 2), TreeNode.Leaf(3), TreeNode.Leaf(7)])
        .Build();

    private static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
}
