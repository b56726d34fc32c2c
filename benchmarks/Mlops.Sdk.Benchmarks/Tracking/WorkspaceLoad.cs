using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Benchmarks.Tracking;

/// <summary>What a workspace bears: runs and points of one process, and durable points of eight processes at once.</summary>
internal static class WorkspaceLoad
{
    public const string Child = "workspace-child";
    private const int Processes = 8;
    private const int Runs = 2000;
    private const int Points = 1_000_000;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("mlops-load-").FullName;
        await using (Workspace workspace = await Workspace.OpenAsync(folder))
        {
            double started = await TimeAsync(async () =>
            {
                for (int i = 0; i < Runs; i++) await (await workspace.StartRunAsync("started")).CompleteAsync();
            });
            await using Run run = await workspace.StartRunAsync("points");
            double logged = await TimeAsync(async () =>
            {
                for (int i = 0; i < Points; i++) run.Log("loss", i);
                await run.FlushAsync();
            });
            double[] single = new double[Runs];
            for (int i = 0; i < Runs; i++) single[i] = await TimeAsync(() => run.LogMetricAsync("durable", 1));
            Array.Sort(single);
            Print($"one process: {Runs / started:N0} runs started and completed a second, {Points / logged:N0} buffered points a second, one durable point p50 {1e6 * single[Runs / 2]:F0} us, p99 {1e6 * single[Runs * 99 / 100]:F0} us");
        }

        Process[] children = [.. Enumerable.Range(0, Processes).Select(_ => ChildProcess.Start(Child, folder))];
        foreach (Process child in children) await child.StandardOutput.ReadLineAsync();
        foreach (Process child in children) await child.StandardInput.WriteLineAsync("go");
        var written = new List<long>();
        foreach (Process child in children)
        {
            written.Add(long.Parse(await child.StandardOutput.ReadLineAsync() ?? "0", CultureInfo.InvariantCulture));
            await child.WaitForExitAsync();
            child.Dispose();
        }

        double share = written.Sum() / (double)Processes;
        Print($"{Processes} processes: {written.Sum() / s_duration.TotalSeconds:N0} durable points a second together; the slowest has {written.Min() / share:F2} of its share, the fastest {written.Max() / share:F2}");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What a started process does: say that it is ready, wait for the word, write durable points one by one for some seconds, tell how many.</summary>
    public static async Task RunChildAsync(string folder)
    {
        await using Workspace workspace = await Workspace.OpenAsync(folder);
        await using Run run = await workspace.StartRunAsync("processes");
        Console.WriteLine("ready");
        Console.ReadLine();
        long count = 0, start = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(start) < s_duration; count++) await run.LogMetricAsync("durable", count);
        Console.WriteLine(count.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
