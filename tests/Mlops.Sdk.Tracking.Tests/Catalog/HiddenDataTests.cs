using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Testing;
using Mlops.Sdk.Tracking.Tests.Support;
using static Mlops.Sdk.Tracking.Tests.Support.SharedWorkspace;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed partial class HiddenDataTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task CompareExportUses_MaskedReader_TellNothingOfWhatIsHidden()
    {
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
        CroissantExport export = await bob.Catalog.ExportCroissantAsync("loans/2", _directory.Path);
        Assert.DoesNotContain("Eve", await File.ReadAllTextAsync(export.DataPath));
        Assert.DoesNotContain("income", await File.ReadAllTextAsync(export.MetadataPath));
        DatasetUseReport uses = await bob.Catalog.UsesOfRowsAsync("loans", ["1"]);
        Assert.All(uses.Findings, finding => Assert.Equal("CAT020", finding.Code));
        Assert.Equal(2, uses.Findings.Count);
    }

    // Whatever the hidden values are, every answer to a principal is the same, but for fingerprints, ids and the size of the stored file (docs/security.md).
    [Fact]
    public void EveryAnswer_HiddenValuesChanged_IsTheSame() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Int[0, 2].Array[2], Gen.Bool).Sample((one, other, hidden, filters) =>
        {
            string[] first = AnswersAsync(one, hidden, filters).GetAwaiter().GetResult(), second = AnswersAsync(other, hidden, filters).GetAwaiter().GetResult();
            Assert.Equal(first, second);
            Assert.True(first.Length > 25 && first.Count(answer => answer.Contains("MLO", StringComparison.Ordinal)) < 8, string.Join('\n', first));
        }, iter: 6, threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_FileThatWasSpoilt_IsNotQuotedToAMaskedReader(bool masked)
    {
        string file = _directory.File("loans.csv");
        await File.WriteAllTextAsync(file, "name,income\nAda,10\nBob,20\n");
        SharedWorkspace shared = await CreateAsync("bob");
        await shared.Owner.Catalog.RegisterAsync("loans", Dataset.FromCsv(file), new() { Storage = DatasetStorage.Reference, Location = file });
        await shared.Owner.Access.GrantAsync("bob", Securable.Catalog, AccessRole.Reader);
        if (masked) await shared.Owner.Access.MaskColumnAsync("loans", "income", ColumnMask.Null, ["bob"]);
        await File.WriteAllTextAsync(file, "name,income\nAda,10\nBob,secret20\n");
        MlopsException refused = await RefusedAsync("MLO6116", () => shared.Open("bob").Catalog.OpenAsync("loans/1"));
        Assert.Equal(!masked, refused.ToString().Contains("secret20", StringComparison.Ordinal));
    }

    private async Task<string[]> AnswersAsync(uint seed, int[] hidden, bool filters)
    {
        WorkspaceOptions options = Samples.Options with { Time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) };
        (var store, var artifacts) = (new InMemoryWorkspaceStore(), new InMemoryArtifactStore());
        Workspace owner = Workspace.FromStores(store, artifacts, options), bob = Workspace.FromStores(store, artifacts, options with { Principal = "bob" });
        await owner.Access.RequirePrincipalAsync("ann");
        await owner.Access.AddPrincipalAsync("bob");
        await owner.Catalog.SaveSourceAsync(new() { Name = "core", Location = "warehouse", Cadence = TimeSpan.FromDays(1) });
        await owner.Catalog.IngestAsync("core", "loans", Table(seed, filters), new() { WatermarkColumn = "income" });
        await owner.Catalog.RegisterAsync("loans", Table(seed + 1, filters));
        foreach (string version in (string[])["loans/1", "loans/2"])
            await owner.Catalog.LogAsync(version, new GeneralReport(new ReportBuilder("Values").Section("Values").Text(string.Join(',', Table(seed, filters)["name"].GetText(0))).Build(), [new Finding("PROF001", Severity.Warning, "name", Table(seed, filters)["name"].GetText(1))], "values"));
        await owner.RunAsync("secret", async run => await owner.Models.RegisterAsync("m", Samples.Pipeline.Fit((await owner.Catalog.OpenAsync("loans/1")).With(new NumberColumn("x", new double[] { 1, 2, 3, 4, 5, 6 })), run.Context), producedBy: run));
        await owner.Access.GrantAsync("bob", Securable.Catalog, AccessRole.Reader);
        await owner.Access.GrantAsync("bob", Securable.Model("m"), [Privilege.Use]);
        foreach ((string column, int how) in ((string[])["name", "income"]).Zip(hidden))
        {
            if (how == 0) await owner.Access.DenyAsync("bob", Securable.Column("loans", column), [Privilege.Select]);
            else await owner.Access.MaskColumnAsync("loans", column, how == 1 ? ColumnMask.Null : ColumnMask.Constant("7"), ["bob"]);
        }

        if (filters) await owner.Access.FilterRowsAsync("loans", RowFilter.Parse("region = 'EU'"), ["bob"]);
        List<string> answers = [];
        DataCatalog catalog = bob.Catalog;
        foreach (string version in (string[])["loans/1", "loans/2", "loans@latest"])
        {
            await AskAsync(async () => Csv(await catalog.OpenAsync(version)) + (await catalog.OpenAsync(version)).Fingerprint().Root);
            await AskAsync(async () => (await catalog.CardAsync(version)).ToJson());
            await AskAsync(async () => (await catalog.UsesOfAsync(version)).ToJson());
            await AskAsync(async () => string.Join(',', (await catalog.ListReportsAsync(version)).Select(report => report.ToString())));
            await AskAsync(async () =>
            {
                CroissantExport export = await catalog.ExportCroissantAsync(version, _directory.File("c"));
                return await File.ReadAllTextAsync(export.DataPath) + await File.ReadAllTextAsync(export.MetadataPath);
            });
        }

        foreach (string? key in (string?[])[null, "id", "name", "income", "region"])
            await AskAsync(async () => (await catalog.CompareAsync("loans/1", "loans/2", new() { KeyColumn = key })).ToJson());
        foreach (string column in (string[])["id", "name", "income"])
            await AskAsync(async () => (await catalog.UsesOfRowsAsync("loans", Enumerable.Range(0, 1000).Select(value => $"{value}"), column)).ToJson());
        await AskAsync(async () => (await catalog.QualityAsync("loans")).ToJson());
        await AskAsync(async () => string.Join(',', await catalog.SchemaHistoryAsync("loans")));
        await AskAsync(async () => string.Join(',', await catalog.HistoryAsync("loans")));
        await AskAsync(async () => (await catalog.GetSourceAsync("core")).ToString());
        await AskAsync(async () => (await catalog.CheckFreshnessAsync()).ToJson());
        await AskAsync(async () => (await catalog.GetAsync("loans")).ToString());
        await AskAsync(async () => (await catalog.InsightAsync("loans")).ToString());
        foreach (string text in (string[])["loans", "n", "name", "core"]) await AskAsync(async () => string.Join(',', (await catalog.SearchAsync(text)).Hits));
        await AskAsync(async () => Edges(await bob.Lineage.TraceAsync("m/1", new() { Columns = true })));
        await AskAsync(async () => Edges((await bob.Lineage.ImpactAsync("loans", "name")).Graph));
        await AskAsync(async () => string.Join(',', (await bob.Models.ResolveAsync("m/1")).Signature.Columns));
        await AskAsync(async () => (await bob.ExportAsync(Stream.Null, new() { Datasets = ["loans"] })).ToString());
        return [.. answers];

        async Task AskAsync(Func<Task<string?>> question)
        {
            string answer;
            try
            {
                answer = await question() ?? "";
            }
            catch (Exception e) when (e is MlopsException or ArgumentException)
            {
                answer = e.ToString().Split("\n   at", 2)[0];
            }

            answers.Add(Hash().Replace(answer, "#"));
        }
    }

    [GeneratedRegex("[0-9a-f]{12,64}|[0-9A-Z]{26}")]
    private static partial Regex Hash();

    // By their words: the order of the nodes is that of fingerprints.
    private static string Edges(LineageGraph graph) =>
        string.Join('\n', graph.Edges.Select(edge => $"{edge.From.Label} {edge.From.Detail} {edge.Relation} {edge.To.Label} {edge.To.Detail}").Concat(graph.Nodes.Select(node => $"{node.Kind} {node.Label} {node.Detail}")).Select(line => Hash().Replace(line, "#")).Order(StringComparer.Ordinal));

    private static string Csv(Dataset data)
    {
        using var csv = new MemoryStream();
        data.SaveCsv(csv);
        return Encoding.UTF8.GetString(csv.ToArray());
    }

    // Names and incomes of all, and everything of the hidden rows but the region, follow the seed.
    private static Dataset Table(uint seed, bool filters)
    {
        var random = new PCG(seed % 1000 + 1, seed);
        long Any(int below) => random.Next64() % (ulong)below is var value ? (long)value : 0;
        return new Dataset(
            new IntegerColumn("id", new long[] { 1, 2, 3, 4, filters ? 100 + Any(800) : 5, filters ? 1000 + Any(800) : 6 }),
            TextColumn.FromValues("name", Enumerable.Range(0, 6).Select(_ => $"n{Any(1000):D3}")),
            new IntegerColumn("income", Enumerable.Range(0, 6).Select(_ => 100 + Any(800)).ToArray()),
            CategoryColumn.FromValues("region", ["EU", "EU", "EU", "EU", filters ? "US" : "EU", filters ? "US" : "EU"])).WithRole("id", ColumnRole.Id);
    }

    private static Dataset Loans(string name, long income) =>
        new Dataset(new IntegerColumn("id", new long[] { 1, 2 }), TextColumn.FromValues("name", [name, "Bob"]), new IntegerColumn("income", new[] { income, 20 })).WithRole("id", ColumnRole.Id);
}
