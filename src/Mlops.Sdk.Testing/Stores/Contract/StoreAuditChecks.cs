using System.Globalization;
using Mlops.Sdk.Extensibility;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for the audit chain: nothing is done without its entry, and every entry follows from the one before.</summary>
internal static class StoreAuditChecks
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(StoreChecks checks, Func<Task<IWorkspaceStore>> open)
    {
        await checks.CheckAsync("the audit chain holds while eight threads append to it", open, ChainAsync);
        await checks.CheckAsync("entries of the audit chain are found by what they say", open, QueriesAsync);
        await checks.CheckAsync("what is done with models and runs is in the audit chain, and what is refused is not", open, ActsAsync);
    }

    private static async Task ChainAsync(IWorkspaceStore store)
    {
        Same(null, await store.Audit.ReadLastAsync(), "the last entry of an empty chain");
        await StoreChecks.RaceAsync(async thread =>
        {
            for (int i = 0; i < 10; i++)
            {
                await store.Audit.AppendAsync([Record(i, thread), new("ä\"<b>\\", "", s_start.ToOffset(TimeSpan.FromHours(2)), null, "")]);
                await store.Documents.WriteAsync([new("k", $"{thread}/{i}", 0, "{}")], Record(i, thread));
            }

            return true;
        });
        IReadOnlyList<AuditEntry> entries = await store.Audit.ReadAsync(new());
        Same(240, entries.Count, "the entries");
        AuditEntry? last = null;
        foreach (AuditEntry entry in entries)
        {
            ContractChecks.Require(AuditChain.Follows(last, entry), $"entry {entry.Sequence} does not follow from the one before");
            last = entry;
        }

        Same(last, await store.Audit.ReadLastAsync(), "the last entry");
    }

    private static async Task QueriesAsync(IWorkspaceStore store)
    {
        await store.Audit.AppendAsync([.. Enumerable.Range(0, 40).Select(i => Record(i, i % 4))]);
        AuditEntry[] all = [.. await store.Audit.ReadAsync(new())];
        AuditQuery[] queries =
        [
            new() { After = 7, Most = 3 },
            new() { Actor = "actor 2" },
            new() { Action = "act.1" },
            new() { Subject = "subject/3" },
            new() { From = s_start.AddSeconds(10), Until = s_start.AddSeconds(12) },
            new() { Actor = "actor 1", Action = "act", From = s_start.AddSeconds(3), Most = 2 },
            new() { Action = "%" },
        ];
        foreach (AuditQuery query in queries)
            SameAll(all.Where(entry => entry.Sequence > query.After && query.Matches(entry.Record)).Take(query.Most), await store.Audit.ReadAsync(query), $"the answer to {query}");
    }

    private static async Task ActsAsync(IWorkspaceStore store)
    {
        string run = new('1', 26);
        await store.Runs.WriteAsync([new RunStarted(run, "e", null, null, s_start, 0, []), new RunEnded(run, RunStatus.Completed, s_start, null)]);
        var version = new ModelVersion { Name = "m", Version = 0, BundleSha256 = new('a', 64), BundleSize = 1, CreatedAt = s_start };
        await store.Models.AddVersionAsync(version, audit: Act("register"));
        await RefusesAsync("MLO6031", "unknown", () => store.Models.AddVersionAsync(version with { RunId = "unknown" }, audit: Act("register")));
        await store.Models.MoveAliasAsync(new("m", "a", 1, null, s_start), Act("alias"));
        await store.Models.MoveAliasAsync(new("m", "a", 1, null, s_start), Act("alias"));
        await RefusesAsync("MLO6042", "2", () => store.Models.MoveAliasAsync(new("m", "a", 2, 1, s_start), Act("alias")));
        await store.Models.MoveStageAsync(new("m", 1, ModelStage.Staging, ModelStage.None, s_start, null, null), Act("stage"));
        await store.Models.MoveStageAsync(new("m", 1, ModelStage.Staging, ModelStage.None, s_start, null, null), Act("stage"));
        await store.Models.LogReportAsync("m", 1, new VersionReport { Name = "r", ReportKind = "k", CreatedAt = s_start }, Act("report"));
        await store.Runs.PurgeAsync(s_start.AddDays(1), Act("purge"));
        await store.Runs.WriteAsync([new RunDeleted(run, s_start), new RunAudited(run, Act("delete"))]);
        await store.Runs.PurgeAsync(s_start.AddDays(1), Act("purge"));
        SameAll(["register", "alias", "stage", "report", "delete", "purge"], (await store.Audit.ReadAsync(new())).Select(entry => entry.Record.Action), "the acts");
    }

    private static AuditRecord Act(string action) => new(action, "m", s_start);

    private static AuditRecord Record(int second, int thread)
    {
        string who = thread.ToString(CultureInfo.InvariantCulture);
        return new AuditRecord("act." + who, "subject/" + who, s_start.AddSeconds(second), "actor " + who, who);
    }
}
