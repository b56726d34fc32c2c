using System.Security.Cryptography;
using System.Text.Json;

namespace Mlops.Sdk.Tracking.Tests.Catalog;

public sealed class CroissantTests : IDisposable
{
    private readonly CatalogWorkspaces _workspaces = new();

    public void Dispose() => _workspaces.Dispose();

    [Fact]
    public async Task Export_Version_HasWhatTheFormatAsksForAndTheData()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        Assert.Equal(["description", "license", "url", "creator"], (await workspace.Catalog.ExportCroissantAsync("loans/1", _workspaces.File("out"))).Findings.Select(finding => finding.Message.Split(' ', ',')[3]));
        await workspace.Catalog.ChangeAsync("loans", entry => (entry with { Description = "Loans \"of\" the <b>branch</b>.", License = "CC-BY-4.0", Url = "https://example.org/loans", Owners = ["risk"], Tags = ["credit"] }).WithColumn("Amount", column => column with { Description = "What was lent." }));
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans.Head(3), new() { Parents = ["loans/1"] });
        CroissantExport export = await workspace.Catalog.ExportCroissantAsync("loans/2", _workspaces.File("out"));
        Assert.Empty(export.Findings);
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(export.MetadataPath));
        JsonElement root = json.RootElement, file = root.GetProperty("distribution")[0], records = root.GetProperty("recordSet")[0];
        foreach (string asked in (string[])["@context", "@type", "conformsTo", "name", "description", "license", "url", "creator", "datePublished"]) Assert.True(root.TryGetProperty(asked, out _), asked);
        Assert.Equal(("http://mlcommons.org/croissant/1.1", "sc:Dataset", "2026-03-01"), (root.GetProperty("conformsTo").GetString(), root.GetProperty("@type").GetString(), root.GetProperty("datePublished").GetString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(export.DataPath))), file.GetProperty("sha256").GetString());
        Assert.Equal([("LoanId", "sc:Integer"), ("Amount", "sc:Float"), ("Purpose", "sc:Text"), ("Email", "sc:Text")], records.GetProperty("field").EnumerateArray().Select(field => (field.GetProperty("source").GetProperty("extract").GetProperty("column").GetString()!, field.GetProperty("dataType").GetString()!)));
        Assert.Equal("records/LoanId", records.GetProperty("key").GetProperty("@id").GetString());
        Assert.StartsWith("sha256:", root.GetProperty("prov:wasDerivedFrom")[0].GetProperty("@id").GetString());
        Assert.Equal(3, Dataset.FromCsv(export.DataPath).RowCount);
    }

    [Fact]
    public async Task ExportedContext_AndNames_AreThoseOfTheSample()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        CroissantExport export = await workspace.Catalog.ExportCroissantAsync("loans/1", _workspaces.File("out"));
        using JsonDocument ours = JsonDocument.Parse(await File.ReadAllBytesAsync(export.MetadataPath)), sample = JsonDocument.Parse(Sample("sample-1.1.json"));
        foreach (JsonProperty meaning in sample.RootElement.GetProperty("@context").EnumerateObject().Where(property => property.Name is not ("name" or "description")))
            Assert.True(JsonElement.DeepEquals(meaning.Value, ours.RootElement.GetProperty("@context").GetProperty(meaning.Name)), meaning.Name);
        JsonElement theirs = sample.RootElement.GetProperty("recordSet")[0].GetProperty("field")[0], field = ours.RootElement.GetProperty("recordSet")[0].GetProperty("field")[0];
        Assert.Empty(theirs.EnumerateObject().Select(property => property.Name).Except(field.EnumerateObject().Select(property => property.Name)).Except(["description"]));
        Assert.Empty(sample.RootElement.GetProperty("distribution")[0].EnumerateObject().Select(property => property.Name).Except(ours.RootElement.GetProperty("distribution")[0].EnumerateObject().Select(property => property.Name)));
    }

    // mlcroissant, the validator of the format, takes no id with a blank, escaped or not, and reads no field whose id is no URI.
    [Fact]
    public async Task Export_NamesThatAreNoUris_HasIdsThatAre()
    {
        string[] names = ["a b%c/d#e?f", "a b%c_d#e?f", "na\u00efve \"q\" <b>", "@id", "x\\y{z}|^`", "x"];
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Catalog.RegisterAsync("loans of 2026", new Dataset(names.Select((name, i) => (Column)new IntegerColumn(name, new long[] { i }))).WithRole(names[0], ColumnRole.Id));
        CroissantExport export = await workspace.Catalog.ExportCroissantAsync("loans of 2026/1", _workspaces.File("out"));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(export.MetadataPath));
        JsonElement records = json.RootElement.GetProperty("recordSet")[0], file = json.RootElement.GetProperty("distribution")[0];
        JsonElement[] fields = [.. records.GetProperty("field").EnumerateArray()];
        string[] ids = [Id(file), .. fields.Select(Id)];
        Assert.All(ids, id => Assert.Matches(@"^[\p{L}\p{Nd}_.\-/]+$", id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids[1], Id(records.GetProperty("key")));
        Assert.All(fields, field => Assert.Equal(ids[0], Id(field.GetProperty("source").GetProperty("fileObject"))));
        Assert.Equal(names, fields.Select(field => field.GetProperty("name").GetString()!));
        Assert.Equal(names, fields.Select(field => field.GetProperty("source").GetProperty("extract").GetProperty("column").GetString()!));
        Assert.Equal(names, Dataset.FromCsv(Path.Combine(_workspaces.File("out"), file.GetProperty("contentUrl").GetString()!)).Schema.Select(field => field.Name));
        Assert.Equal("loans of 2026", json.RootElement.GetProperty("name").GetString());
        Assert.Equal("cr:equivalentProperty", json.RootElement.GetProperty("@context").GetProperty("equivalentProperty").GetString());

        static string Id(JsonElement node) => node.GetProperty("@id").GetString()!;
    }

    [Fact]
    public async Task Import_SamplesOfBothVersions_TakeOverWhatTheySay()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        DatasetEntry titanic = await workspace.Catalog.ImportCroissantAsync(Sample("titanic-1.0.json"));
        Assert.Equal(("Titanic", "afl-3.0", "https://www.openml.org/d/40945"), (titanic.Name, titanic.License, titanic.Url));
        Assert.StartsWith("The original Titanic dataset", titanic.Description);
        Assert.Equal("Gender of passenger (male or female)", titanic.Column("sex").Description);
        DatasetEntry recipes = await workspace.Catalog.ImportCroissantAsync(Sample("sample-1.1.json"), "recipes");
        Assert.StartsWith("This is a minimal example", recipes.Description);
        Assert.Equal("The second column contains the age.", recipes.Column("age").Description);
        await workspace.Catalog.ChangeAsync("recipes", entry => entry with { Tags = ["mine"], Description = "Mine." });
        DatasetEntry again = await workspace.Catalog.ImportCroissantAsync(Sample("sample-1.1.json"), "recipes");
        Assert.Equal((recipes.Description, ["mine"]), (again.Description, again.Tags));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"conformsTo":"http://mlcommons.org/croissant/1.1"}""")]
    [InlineData("""{"conformsTo":"http://mlcommons.org/croissant/1.1","name":"\ud800"}""")]
    public async Task Import_NoDescription_IsRefused(string json)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        Assert.Equal("MLO6115", (await Assert.ThrowsAsync<MlopsException>(() => workspace.Catalog.ImportCroissantAsync(json))).Code);
    }

    [Theory]
    [InlineData("""{"conformsTo":"http://mlcommons.org/croissant/1.1","name":"../x"}""")]
    public async Task Import_NameThatCannotBeUsed_AsksForAnother(string json)
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await Assert.ThrowsAsync<ArgumentException>(() => workspace.Catalog.ImportCroissantAsync(json));
        Assert.Equal("x", (await workspace.Catalog.ImportCroissantAsync(json, "x")).Name);
    }

    [Fact]
    public async Task Card_HostileTexts_AreShownAsTheyAre()
    {
        await using Workspace workspace = await _workspaces.OpenAsync(memory: true);
        await workspace.Catalog.DefineAsync(new() { Name = "Principal", Definition = "What was <i>lent</i>." });
        await workspace.Catalog.RegisterAsync("loans", CatalogWorkspaces.Loans);
        await workspace.Catalog.ChangeAsync("loans", entry => (entry with { Description = "<script>alert(1)</script>", Owners = ["risk"] }).WithColumn("Amount", column => column with { Terms = ["Principal"], Description = "a | b" }));
        await workspace.Catalog.ClassifyAsync("loans", "Email", "Email");
        await workspace.Catalog.ReviewAsync("loans/1", ReviewVerdict.Approved, "[x](javascript:y)");
        DatasetCard card = await workspace.Catalog.CardAsync("loans/1");
        string html = card.ToHtml(), markdown = card.ToMarkdown();
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<i>", html);
        Assert.DoesNotContain("<script>", markdown);
        Assert.Contains("a \\| b", markdown);
        foreach (string shown in (string[])["approved", "Principal", "risk", card.Version.Fingerprint, "LoanId"]) Assert.Contains(shown, markdown);
        Assert.DoesNotContain("a@example.org", html);
    }

    private static string Sample(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReferenceData", file));
}
