using System.Collections.Immutable;
using static Mlops.Sdk.Testing.StoreChecks;

namespace Mlops.Sdk.Testing;

/// <summary>What must hold for registered models.</summary>
internal static class StoreModelChecks
{
    public static async Task RunAsync(StoreChecks checks)
    {
        await checks.CheckAsync("a version comes back as it was registered, with its bundle", RoundTripAsync);
        await checks.CheckAsync("versions are numbered from 1 within their model", NumbersAsync);
        await checks.CheckAsync("eight threads that register get every number once", RaceAsync);
        await checks.CheckAsync("an unknown model, version or alias is told with the nearest name", UnknownAsync);
        await checks.CheckAsync("a version of a run that is not in the workspace is refused", workspace => ForeignRunAsync(checks, workspace));
    }

    /// <summary>The smallest model there is, as a bundle.</summary>
    public static byte[] Bundle { get; } = Save();

    public static Task<ModelVersion> AddAsync(Workspace workspace, string name) => workspace.Models.RegisterBundleAsync(name, new MemoryStream(Bundle));

    private static async Task RoundTripAsync(Workspace workspace)
    {
        var tags = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("team", "risk").Add("Team", "").Add("note", new string('ş', 10_000));
        Run run = await workspace.StartRunAsync("models");
        ModelVersion added = await workspace.Models.RegisterBundleAsync("income model", new MemoryStream(Bundle), run, new() { Tags = tags });
        await run.CompleteAsync();
        ModelVersion read = await workspace.Models.ResolveAsync("income model/1");
        Same(("income model", 1, run.Id, (long)Bundle.Length), (read.Name, read.Version, read.RunId, read.BundleSize), "the version");
        Same((added.BundleSha256, added.SignatureJson, added.CreatedAt), (read.BundleSha256, read.SignatureJson, read.CreatedAt), "the bundle, signature and time");
        SameAll(tags, read.Tags, "the tags");
        await using Stream bundle = await workspace.Models.OpenBundleAsync(read.Reference);
        using var copy = new MemoryStream();
        await bundle.CopyToAsync(copy);
        ContractChecks.Require(copy.ToArray().AsSpan().SequenceEqual(Bundle), "the bundle has other bytes");
        ContractChecks.Require(await workspace.Models.LoadAsync("income model/1") is not null, "the model does not load");
    }

    private static async Task NumbersAsync(Workspace workspace)
    {
        SameAll([], await workspace.Models.ListModelsAsync(), "the models of an empty workspace");
        foreach (string name in (string[])["b", "a", "b", "B", "b"]) await AddAsync(workspace, name);
        SameAll(["B", "a", "b"], await workspace.Models.ListModelsAsync(), "the models");
        SameAll([1, 2, 3], (await workspace.Models.ListVersionsAsync("b")).Select(version => version.Version), "the versions of b");
        SameAll([1], (await workspace.Models.ListVersionsAsync("a")).Select(version => version.Version), "the versions of a");
        Same(1, (await workspace.VerifyAsync()).Artifacts, "the stored contents of one bundle registered five times");
    }

    private static async Task RaceAsync(Workspace workspace)
    {
        ModelVersion[] versions = await StoreChecks.RaceAsync(_ => AddAsync(workspace, "m"));
        SameAll(Enumerable.Range(1, Threads), versions.Select(version => version.Version).Order(), "the numbers");
        SameAll(Enumerable.Range(1, Threads), (await workspace.Models.ListVersionsAsync("m")).Select(version => version.Version), "the versions");
    }

    private static async Task UnknownAsync(Workspace workspace)
    {
        await RefusesAsync("MLO6041", "There are no models yet", () => workspace.Models.ResolveAsync("income/1"));
        await AddAsync(workspace, "income");
        await AddAsync(workspace, "income");
        await workspace.Models.SetAliasAsync("income", "champion", 2, null);
        await RefusesAsync("MLO6041", "Did you mean \"income\"", () => workspace.Models.ResolveAsync("incme@champion"));
        await RefusesAsync("MLO6041", "Did you mean \"income\"", () => workspace.Models.ListVersionsAsync("incme"));
        await RefusesAsync("MLO6042", "versions 1 to 2", () => workspace.Models.ResolveAsync("income/3"));
        await RefusesAsync("MLO6043", "Did you mean \"champion\"", () => workspace.Models.ResolveAsync("income@champoin"));
        Same(null, await workspace.Models.FindAsync("income/3"), "a version that is not there");
        Same(null, await workspace.Models.FindAsync("Income/1"), "a model with another case");
    }

    private static async Task ForeignRunAsync(StoreChecks checks, Workspace workspace)
    {
        await using Workspace other = await checks.OpenAsync();
        Run run = await other.StartRunAsync("foreign");
        await run.CompleteAsync();
        await RefusesAsync("MLO6031", run.Id, () => workspace.Models.RegisterBundleAsync("m", new MemoryStream(Bundle), run));
        SameAll([], await workspace.Models.ListModelsAsync(), "the models after the refusal");
    }

    private static byte[] Save()
    {
        using var bundle = new MemoryStream();
        Pipeline.Empty.Fit(ContractData.Numeric(rows: 4)).Save(bundle);
        return bundle.ToArray();
    }
}
