using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for aliases: whoever moves one says who holds it, and the history only grows.</summary>
internal static class StoreAliasChecks
{
    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("an alias moves only from whom it was expected at", CompareAndSetAsync);
        await checks.CheckAsync("of eight threads that move an alias one wins and the others are told", RaceAsync);
        await checks.CheckAsync("the history of an alias keeps every move", HistoryAsync);
    }

    private static async Task CompareAndSetAsync(Workspace workspace)
    {
        await AddAsync(workspace, 2);
        await RefusesAsync("MLO6044", "no version holds it now", () => workspace.Models.SetAliasAsync("m", "champion", 1, expected: 2));
        await workspace.Models.SetAliasAsync("m", "champion", 1, expected: null);
        await RefusesAsync("MLO6044", "m/1 holds it now", () => workspace.Models.SetAliasAsync("m", "champion", 2, expected: null));
        await RefusesAsync("MLO6044", "m/1 holds it now", () => workspace.Models.RemoveAliasAsync("m", "champion", expected: 2));
        await RefusesAsync("MLO6042", "3", () => workspace.Models.SetAliasAsync("m", "champion", 3, expected: 1));
        await RefusesAsync("MLO6042", "1", () => workspace.Models.SetAliasAsync("nobody", "champion", 1, expected: null));
        Same(1, (await workspace.Models.ResolveAsync("m@champion")).Version, "the holder after refused moves");
        Same(1, (await workspace.Models.AliasHistoryAsync("m", "champion")).Count, "the moves");
    }

    private static async Task RaceAsync(Workspace workspace)
    {
        await AddAsync(workspace, Threads);
        int? holder = null;
        for (int round = 1; round <= 5; round++)
        {
            MlopsException?[] told = await StoreChecks.RaceAsync(async thread =>
            {
                try
                {
                    await workspace.Models.SetAliasAsync("m", "champion", thread + 1, holder);
                    return null;
                }
                catch (MlopsException error)
                {
                    return error;
                }
            });

            // The one that is to hold it may be who holds it: then the next one may win as well.
            int[] winners = [.. Enumerable.Range(1, Threads).Where(version => told[version - 1] is null)];
            ContractChecks.Require(winners.Count(version => version != holder) == 1, $"{winners.Length} threads moved the alias in round {round}");
            SameAll([], told.Where(error => error is not null && error.Code != "MLO6044").Select(error => error!.Code), "the codes of those that lost");
            holder = (await workspace.Models.ResolveAsync("m@champion")).Version;
            ContractChecks.Require(winners.Contains(holder.Value), $"version {holder} holds the alias and was told that it lost");
        }

        IReadOnlyList<AliasChange> history = await workspace.Models.AliasHistoryAsync("m", "champion");
        SameAll(history.Select(change => change.Version).Prepend(null).SkipLast(1), history.Select(change => change.Previous), "who held it before");
    }

    private static async Task HistoryAsync(Workspace workspace)
    {
        await AddAsync(workspace, 2);
        SameAll([], await workspace.Models.AliasHistoryAsync("m", "champion"), "the history of an alias that never was");
        List<AliasChange> moves =
        [
            await workspace.Models.SetAliasAsync("m", "champion", 1, null),
            await workspace.Models.SetAliasAsync("m", "champion", 2, 1),
            await workspace.Models.RemoveAliasAsync("m", "champion", 2),
        ];
        await workspace.Models.SetAliasAsync("m", "challenger", 1, null);
        Same(null, await workspace.Models.FindAsync("m@champion"), "the holder of an alias that was taken away");
        SameAll([new("challenger", 1)], await workspace.Models.ListAliasesAsync("m"), "the aliases");
        moves.Add(await workspace.Models.SetAliasAsync("m", "champion", 1, null));
        SameAll(moves, await workspace.Models.AliasHistoryAsync("m", "champion"), "the history");
        SameAll([new("challenger", 1), new("champion", 1)], await workspace.Models.ListAliasesAsync("m"), "the aliases at the end");
    }

    private static async Task AddAsync(Workspace workspace, int versions)
    {
        for (int i = 0; i < versions; i++) await StoreModelChecks.AddAsync(workspace, "m");
    }
}
