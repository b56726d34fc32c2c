using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>What a process that a test starts can do. It is this same executable with other arguments.</summary>
internal static class ChildJobs
{
    public static Process Start(params string[] arguments)
    {
        string program = Path.ChangeExtension(typeof(ChildJobs).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null)!;
        var start = new ProcessStartInfo(program, ["child", .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        // A process that is killed leaves the pipes of its debugger behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    public static Task<int> RunAsync(string[] arguments) => arguments switch
    {
        ["write-until-killed", string directory] => WriteUntilKilledAsync(directory),
        ["write", string directory, string threads, string points] => WriteAsync(directory, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(points, CultureInfo.InvariantCulture)),
        ["move-alias", string directory, string moves] => MoveAliasAsync(directory, int.Parse(moves, CultureInfo.InvariantCulture)),
        ["log-until-refused", string directory, string principal] => LogUntilRefusedAsync(directory, principal),
        ["log-file", string directory, string file, string hold] => LogFileAsync(directory, file, double.Parse(hold, CultureInfo.InvariantCulture)),
        ["ingest-until-killed", string directory] => IngestUntilKilledAsync(directory),
        _ => Task.FromResult(2),
    };

    /// <summary>Writes points, artifacts and model versions for ever, and says of each when it was acknowledged.</summary>
    private static async Task<int> WriteUntilKilledAsync(string directory)
    {
        await using Workspace workspace = await Workspace.OpenAsync(directory, Samples.Options);
        await using Run run = await workspace.StartRunAsync("killed");
        FittedPipeline model = Samples.Model();
        for (long i = 0; ; i++)
        {
            await run.LogMetricAsync("m", i);
            Say($"point {run.Id} {i}");
            if (i % 10 != 0) continue;
            await run.LogTextAsync($"file-{i}.txt", new string('x', 100_000) + i);
            Say($"file {run.Id} file-{i}.txt");
            ModelVersion version = await workspace.Models.RegisterAsync("killed", model, run);
            Say($"version {version}");
        }
    }

    private static async Task<int> WriteAsync(string directory, int threads, int points)
    {
        await using Workspace workspace = await Workspace.OpenAsync(directory, Samples.Options);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(async () =>
        {
            await workspace.RunAsync("many", async run =>
            {
                for (int i = 0; i < points; i++)
                {
                    run.Log("buffered", i);
                    await run.LogMetricAsync("durable", i);
                }

                await workspace.Models.RegisterAsync("many", Samples.Model(), run);
            });
        })));
        return 0;
    }

    /// <summary>Moves an alias back and forth between two versions, and says how often it was allowed to.</summary>
    private static async Task<int> MoveAliasAsync(string directory, int moves)
    {
        await using Workspace workspace = await Workspace.OpenAsync(directory, Samples.Options);
        int won = 0;
        for (int i = 0; i < moves; i++)
        {
            int holder = (await workspace.Models.ResolveAsync("m@champion")).Version;
            try
            {
                await workspace.Models.SetAliasAsync("m", "champion", 3 - holder, holder);
                won++;
            }
            catch (MlopsException lost) when (lost.Code == "MLO6044")
            {
                // The other process was faster, and this one was told so.
            }
        }

        Say(won.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>Logs values until it is refused, and says why. Its clock runs fast, so that the second that rights may take is a short one.</summary>
    private static async Task<int> LogUntilRefusedAsync(string directory, string principal)
    {
        await using Workspace workspace = await Workspace.OpenAsync(directory, Samples.Options with { Time = new FastTime(), Principal = principal.Length == 0 ? null : PrincipalSource.Named(principal) });
        Run run = await workspace.StartRunAsync("open");
        Say("logging");
        for (int i = 0; ; i++)
        {
            try
            {
                await run.LogMetricAsync("m", i);
            }
            catch (MlopsException refused)
            {
                Say(refused.Code);
                return 0;
            }
        }
    }

    private sealed class FastTime : TimeProvider
    {
        public override long GetTimestamp() => base.GetTimestamp() * 50;
    }

    /// <summary>Takes in one row after another, each time with the rows before, and says of each when it was acknowledged.</summary>
    private static async Task<int> IngestUntilKilledAsync(string directory)
    {
        await using Workspace workspace = await Workspace.OpenAsync(directory, Samples.Options);
        for (long day = await workspace.Catalog.FindAsync("loans@latest") is { } last ? last.Rows + 1 : 1; ; day++)
        {
            await workspace.Catalog.IngestAsync("core", "loans", Days(day), new() { WatermarkColumn = "day" });
            Say(day.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A table of the days up to one.</summary>
    public static Dataset Days(long last) => new(new IntegerColumn("day", Enumerable.Range(1, (int)last).Select(day => (long)day).ToArray()));

    /// <summary>Logs a file, says what it is told of the progress, and stops for ever when that has come to a fraction.</summary>
    private static async Task<int> LogFileAsync(string directory, string file, double hold)
    {
        await using Workspace workspace = await Workspace.OpenAsync(directory, Samples.Options);
        await using Run run = await workspace.StartRunAsync("files");
        await run.LogFileAsync(file, progress: new Reports(report =>
        {
            Say($"{report.Fraction} {report.Message}");
            if (report.Fraction >= hold) Task.Delay(Timeout.Infinite).Wait();
        }));
        return 0;
    }

    private static void Say(string text)
    {
        Console.Out.Write(text + "\n");
        Console.Out.Flush();
    }
}
