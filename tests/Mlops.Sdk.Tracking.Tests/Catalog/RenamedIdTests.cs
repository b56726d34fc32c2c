using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

/// <summary>Rows whose column of ids has another name, in data that says what it was made of and in data that does not.</summary>
public sealed class RenamedIdTests : IDisposable
{
    private static readonly Dataset s_loans = CatalogWorkspaces.Loans, s_renamed = s_loans.Rename("LoanId", "Contract");
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    public static TheoryData<bool> Both => CatalogWorkspaces.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Register_RenamedIdOfDataMadeOfTheErased_IsRefused(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", s_loans);
        await workspace.Catalog.RegisterAsync("middle", s_renamed.Take([0, 1]), new() { Parents = ["loans/1"] });
        await workspace.Catalog.EraseAsync("loans/1", "request 17", new() { Ids = ["4"] });
        foreach (string parent in (string[])["loans/1", "middle/1"])
            Assert.Contains("'Contract'", (await RefusedAsync("MLO6121", () => workspace.Catalog.RegisterAsync("part", s_renamed.Take([2, 3]), new() { Parents = [parent] }))).Message.Replace('"', '\''));
        await RefusedAsync("MLO6121", () => workspace.Catalog.RegisterAsync("part", s_renamed.Take([3]), new() { ParentFingerprints = [s_loans.Fingerprint()] }));
        Assert.Equal(1, (await workspace.Catalog.RegisterAsync("part", s_renamed.Take([2]), new() { Parents = ["loans/1"] })).Version);

        // Contract 4 of data of another origin is another one.
        Assert.Null((await workspace.Catalog.RegisterAsync("contracts", s_renamed.Take([3]))).HoldsErased);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Erase_Ids_TellsWhereTheRowsStillAreAndWhatWasNotSearched(bool memory)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory);
        await workspace.Catalog.RegisterAsync("loans", s_loans);
        await workspace.Catalog.RegisterAsync("loans", s_loans.Take([1, 3]));
        await workspace.Catalog.RegisterAsync("loans", s_loans.Take([0, 1]));
        await workspace.Catalog.RegisterAsync("renamed", s_renamed, new() { Parents = ["loans/1"] });
        await workspace.Catalog.RegisterAsync("lower", s_loans.Rename("LoanId", "loanid").Take([3, 0]));
        await workspace.Catalog.RegisterAsync("lower", s_loans.Rename("LoanId", "loanid").Take([0]));
        await workspace.Catalog.RegisterAsync("other ids", s_renamed.Take([0]), new() { Parents = ["loans/1"] });
        await workspace.Catalog.RegisterAsync("of lower", s_loans.Select("Amount").Take([3]), new() { Parents = ["lower/1"] });
        await workspace.Catalog.RegisterAsync("unknown", s_renamed.Take([3]));

        DatasetErasure erasure = await workspace.Catalog.EraseAsync("loans/1", "request 17", new() { Ids = ["4"] });
        Assert.Equal(
            [
                ("loans/2", 1L, "holds the rows"),
                ("other ids/1", null, "made of loans/1, without the column 'LoanId', so it may hold them"),
                ("renamed/1", 1L, "made of loans/1, and holds the rows by its column 'Contract'"),
                ("lower/1", 1L, "holds the ids in a column of the same name"),
                ("of lower/1", null, "made of lower/1, without the column 'loanid', so it may hold them"),
            ],
            erasure.RowsStillIn.Select(use => (use.Version.ToString(), use.Rows, use.Why)));
        Assert.Equal([("unknown/1", "it has no column 'LoanId', and does not say that it was made of loans")], erasure.NotSearched.Select(use => (use.Version.ToString(), use.Why)));

        DatasetUseReport uses = await workspace.Catalog.UsesOfRowsAsync("loans", ["4"]);
        Assert.Equal(["loans/1", .. erasure.RowsStillIn.Select(use => use.Version.ToString())], uses.Versions.Select(use => use.Version.ToString()));
        Assert.Equal(["unknown/1"], uses.NotSearched.Select(use => use.Version.ToString()));
        Assert.Contains("Not searched", uses.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("\"not_searched\"", uses.ToJson(), StringComparison.Ordinal);
        Assert.Empty((await workspace.Catalog.EraseAsync("loans/1", "as a whole")).NotSearched);
    }
}
