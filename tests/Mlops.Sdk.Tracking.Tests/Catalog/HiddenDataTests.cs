using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class HiddenDataTests
{
    [Fact]
    public async Task CompareExportUses_MaskedReader_TellNothingOfWhatIsHidden()
    {
        using var directory = new TempDirectory();
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Catalog.RegisterAsync("loans", Loans("Ada", 10));
        await shared.Owner.Catalog.RegisterAsync("loans", Loans("Eve", 11));
        await shared.Owner.Access.GrantAsync("bob", Securable.Dataset("loans"), AccessRole.Reader);
        await shared.Owner.Access.MaskColumnAsync("loans", "name", ColumnMask.Null, ["bob"]);
        await shared.Owner.Access.DenyAsync("bob", Securable.Column("loans", "income"), [Privilege.Select]);
        Workspace bob = shared.Open("bob");

        DatasetDiff whole = await shared.Owner.Catalog.CompareAsync("loans/1", "loans/2"), seen = await bob.Catalog.CompareAsync("loans/1", "loans/2");
        Assert.Equal(1, whole.ChangedRows);
        Assert.Equal(["name", "income"], whole.Columns.Where(column => column.State == ColumnDiffState.Changed).Select(column => column.Name));
        Assert.True(seen.IsSame);
        Assert.Equal([("id", ColumnDiffState.Same), ("name", ColumnDiffState.Same)], seen.Columns.Select(column => (column.Name, column.State)));
        CroissantExport export = await bob.Catalog.ExportCroissantAsync("loans/2", directory.Path);
        Assert.DoesNotContain("Eve", await File.ReadAllTextAsync(export.DataPath));
        Assert.DoesNotContain("income", await File.ReadAllTextAsync(export.MetadataPath));
        DatasetUseReport uses = await bob.Catalog.UsesOfRowsAsync("loans", ["1"]);
        Assert.All(uses.Findings, finding => Assert.Equal("CAT020", finding.Code));
        Assert.Equal(2, uses.Findings.Count);
    }

    private static Dataset Loans(string name, long income) =>
        new Dataset(new IntegerColumn("id", new long[] { 1, 2 }), TextColumn.FromValues("name", [name, "Bob"]), new IntegerColumn("income", new[] { income, 20 })).WithRole("id", ColumnRole.Id);
}
