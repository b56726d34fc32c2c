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
        RunWrite[] batch = [new TagSet(id, "late", "x"), new RunEnded(id, RunStatus.Completed, late, null, Attempt: 1)];
        await RefusesAsync("MLO6037", id, () => store.Runs.WriteAsync(batch));
        RunInfo going = (await store.Runs.FindAsync(id))!;
        Same((RunStatus.Running, 2, (DateTimeOffset?)null), (going.Status, going.Attempt, going.EndedAt), "the run that the second attempt goes on with");
        SameAll([], going.Tags.Keys, "the tags that came with the refused end");
        await store.Runs.WriteAsync([new RunEnded(id, RunStatus.Completed, late, null, Attempt: 2)]);
        Same(RunStatus.Completed, (await store.Runs.FindAsync(id))!.Status, "the run after its own end");
        await store.Runs.WriteAsync([new RunEnded(id, RunStatus.Failed, late, "by hand")]);
        Same(RunStatus.Failed, (await store.Runs.FindAsync(id))!.Status, "the run after an end without an attempt");
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
