using System.Collections.Immutable;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Models;

public sealed class ModelNotesTests
{
    [Fact]
    public async Task Notes_Changed_KeepTheirHistoryAndLeaveTheVersionAlone()
    {
        await using Workspace workspace = InMemoryWorkspace.Create(Samples.Options with { User = "ada" });
        ModelVersion version = await workspace.Models.RegisterAsync("m", Samples.Model(), new RegistrationOptions { Tags = ImmutableSortedDictionary<string, string>.Empty.Add("team", "risk") });
        Assert.Equal(ModelNotes.Empty, await workspace.Models.NotesAsync(version.Reference));
        await workspace.Models.DescribeAsync(version.Reference, "<b>first</b>");
        await workspace.Models.SetTagAsync(version.Reference, "reviewed", "no");
        await workspace.Models.SetTagAsync(version.Reference, "reviewed", "yes");
        await workspace.Models.SetTagAsync(version.Reference, "team", null);
        await workspace.Models.DescribeModelAsync("m", "who buys");

        ModelNotes notes = await workspace.Models.NotesAsync(version.Reference);
        Assert.Equal(("<b>first</b>", 4, "ada"), (notes.Description, notes.Revision, notes.ChangedBy));
        Assert.Equal([new("reviewed", "yes")], notes.Tags);
        Assert.Equal([0, 1, 1, 1], (await workspace.Models.NotesHistoryAsync(version.Reference)).Select(state => state.Tags.Count));
        Assert.Equal("who buys", (await workspace.Models.ModelNotesAsync("m")).Description);
        Assert.Single(await workspace.Models.ModelNotesHistoryAsync("m"));
        Assert.Equal([new("team", "risk")], (await workspace.Models.ResolveAsync(version.Reference)).Tags);
        Assert.Equal(5, (await workspace.Store.Audit.ReadAsync(new() { Action = "model.notes" })).Count);
        Assert.Equal("MLO6041", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.DescribeModelAsync("n", "x"))).Code);
        Assert.Equal("MLO6042", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Models.SetTagAsync(ModelReference.To("m", 2), "a", "b"))).Code);
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Models.SetTagAsync(version.Reference, "two\nlines", "b"));
    }

    [Fact]
    public async Task SetTag_ManyAtOnce_LosesNone()
    {
        await using Workspace workspace = InMemoryWorkspace.Create();
        await workspace.Models.RegisterAsync("m", Samples.Model());
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => workspace.Models.SetTagAsync(ModelReference.To("m", 1), $"t{i}", "x"))));
        ModelNotes notes = await workspace.Models.NotesAsync(ModelReference.To("m", 1));
        Assert.Equal((16, 16), (notes.Tags.Count, notes.Revision));
    }

    [Fact]
    public async Task Search_EveryConditionAndPage_FindsWhatHasIt()
    {
        await using Workspace workspace = InMemoryWorkspace.Create();
        foreach (string name in (string[])["credit", "credit", "churn", "credit"])
            await workspace.Models.RegisterAsync(name, Samples.Model(), new RegistrationOptions { Tags = ImmutableSortedDictionary<string, string>.Empty.Add("origin", name) });
        await workspace.Models.SetAliasAsync("credit", "champion", 2, null);
        await workspace.Models.SetStageAsync(ModelReference.To("credit", 3), ModelStage.Staging);
        await workspace.Models.SetTagAsync(ModelReference.To("credit", 1), "fair", "yes");
        await workspace.Models.SetModelTagAsync("churn", "fair", "no");
        await workspace.Models.DescribeModelAsync("churn", "Who LEAVES us");

        await FindsAsync("churn/1 credit/1 credit/2 credit/3", new());
        await FindsAsync("credit/1 credit/2 credit/3", new() { Name = "credit" });
        await FindsAsync("churn/1", new() { Text = "leaves" });
        await FindsAsync("credit/1 credit/2 credit/3", new() { Text = "EDIT" });
        await FindsAsync("churn/1 credit/1", new() { Tag = "fair" });
        await FindsAsync("credit/1", new() { Tag = "fair", TagValue = "yes" });
        await FindsAsync("churn/1", new() { Tag = "origin", TagValue = "churn" });
        await FindsAsync("credit/2", new() { Alias = "champion" });
        await FindsAsync("credit/3", new() { Stage = ModelStage.Staging });
        await FindsAsync("", new() { Stage = ModelStage.Staging, Alias = "champion" });

        List<string> paged = [];
        ModelPage page = new([], null);
        do
        {
            page = await workspace.Models.SearchAsync(new() { Most = 3, After = page.Next });
            paged.AddRange(page.Versions.Select(found => found.Version.ToString()));
        }
        while (page.Next is not null);
        Assert.Equal(["churn/1", "credit/1", "credit/2", "credit/3"], paged);
        Assert.Equal("credit/2 (None) @champion", (await workspace.Models.SearchAsync(new() { Alias = "champion" })).Versions[0].ToString());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => workspace.Models.SearchAsync(new() { Most = 0 }));

        async Task FindsAsync(string expected, ModelQuery query) => Assert.Equal(expected, string.Join(" ", (await workspace.Models.SearchAsync(query)).Versions.Select(found => found.Version)));
    }
}
