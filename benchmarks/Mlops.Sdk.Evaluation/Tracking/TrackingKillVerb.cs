using System.Diagnostics;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>tracking-kill --dir D --rounds N --processes K [--seed S] [--postgres CONNECTION]: kills one of K writing processes at a random moment, starts another in its place, N times, and looks for what is lost. Ends with 3 when something is.</summary>
internal static class TrackingKillVerb
{
    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        LoadPlace place = LoadPlace.From(arguments);
        int rounds = (int)arguments.Number("rounds", 20), processes = (int)arguments.Number("processes", 8);
        if (rounds < 1 || processes < 1) throw new ArgumentException("--rounds and --processes must be at least 1.");
        await place.RequireEmptyAsync(cancellationToken);
        var said = new Acknowledgements();
        await KillAsync(place, rounds, processes, RandomStream.For(arguments.Seed, "tracking-kill"), said, cancellationToken);

        await using Workspace workspace = await place.OpenAsync(cancellationToken);
        var check = new KillCheck(workspace, said, cancellationToken);
        await check.RunAsync();
        foreach (string problem in check.Problems) Console.WriteLine(problem);
        Console.WriteLine($"{rounds} kills among {processes} processes: {said.Count} writes acknowledged, {check.Found} found, {check.Lost} lost, {check.HalfWritten} half written.");
        var result = new JsonResult { ExitCode = check.Problems.Count == 0 ? 0 : ValidateVerb.ChecksFailed };
        result.Set("rounds", rounds);
        result.Set("processes", processes);
        result.Set("acknowledged", said.Count);
        result.Set("found", check.Found);
        result.Set("lost", check.Lost);
        result.Set("half_written", check.HalfWritten);
        result.Set("problems", JsonResult.Texts(check.Problems));
        return result;
    }

    private static async Task KillAsync(LoadPlace place, int rounds, int processes, RandomStream random, Acknowledgements said, CancellationToken cancellationToken)
    {
        var writers = new List<(Process Process, Task Reader)>();
        try
        {
            for (int i = 0; i < processes; i++) writers.Add(await StartAsync(place, said, cancellationToken));
            for (int round = 0; round < rounds; round++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.NextInt32(250)), cancellationToken);
                int victim = random.NextInt32(processes);
                await StopAsync(writers[victim]);
                writers[victim] = await StartAsync(place, said, cancellationToken);
            }
        }
        finally
        {
            foreach ((Process Process, Task Reader) writer in writers) await StopAsync(writer);
        }
    }

    /// <summary>Starts a writer and waits for its first acknowledgement, so that a kill hits one that writes.</summary>
    private static async Task<(Process Process, Task Reader)> StartAsync(LoadPlace place, Acknowledgements said, CancellationToken cancellationToken)
    {
        Process process = ChildProgram.Start([KillWriter.Verb, .. place.Arguments]);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = Task.Run(() => Read(process.StandardOutput, said, began), CancellationToken.None);
        if (await Task.WhenAny(began.Task, reader).WaitAsync(cancellationToken) == reader) throw new IOException($"A writer ended by itself with {process.ExitCode} before it wrote anything to '{place.Directory}'.");
        return (process, reader);
    }

    // Only a whole line acknowledges; what the kill cut off is dropped.
    private static void Read(StreamReader output, Acknowledgements said, TaskCompletionSource began)
    {
        var line = new System.Text.StringBuilder();
        for (int next = output.Read(); next >= 0; next = output.Read())
        {
            if (next != '\n')
            {
                line.Append((char)next);
                continue;
            }

            said.Add(line.ToString());
            line.Clear();
            began.TrySetResult();
        }
    }

    private static async Task StopAsync((Process Process, Task Reader) writer)
    {
        writer.Process.Kill();
        await writer.Process.WaitForExitAsync();
        await writer.Reader;
        writer.Process.Dispose();
    }
}
