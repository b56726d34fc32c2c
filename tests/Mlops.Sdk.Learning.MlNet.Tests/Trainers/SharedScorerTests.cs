namespace Mlops.Sdk.Learning.MlNet.Tests.Trainers;

/// <summary>
/// ML.NET's prediction engine, shared by threads, answers wrongly without a word. Whether it does in one run is a matter of luck, so the contrast is counted by
/// <c>benchmarks/Mlops.Sdk.Benchmarks -- quick threads</c>; here ours has to be right.
/// </summary>
public sealed class SharedScorerTests
{
    private const int Rows = 40_000;
    private const int Threads = 8;

    private static readonly Dataset s_rows = TestData.Make(TaskKind.Binary, Rows, missing: true, seed: 3);

    [Fact]
    public void Score_40000RowsFromEightThreadsThroughOneLoadedPipeline_NoneIsWrong()
    {
        var bundle = new MemoryStream();
        Pipeline.Empty.TrainLightGbm(new() { TreeCount = 20 }).Fit(TestData.Make(TaskKind.Binary, 2000, missing: true), cancellationToken: TestContext.Current.CancellationToken).Save(bundle);
        FittedPipeline shared = FittedPipeline.Load(bundle);
        double[] expected = shared.Score(s_rows, TestContext.Current.CancellationToken).ProbabilitiesOf();
        // One row in four as a dictionary, the others as datasets of one row.
        Assert.Equal(0, CountWrong(row => (row / Threads % 4 == 0 ? shared.Score(s_rows.Row(row).ToDictionary()) : shared.Score(s_rows.Slice(row, 1))[0]).Score == expected[row]));
        Assert.InRange(expected.Distinct().Count(), Rows / 4, Rows);
    }

    [Fact]
    public void ScoreRow_40000RowsFromEightThreadsThroughOneFlatScorer_NoneIsWrong()
    {
        TreePredictor model = (TreePredictor)new LightGbmTrainer(new() { TreeCount = 50 }).Fit(TestData.Make(TaskKind.Binary, 2000, missing: true), cancellationToken: TestContext.Current.CancellationToken);
        double[] expected = model.Score(s_rows, TestContext.Current.CancellationToken).ProbabilitiesOf();
        Column[] features = [.. model.Inputs.Select(input => s_rows[input.Name])];
        Assert.Equal(0, CountWrong(row =>
        {
            Span<float> values = stackalloc float[TestData.Width];
            for (int i = 0; i < values.Length; i++) features[i].CopyNumbers(row, values.Slice(i, 1));
            Span<double> score = stackalloc double[1];
            model.Scorer.ScoreRow(values, score);
            model.Link.Apply(score);
            return score[0] == expected[row];
        }));
    }

    // Threads of their own, begun together: a parallel loop would use as many as there are processors.
    private static int CountWrong(Func<int, bool> isRight)
    {
        int wrong = 0;
        using var together = new Barrier(Threads);
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            try
            {
                together.SignalAndWait();
                for (int row = thread; row < Rows; row += Threads)
                    if (!isRight(row)) Interlocked.Increment(ref wrong);
            }
            catch (Exception error)
            {
                failure = error;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Null(failure);
        return wrong;
    }
}
