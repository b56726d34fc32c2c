using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Access;

/// <summary>Places other than the dataset itself in which a value that is masked could be read.</summary>
public sealed class SideDoorTests
{
    private static Dataset People { get; } = new(TextColumn.FromValues("name", ["Ada", "Bob", "Cyd", "Zed"]), CategoryColumn.FromValues("city", ["Oslo", "Rome", "Oslo", "Rome"]), new IntegerColumn("income", new long[] { 10, 20, 30, 41250 }), CategoryColumn.FromValues("y", ["a", "b", "a", "b"]));

    [Theory]
    [InlineData("Income")]
    [InlineData("salary")]
    public async Task Open_MaskedColumnHasAnotherName_ShowsNothingUnlessItMayBeAbsent(string name)
    {
        SharedWorkspace shared = await CreateAsync("bob", "eve");
        await shared.Owner.Access.GrantAsync(Principal.Everyone, Securable.Catalog, AccessRole.Reader);
        await shared.Owner.Catalog.RegisterAsync("people", People);
        await shared.Owner.Catalog.RegisterAsync("people", People.Drop("income").With(new IntegerColumn(name, new long[] { 10, 20, 30, 41250 })));
        DatasetPolicy strict = await shared.Owner.Access.MaskColumnAsync("people", "income", ColumnMask.Null, ["bob"]);
        Workspace bob = shared.Open("bob");
        Assert.Equal(4, (await bob.Catalog.OpenAsync("people/1"))["income"].MissingCount);
        string told = (await RefusedAsync("MLO6088", () => bob.Catalog.OpenAsync("people/2"))).Message;
        Assert.Contains("there is no column 'income'", told, StringComparison.Ordinal);
        Assert.Contains("mayBeAbsent", told, StringComparison.Ordinal);
        await RefusedAsync("MLO6088", () => bob.Catalog.CompareAsync("people/1", "people/2"));
        Assert.Equal("41250", (await shared.Open("eve").Catalog.OpenAsync("people/2"))[name].GetText(3));

        await shared.Owner.Access.RemovePolicyAsync(strict.Number);
        await shared.Owner.Access.MaskColumnAsync("people", "income", ColumnMask.Null, ["bob"], mayBeAbsent: true);
        Assert.True((await shared.Owner.Access.ListPoliciesAsync("people")).Single().MayBeAbsent);
        Assert.Equal(4, (await bob.Catalog.OpenAsync("people/2")).RowCount);

        // A denial goes by the name alone, as docs/security.md says: grant columns instead where names change.
        await shared.Owner.Access.DenyAsync("eve", Securable.Column("people", "income"), [Privilege.Select]);
        Assert.False((await shared.Open("eve").Catalog.OpenAsync("people/1")).Schema.Contains("income"));
        Assert.True((await shared.Open("eve").Catalog.OpenAsync("people/2")).Schema.Contains(name));
    }

    // The greatest value so far of a column is a value of that column.
    [Fact]
    public async Task Source_Watermark_IsShownToWhoSeesAllOrTakesIn()
    {
        SharedWorkspace shared = await CreateAsync("bob", "eve");
        await shared.Owner.Access.GrantAsync(Principal.Everyone, Securable.Catalog, AccessRole.Reader);
        await shared.Owner.Catalog.SaveSourceAsync(new() { Name = "core", Location = "warehouse", Cadence = TimeSpan.FromDays(1) });
        await shared.Owner.Catalog.IngestAsync("core", "people", People, new() { WatermarkColumn = "income" });
        await shared.Owner.Access.MaskColumnAsync("people", "income", ColumnMask.Null, ["bob"]);
        Workspace bob = shared.Open("bob");
        Assert.Null((await bob.Catalog.GetSourceAsync("core")).Watermark);
        Assert.Null(Assert.Single(await bob.Catalog.ListSourcesAsync()).Watermark);
        Assert.Null(Assert.Single((await bob.Catalog.CheckFreshnessAsync()).Sources).Watermark);
        Assert.DoesNotContain("41250", (await bob.Catalog.CheckFreshnessAsync()).ToHtml(), StringComparison.Ordinal);
        Assert.Equal("41250", (await shared.Open("eve").Catalog.GetSourceAsync("core")).Watermark!.Value);

        // Who takes in data changes the source and must not lose how far it came.
        await shared.Owner.Access.GrantAsync("bob", Securable.Catalog, [Privilege.Modify]);
        await bob.Catalog.NoteArrivalAsync("core");
        Assert.Equal("41250", (await shared.Owner.Catalog.GetSourceAsync("core")).Watermark!.Value);
    }

    // Rights and policies are those of a dataset: what somebody with a full view makes of it shows what they put there. It is told to who manages the dataset.
    [Fact]
    public async Task Register_MadeOfAMaskedDataset_HasRightsOfItsOwnAndIsTold()
    {
        SharedWorkspace shared = await CreateAsync("bob", "eve", "zoe");
        AccessControl access = shared.Owner.Access;
        await access.GrantAsync("bob", Securable.Catalog, AccessRole.Reader);
        await access.GrantAsync("eve", Securable.Catalog, AccessRole.Reader);
        await access.GrantAsync("zoe", Securable.Dataset("people"), AccessRole.Reader);
        await shared.Owner.Catalog.RegisterAsync("people", People);
        await access.MaskColumnAsync("people", "name", ColumnMask.Hash, except: ["ann"]);
        await access.FilterRowsAsync("people", RowFilter.Parse("city = 'Oslo'"), ["bob"]);
        await access.DenyAsync("bob", Securable.Column("people", "income"), [Privilege.Select]);
        await shared.Owner.Catalog.RegisterAsync("clean", People.With(new IntegerColumn("row", new long[] { 1, 2, 3, 4 })), new() { Parents = ["people/1"] });
        Workspace bob = shared.Open("bob");
        Assert.Equal(("Ada", 4), ((await bob.Catalog.OpenAsync("clean/1"))["name"].GetText(0), (await bob.Catalog.OpenAsync("clean/1")).RowCount));

        string[] told = [.. (await shared.Owner.Catalog.UsesOfAsync("people/1")).Findings.Where(finding => finding.Code == "CAT021").Select(finding => finding.Message)];
        Assert.Equal(3, told.Length);
        Assert.Contains("clean/1 was made of \"people\" and shows 'bob', 'eve' what policy #", told[0], StringComparison.Ordinal);
        Assert.All(told.Skip(1), message => Assert.Contains("shows 'bob' what ", message, StringComparison.Ordinal));
        Assert.Empty((await bob.Catalog.UsesOfAsync("people/1")).Findings);
        await access.MaskColumnAsync("clean", "name", ColumnMask.Hash, except: ["ann"]);
        await access.FilterRowsAsync("clean", RowFilter.Parse("city = 'Oslo'"), ["bob"]);
        await access.DenyAsync("bob", Securable.Column("clean", "income"), [Privilege.Select]);
        Assert.Empty((await shared.Owner.Catalog.UsesOfAsync("people/1")).Findings);

        // What is made by one who sees it masked holds masked values, whoever reads it.
        await access.GrantAsync("bob", Securable.Dataset("mine"), AccessRole.Contributor);
        await bob.Catalog.RegisterAsync("mine", await bob.Catalog.OpenAsync("people/1"), new() { Parents = ["people/1"] });
        Assert.Equal(32, (await shared.Owner.Catalog.OpenAsync("mine/1"))["name"].GetText(0).Length);
    }

    // Where categories became columns, the names of features are values.
    [Fact]
    public async Task Model_ThatOneMayOnlyUse_TellsNoNameOfAFeature()
    {
        SharedWorkspace shared = await CreateAsync("bob");
        FittedPipeline model = Pipeline.Empty.Add(new Center()).Fit(Samples.Data);
        await shared.Owner.Models.RegisterAsync("m", model);
        await shared.Owner.Catalog.RegisterAsync("data", Samples.Data);
        await shared.Owner.Access.GrantAsync("bob", Securable.Catalog, AccessRole.Reader);
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("m"), [Privilege.Use]);
        Workspace bob = shared.Open("bob");
        Assert.NotEmpty((await shared.Owner.Models.ResolveAsync("m/1")).Signature.FeatureSources);
        ModelVersion seen = await bob.Models.ResolveAsync("m/1");
        Assert.Empty(seen.Signature.FeatureSources);
        Assert.Equal((await shared.Owner.Models.ResolveAsync("m/1")).Signature.Columns, seen.Signature.Columns);
        Assert.Empty((await bob.Lineage.TraceAsync("m/1", new() { Columns = true })).Of(LineageNodeKind.Feature));
        Assert.Empty(Assert.Single((await bob.Lineage.ImpactAsync("data", "x")).Models).Features);
        Assert.Empty((await bob.Models.ListVersionsAsync("m")).Single().Signature.FeatureSources);
        await shared.Owner.Access.GrantAsync("bob", Securable.Model("m"), [Privilege.Execute]);
        Assert.NotEmpty((await bob.Models.ResolveAsync("m/1")).Signature.FeatureSources);
    }
}
