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
            [("curve", null), ("homemade", null), ("log_loss", 2), ("test/auc", 1)],
            comparison.Metrics.Select(metric => (metric.Name, metric.Best)));
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
}
