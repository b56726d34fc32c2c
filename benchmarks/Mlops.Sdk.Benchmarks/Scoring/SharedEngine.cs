using System.Globalization;
using Microsoft.ML;

namespace Mlops.Sdk.Benchmarks.Scoring;

/// <summary>How many answers are wrong when eight threads share one scorer: ML.NET's <c>PredictionEngine</c>, which is not made for it and does not say so at run time, and ours, which is.</summary>
internal static class SharedEngine
{
    private const int Threads = 8;
    private const int Rows = 40_000;

    public static void Run()
    {
        TreeScoringBenchmarks setup = new() { Rows = Rows };
        setup.Setup();
        WideRow[] rows = setup.Table.Rows;
        TreePredictor model = setup.Model;
        FittedPipeline pipeline = Pipeline.Empty.ImputeMissing().Add(new LightGbmTrainer()).Fit(setup.Train);
        IReadOnlyDictionary<string, object?>[] dictionaries = [.. Enumerable.Range(0, Rows).Select(row => setup.Table.Data.Row(row).ToDictionary())];
        double[] ours = model.Score(setup.Table.Data).ProbabilitiesOf(), piped = pipeline.Score(setup.Table.Data).ProbabilitiesOf();
        float[] theirs = setup.BatchMlNet();

        using PredictionEngine<WideRow, WideScore> engine = setup.NewEngine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rows} rows scored by {Threads} threads through one shared object; an answer is wrong when it is not, to the bit, that of the batch"));
        Count("ML.NET PredictionEngine, one thread", 1, row => engine.Predict(rows[row]).Probability == theirs[row]);
        Count("ML.NET PredictionEngine, shared", Threads, row => engine.Predict(rows[row]).Probability == theirs[row]);
        Count("our flat scorer, shared", Threads, row => Flat(model, rows[row]) == ours[row]);
        Count("our fitted pipeline, shared", Threads, row => pipeline.Score(dictionaries[row]).Score == piped[row]);
    }

    private static double Flat(TreePredictor model, WideRow row)
    {
        Span<double> score = stackalloc double[1];
        model.Scorer.ScoreRow(row.Features, score);
        model.Link.Apply(score);
        return score[0];
    }

    private static void Count(string name, int threads, Func<int, bool> isRight)
    {
        int wrong = 0, thrown = 0;
        using var together = new Barrier(threads);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            together.SignalAndWait();
            for (int row = thread; row < Rows; row += threads)
            {
                try
                {
                    if (!isRight(row)) Interlocked.Increment(ref wrong);
                }
                catch (Exception error) when (error is InvalidOperationException or NullReferenceException or IndexOutOfRangeException)
                {
                    Interlocked.Increment(ref thrown);
                }
            }
        }))];
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => thread.Join());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} {wrong,6} wrong, {thrown} exceptions"));
    }
}
