using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Benchmarks.Tracking;

/// <summary>What lineage costs in a workspace of some size: 5,000 runs that read 500 datasets, 1,000 model versions and 20,000 links, each with its entry in the audit chain.</summary>
internal static class LineageLoad
{
    private const int Runs = 5000, DataCount = 500, Versions = 1000, Links = 20_000, Times = 30;

    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("mlops-lineage-").FullName;
        await using (Workspace workspace = await Workspace.OpenAsync(folder, new() { SourceCapture = SourceCapture.None }))
        {
            Dataset[] data = [.. Enumerable.Range(0, DataCount).Select(i => new Dataset(new NumberColumn("x", new double[] { i, i + 1 })))];
            Dataset trained = new Dataset(new NumberColumn("x", new double[] { 1, 2, 3, 4 }), CategoryColumn.FromValues("y", ["a", "b", "a", "b"])).WithRole("y", ColumnRole.Label);
            FittedPipeline model = Pipeline.Empty.TrainPrior().Fit(trained);
            for (int i = 0; i < Runs; i++)
            {
                Run run = await workspace.StartRunAsync("e");
                await run.LogDatasetAsync("train", data[i % DataCount], source: string.Create(CultureInfo.InvariantCulture, $"source-{i % DataCount}.csv"));
                if (i < Versions) await workspace.Models.RegisterAsync(string.Create(CultureInfo.InvariantCulture, $"m{i % 50}"), model, producedBy: run);
                await run.CompleteAsync();
            }

            var watch = Stopwatch.StartNew();
            for (int i = 0; i < Links; i++) await workspace.Lineage.LinkAsync(new(LineageNodeKind.External, string.Create(CultureInfo.InvariantCulture, $"job-{i}")), new(LineageNodeKind.External, string.Create(CultureInfo.InvariantCulture, $"job-{i + 1000}")), "then");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a link with its audit entry, awaited one by one: {Links / watch.Elapsed.TotalSeconds:N0}/s"));
            await TimeAsync("trace of a model", i => workspace.Lineage.TraceAsync(string.Create(CultureInfo.InvariantCulture, $"m{i % 50}/{1 + (i % 20)}")));
            await TimeAsync("impact of a source", i => workspace.Lineage.ImpactAsync(string.Create(CultureInfo.InvariantCulture, $"source-{i}.csv")));
            await TimeAsync("trace through 20 links each way", i => workspace.Lineage.TraceAsync(new LineageNode(LineageNodeKind.External, string.Create(CultureInfo.InvariantCulture, $"job-{10_000 + i}"))));
            long entries = (await workspace.Audit.VerifyAsync()).Entries;
            await TimeAsync(string.Create(CultureInfo.InvariantCulture, $"verification of an audit chain of {entries:N0} entries"), _ => workspace.Audit.VerifyAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task TimeAsync(string what, Func<int, Task> work)
    {
        await work(0);
        double[] times = new double[Times];
        for (int i = 0; i < Times; i++)
        {
            var watch = Stopwatch.StartNew();
            await work(i);
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {times[Times / 2]:F1} ms, slowest {times[^1]:F1} ms"));
    }
}
