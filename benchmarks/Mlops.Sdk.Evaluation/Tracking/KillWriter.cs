using System.Globalization;

namespace Mlops.Sdk.Evaluation;

/// <summary>
/// The process that tracking-kill kills. It writes durable points, batches, files, model versions and aliases, ends runs and starts others, for ever,
/// and says in one line on standard output what has been acknowledged, after it was.
/// </summary>
internal static class KillWriter
{
    public const string Verb = "tracking-kill-writer";
    public const string Alias = "champion";
    public const int BatchPoints = 500;
    private const int TurnsOfARun = 40;

    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using Workspace workspace = await LoadPlace.From(arguments).OpenAsync(cancellationToken);
        FittedPipeline model = Pipeline.Empty.ImputeMissing().Fit(new Dataset(new NumberColumn("x", new double[] { 1, double.NaN, 3 })), cancellationToken: cancellationToken);
        for (int turn = 0; ; turn++) await WriteRunAsync(workspace, model, turn, cancellationToken);
    }

    private static async Task WriteRunAsync(Workspace workspace, FittedPipeline model, int turn, CancellationToken cancellationToken)
    {
        Run run = await workspace.StartRunAsync("killed", cancellationToken: cancellationToken);
        Say($"run {run.Id}");
        for (int i = 0; i < TurnsOfARun; i++)
        {
            for (int j = 0; j < 10; j++)
            {
                long value = 10 * i + j;
                await run.LogMetricAsync("single", value, cancellationToken: cancellationToken);
                Say($"single {run.Id} {value}");
            }

            long first = (long)i * BatchPoints;
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            await run.LogMetricAsync("batch", [.. Enumerable.Range(0, BatchPoints).Select(j => new MetricPoint(first + j, first + j, now))], cancellationToken);
            Say($"batch {run.Id} {first + BatchPoints - 1}");
            if (i % 8 == 0)
            {
                await run.LogTextAsync($"file-{i}.txt", new string((char)('a' + i % 26), 60_000) + run.Id, cancellationToken);
                Say($"file {run.Id} file-{i}.txt");
            }
        }

        ModelVersion version = await workspace.Models.RegisterAsync("killed", model, run, cancellationToken);
        Say($"version {version.Version.ToString(CultureInfo.InvariantCulture)}");
        await MoveAliasAsync(workspace, version, cancellationToken);
        if (turn % 5 == 4) await run.FailAsync("on purpose", cancellationToken);
        else await run.CompleteAsync(cancellationToken);
        Say($"end {run.Id} {run.Status}");
    }

    private static async Task MoveAliasAsync(Workspace workspace, ModelVersion version, CancellationToken cancellationToken)
    {
        ModelVersion? holder = await workspace.Models.FindAsync($"killed@{Alias}", cancellationToken);
        try
        {
            await workspace.Models.SetAliasAsync("killed", Alias, version, holder, cancellationToken);
            Say($"alias {version.Version.ToString(CultureInfo.InvariantCulture)}");
        }
        catch (MlopsException lost) when (lost.Code == "MLO6044")
        {
            // Another process was faster, and this one was told so.
        }
    }

    private static void Say(string text)
    {
        Console.Out.Write(text + "\n");
        Console.Out.Flush();
    }
}
