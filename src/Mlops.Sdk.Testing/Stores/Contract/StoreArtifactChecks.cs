using System.Security.Cryptography;
using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for the files that runs keep.</summary>
internal static class StoreArtifactChecks
{
    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("content comes back to the byte, under its hash", RoundTripAsync);
        await checks.CheckAsync("the same content is stored once", OnceAsync);
        await checks.CheckAsync("the last content under a path stands", LastAsync);
        await checks.CheckAsync("eight threads that keep the same content all read it whole", ThreadsAsync);
        await checks.CheckAsync("an unknown artifact is told with the nearest path", UnknownAsync);
    }

    public static Task RunAsync(StoreChecks checks, Func<Task<IWorkspaceStore>> open) => checks.CheckAsync("an artifact that was erased is gone, and what comes after it stays", open, ErasedAsync);

    private static async Task RoundTripAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("artifacts");
        (string Path, byte[] Bytes)[] files = [("z/plan.csv", "a,b\n1,2\n"u8.ToArray()), ("empty.txt", []), ("Z/large.bin", Bytes(1_000_003))];
        foreach ((string path, byte[] bytes) in files) await run.LogArtifactAsync(path, new MemoryStream(bytes));
        await run.CompleteAsync();
        RunInfo info = await workspace.Runs.GetAsync(run.Id);
        SameAll(["Z/large.bin", "empty.txt", "z/plan.csv"], info.Artifacts.Select(artifact => artifact.Path), "the paths");
        foreach ((string path, byte[] bytes) in files)
        {
            RunArtifact artifact = info.Artifacts.Single(artifact => artifact.Path == path);
            Same((Convert.ToHexStringLower(SHA256.HashData(bytes)), (long)bytes.Length), (artifact.Sha256, artifact.Size), $"the hash and size of {path}");
            ContractChecks.Require((await ReadAsync(workspace, run, path)).AsSpan().SequenceEqual(bytes), $"{path} has other bytes");
        }

        Same("text/csv", info.Artifacts.Single(artifact => artifact.Path == "z/plan.csv").MediaType, "the media type");
        Same(files.Length, (await workspace.VerifyAsync()).Artifacts, "the stored contents");
    }

    private static async Task OnceAsync(Workspace workspace)
    {
        for (int i = 0; i < 2; i++)
            await workspace.RunAsync("once", async run =>
            {
                await run.LogTextAsync("a.txt", "the same");
                await run.LogTextAsync("b.txt", "the same");
            });
        Same(1, (await workspace.VerifyAsync()).Artifacts, "the stored contents");
    }

    private static async Task LastAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("last");
        await run.LogTextAsync("a.txt", "first");
        RunArtifact last = await run.LogTextAsync("a.txt", "the last one");
        await run.CompleteAsync();
        SameAll([last], (await workspace.Runs.GetAsync(run.Id)).Artifacts, "the artifacts");
        SameAll("the last one"u8.ToArray(), await ReadAsync(workspace, run, "a.txt"), "the content");
    }

    private static async Task ErasedAsync(IWorkspaceStore store)
    {
        DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string run = new('1', 26);
        RunArtifact Artifact(string path) => new(path, new string('a', 64), 3, "text/plain", now);
        await store.Runs.WriteAsync([new RunStarted(run, "e", null, null, now, 0, []), new ArtifactLogged(run, Artifact("a.txt")), new ArtifactLogged(run, Artifact("b.txt")), new RunEnded(run, RunStatus.Completed, now, null)]);
        await store.Runs.WriteAsync([new ArtifactErased(run, "a.txt"), new ArtifactErased(run, "c.txt")]);
        SameAll([Artifact("b.txt")], (await store.Runs.FindAsync(run))!.Artifacts, "the artifacts");
        SameAll([new ArtifactLink($"run/{run}/b.txt", new string('a', 64), 3)], (await store.ListArtifactLinksAsync()).Select(link => link with { Owner = $"run/{run}/b.txt" }), "the references");
        await store.Runs.WriteAsync([new ArtifactLogged(run, Artifact("a.txt"))]);
        SameAll([Artifact("a.txt"), Artifact("b.txt")], (await store.Runs.FindAsync(run))!.Artifacts, "the artifacts after one was kept again");
        await RefusesAsync("MLO6031", new string('0', 26), () => store.Runs.WriteAsync([new ArtifactErased(new string('0', 26), "a.txt")]));
    }

    private static async Task ThreadsAsync(Workspace workspace)
    {
        byte[] bytes = Bytes(200_000);
        Run run = await workspace.StartRunAsync("threads");
        bool[] whole = await RaceAsync(async thread =>
        {
            await run.LogArtifactAsync($"{thread}.bin", new MemoryStream(bytes));
            return (await ReadAsync(workspace, run, $"{thread}.bin")).AsSpan().SequenceEqual(bytes);
        });
        await run.CompleteAsync();
        SameAll(Enumerable.Repeat(true, Threads), whole, "whether each thread read what it wrote");
        Same(1, (await workspace.VerifyAsync()).Artifacts, "the stored contents");
    }

    private static async Task UnknownAsync(Workspace workspace)
    {
        Run run = await workspace.StartRunAsync("unknown");
        await run.LogTextAsync("report.html", "<p>");
        await run.CompleteAsync();
        await RefusesAsync("MLO6023", "Did you mean \"report.html\"", () => workspace.Runs.OpenArtifactAsync(run.Id, "reprt.html"));
        await RefusesAsync("MLO6031", new string('0', 26), () => workspace.Runs.OpenArtifactAsync(new string('0', 26), "report.html"));
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 + i / 251))];

    private static async Task<byte[]> ReadAsync(Workspace workspace, Run run, string path)
    {
        await using Stream content = await workspace.Runs.OpenArtifactAsync(run.Id, path);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
