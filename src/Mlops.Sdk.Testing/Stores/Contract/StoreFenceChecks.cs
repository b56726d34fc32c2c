using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for the records of a store themselves: attempts that are over, and numbers that come from elsewhere.</summary>
internal static class StoreFenceChecks
{
    private static readonly DateTimeOffset s_start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(StoreChecks checks, Func<Task<IWorkspaceStore>> open)
    {
        await checks.CheckAsync("an attempt that slept cannot end what another has resumed", open, EndFencedAsync);
        await checks.CheckAsync("an attempt that slept cannot write into what another has resumed", open, WritesFencedAsync);
        await checks.CheckAsync("of an attempt that writes while another resumes, nothing arrives after the resumption", open, RaceFencedAsync);
        await checks.CheckAsync("a run of another workspace keeps its attempt", open, AttemptKeptAsync);
        await checks.CheckAsync("a version of another workspace gets its number or is refused", open, NumberKeptAsync);
    }

    private static async Task EndFencedAsync(IWorkspaceStore store)
    {
        string id = new('1', 26);
        DateTimeOffset lease = s_start.AddMinutes(1), late = s_start.AddMinutes(2);
        await store.Runs.WriteAsync([Started(id, lease)]);
        await store.Runs.InterruptExpiredAsync(late);
        await store.Runs.WriteAsync([new RunResumed(id, 1, late, late.AddMinutes(1))]);
        RunWrite[] batch = [new RunFenced(id, 1), new TagSet(id, "late", "x"), new RunEnded(id, RunStatus.Completed, late, null)];
        await RefusesAsync("MLO6037", id, () => store.Runs.WriteAsync(batch));
        RunInfo going = (await store.Runs.FindAsync(id))!;
        Same((RunStatus.Running, 2, (DateTimeOffset?)null), (going.Status, going.Attempt, going.EndedAt), "the run that the second attempt goes on with");
        SameAll([], going.Tags.Keys, "the tags that came with the refused end");
        await store.Runs.WriteAsync([new RunFenced(id, 2), new RunEnded(id, RunStatus.Completed, late, null)]);
        Same(RunStatus.Completed, (await store.Runs.FindAsync(id))!.Status, "the run after its own end");
        await store.Runs.WriteAsync([new RunEnded(id, RunStatus.Failed, late, "by hand")]);
        Same(RunStatus.Failed, (await store.Runs.FindAsync(id))!.Status, "the run after an end without an attempt");
    }

    private static async Task WritesFencedAsync(IWorkspaceStore store)
    {
        string id = new('3', 26), other = new('4', 26);
        // An attempt may write from its first batch on.
        await store.Runs.WriteAsync([new RunFenced(id, 1), Started(id, null), new TagSet(id, "t", "1")]);
        await store.Runs.WriteAsync([Started(other, null), new RunEnded(id, RunStatus.Failed, s_start, "x")]);
        await store.Runs.WriteAsync([new RunFenced(id, 1), new TagSet(id, "t", "2")]);
        await store.Runs.WriteAsync([new RunResumed(id, 1, s_start, s_start.AddMinutes(1))]);
        RunInfo resumed = (await store.Runs.FindAsync(id))!;
        RunWrite[] late =
        [
            new MetricLogged(id, "m", new(1, 0, s_start)), new MetricsLogged(id, "m", [new(1, 0, s_start), new(2, 1, s_start)]), new ParamSet(id, "p", "x"), new TagSet(id, "t", "x"), new FactSet(id, "f", "x"), new NoteSet(id, "x"),
            new ArtifactLogged(id, new RunArtifact("a", new string('a', 64), 1, "text/plain", s_start)), new FindingLogged(id, new RunFinding("s", new Finding("TEST001", Severity.Info, null, "x"))),
            new DatasetLogged(id, new RunDataset(DatasetRole.Input, "d", "f", 1, 1, null)), new RunEnded(id, RunStatus.Completed, s_start, null),
        ];
        foreach (RunWrite write in late)
        {
            await RefusesAsync("MLO6037", id, () => store.Runs.WriteAsync([new RunFenced(id, 1), write]));
            await RefusesAsync("MLO6037", id, () => store.Runs.WriteAsync([new TagSet(other, "t", "x"), write, new RunFenced(id, 1)]));
        }

        RunInfo after = (await store.Runs.FindAsync(id))!;
        Same((2, RunStatus.Running, "2", 0), (after.Attempt, after.Status, after.Tags["t"], after.Metrics.Count + after.Params.Count + after.Artifacts.Length + after.Findings.Length + after.Datasets.Length), "the run after the refusals");
        Same((resumed.Note, resumed.Facts.Count), (after.Note, after.Facts.Count), "its note and facts");
        Same(0, (await store.Runs.FindAsync(other))!.Tags.Count, "the tags of the other run in the refused batches");

        // What comes beside is not touched.
        Task refused = RefusesAsync("MLO6037", id, () => store.Runs.WriteAsync([new RunFenced(id, 1), late[0]]));
        await Task.WhenAll([refused, .. late[..^1].Select(write => store.Runs.WriteAsync([new RunFenced(id, 2), write]))]);
        Same(3L, (await store.Runs.FindAsync(id))!.Metrics["m"].Count, "the points of the second attempt");
        await RefusesAsync("MLO6031", "5", () => store.Runs.WriteAsync([new RunFenced(new string('5', 26), 1), new TagSet(new string('5', 26), "t", "x")]));
    }

    private static async Task RaceFencedAsync(IWorkspaceStore store)
    {
        string id = new('6', 26);
        await store.Runs.WriteAsync([Started(id, null), new RunEnded(id, RunStatus.Failed, s_start, "x")]);
        long acknowledged = 0, seen = -1;
        Task[] writers = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    await store.Runs.WriteAsync([new RunFenced(id, 1), new MetricLogged(id, "m", new(1, 0, s_start))]);
                    Interlocked.Increment(ref acknowledged);
                }
            }
            catch (MlopsException error) when (error.Code == "MLO6037")
            {
            }
        }))];
        while (Interlocked.Read(ref acknowledged) < 20) await Task.Yield();
        await store.Runs.WriteAsync([new RunResumed(id, 1, s_start, s_start.AddMinutes(1))]);
        seen = (await store.Runs.FindAsync(id))!.Metrics["m"].Count;
        await Task.WhenAll(writers);
        Same((seen, seen), ((await store.Runs.FindAsync(id))!.Metrics["m"].Count, Interlocked.Read(ref acknowledged)), "the points when the run was resumed, and at the end those that are there and those that were acknowledged");
    }

    private static async Task AttemptKeptAsync(IWorkspaceStore store)
    {
        string id = new('2', 26);
        await store.Runs.WriteAsync([Started(id, null) with { Attempt = 3 }, new RunEnded(id, RunStatus.Failed, s_start, "x")]);
        Same((RunStatus.Failed, 3), ((await store.Runs.FindAsync(id))!.Status, (await store.Runs.FindAsync(id))!.Attempt), "the run");
    }

    private static async Task NumberKeptAsync(IWorkspaceStore store)
    {
        await RefusesAsync("MLO6051", "m/2", () => store.Models.AddVersionAsync(Version(2)));
        SameAll([], await store.Models.ListModelsAsync(), "the models after the refusal");
        Same(1, (await store.Models.AddVersionAsync(Version(0))).Version, "the number of the first");
        Same(2, (await store.Models.AddVersionAsync(Version(2))).Version, "the number of the second");
        await RefusesAsync("MLO6051", "m/2", () => store.Models.AddVersionAsync(Version(2)));
        SameAll([1, 2], (await store.Models.ListVersionsAsync("m")).Select(version => version.Version), "the versions");
    }

    private static RunStarted Started(string id, DateTimeOffset? lease) => new(id, "e", null, null, s_start, 0, ImmutableArray<KeyValuePair<string, string>>.Empty, lease);

    private static ModelVersion Version(int number) => new() { Name = "m", Version = number, BundleSha256 = new string('a', 64), BundleSize = 1, CreatedAt = s_start };
}
