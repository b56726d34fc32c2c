using System.Diagnostics;
using System.Globalization;

namespace Mlops.Sdk.Evaluation;

/// <summary>One of several processes of tracking-load: waits for the word, writes durable points one by one for some seconds, and says how many.</summary>
internal static class LoadWriter
{
    public const string Verb = "tracking-load-writer";

    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        TimeSpan duration = TimeSpan.FromSeconds(arguments.Number("seconds", 3));
        await using Workspace workspace = await LoadPlace.From(arguments).OpenAsync(cancellationToken);
        await using Run run = await workspace.StartRunAsync("processes", cancellationToken: cancellationToken);
        for (int i = 0; i < 200; i++) await run.LogMetricAsync("warm", i, cancellationToken: cancellationToken);
        Console.WriteLine("ready");
        Console.ReadLine();
        long count = 0, start = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(start) < duration; count++) await run.LogMetricAsync("durable", count, cancellationToken: cancellationToken);
        Console.WriteLine(count.ToString(CultureInfo.InvariantCulture));
        await run.CompleteAsync(cancellationToken);
        return new JsonResult();
    }
}
