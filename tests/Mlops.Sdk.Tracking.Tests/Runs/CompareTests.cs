using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class CompareTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Compare_Runs_ShowsWhatDiffersAndTheBestByDirection()
    {
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        List<string> ids = [];
        foreach ((double auc, double loss, string rate) in ((double, double, string)[])[(0.8, 0.4, "0.1"), (0.9, double.NaN, "0.2"), (0.9, 0.3, "0.1")])
        {
            await using Run run = await workspace.StartRunAsync("x", new() { Name = $"<b>{ids.Count}</b>" });
            run.LogParam("rate", rate);
            run.LogParam("same", "1");
            run.Log("test/auc", auc);
            run.Log("log_loss", loss);
            run.Log("homemade", auc);
            for (int i = 0; i < 500; i++) run.Log("curve", 1.0 / (i + 1 + ids.Count));
            await run.CompleteAsync();
            ids.Add(run.Id);
        }

        RunComparison comparison = await workspace.Runs.CompareAsync(ids);
        Assert.Equal(["rate"], comparison.Params.Keys);
        Assert.Equal(["0.1", "0.2", "0.1"], comparison.Params["rate"]);
        Assert.Equal(
            [("curve", ""), ("homemade", ""), ("log_loss", "2"), ("test/auc", "1, 2")],
            comparison.Metrics.Select(metric => (metric.Name, string.Join(", ", metric.Best))));
        Assert.Contains("[1,2]", comparison.ToJson().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Empty(comparison.FoldTests);
        string page = comparison.ToHtml();
        Assert.DoesNotContain("<b>0</b>", page);
        Assert.Contains("<svg", page);
        Assert.Contains("\"params\"", comparison.ToJson());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => workspace.Runs.CompareAsync(ids[..1]));
    }

    [Fact]
    public async Task Compare_CrossValidatedRuns_TestsThemOverTheirFolds()
    {
        var random = new Numerics.RandomStream(5);
        double[] x = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        Dataset data = new Dataset(new NumberColumn("x", x), CategoryColumn.FromValues("y", [.. x.Select(value => value + 0.3 * random.NextDouble() > 0.6 ? "yes" : "no")])).WithRole("y", ColumnRole.Label);
        CrossValidationReport prior = Pipeline.Empty.TrainPrior().CrossValidate(data), trees = Pipeline.Empty.TrainBoosting(new() { TreeCount = 10 }).CrossValidate(data);
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        List<string> ids = [];
        foreach (CrossValidationReport report in (CrossValidationReport[])[prior, trees])
            await workspace.RunAsync("x", async run =>
            {
                await run.LogAsync(report);
                ids.Add(run.Id);
            });

        RunFoldTest test = (await workspace.Runs.CompareAsync(ids)).FoldTests.Single(test => test.Metric == "folds/log_loss");
        PairedComparison expected = trees.Compare(prior, Metric.LogLoss);
        Assert.Equal((expected.Difference, expected.Lower, expected.Upper, expected.PValue), (test.Difference, test.Lower, test.Upper, test.PValue));
        Assert.Equal(prior[Metric.LogLoss].Mean, (await workspace.Runs.GetAsync(ids[0])).Metrics["log_loss"].Last);
    }

    [Fact]
    public async Task Compare_EvaluatedRuns_ShowsIntervalsAndReportsOverEachOther()
    {
        var random = new Numerics.RandomStream(5);
        double[] x = [.. Enumerable.Range(0, 120).Select(_ => random.NextDouble())];
        Dataset data = new Dataset(new NumberColumn("x", x), CategoryColumn.FromValues("y", [.. x.Select(value => value + 0.3 * random.NextDouble() > 0.6 ? "yes" : "no")])).WithRole("y", ColumnRole.Label);
        await using Workspace workspace = await Workspace.OpenAsync(_directory.Path, Samples.Options);
        List<string> ids = [];
        List<EvaluationReport> evaluations = [];
        foreach (int trees in (int[])[1, 10])
            await workspace.RunAsync("x", new RunOptions { Name = $"<i>{trees}</i>" }, async run =>
            {
                evaluations.Add(Pipeline.Empty.TrainBoosting(new() { TreeCount = trees }).Fit(data).Evaluate(data));
                await run.LogAsync(evaluations[^1]);
                await run.LogAsync(evaluations[^1], "test");
                await run.LogTextAsync("reports/evil.json", """{"data": {"metrics": {"auc": {"lower": "x"}}}, "sections": [{"blocks": [{"type": "chart", "chart": "line", "title": "<b>", "series": [{"name": "s", "x": [1, 2], "y": [1]}]}]}]}""");
                await run.LogTextAsync("reports/no.json", "[1, {]");
                await run.LogTextAsync("reports/endless.json", """{"data": {"metrics": {"seconds": {"lower": -1e999, "upper": 1e999}}}}""");
                await run.LogMetricAsync("endless/seconds", 1);
                ids.Add(run.Id);
            });

        RunComparison comparison = await workspace.Runs.CompareAsync(ids);
        foreach (string name in (string[])["auc", "test/auc"])
        {
            RunComparedMetric auc = comparison.Metrics.Single(metric => metric.Name == name);
            Assert.Equal(evaluations.Select(report => new MetricInterval?(new(report[Metric.Auc].Lower!.Value, report[Metric.Auc].Upper!.Value))), auc.Intervals);
        }

        Assert.All(comparison.Metrics.Where(metric => metric.Name == "seconds"), metric => Assert.All(metric.Intervals, Assert.Null));
        Assert.All(comparison.Metrics.Single(metric => metric.Name == "endless/seconds").Intervals, Assert.Null);
        string page = comparison.ToHtml();
        Assert.Contains("Reports over each other", page);
        Assert.Contains("evaluation: ", page);
        Assert.DoesNotContain("<i>1</i>", page);
        Assert.Matches(@"\d \[0\.\d+, [01](\.\d+)?\]", comparison.ToString());
        Assert.Contains("\"intervals\"", comparison.ToJson());
    }
}
