// The data catalog: the blocks of docs/catalog.md. Run it from the root of the repository.
using Mlops.Sdk;

const string Folder = "artifacts/catalog";
if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
await using Workspace workspace = await Workspace.OpenAsync($"{Folder}/mlops");
Dataset file = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
Dataset penguins = file.With(new IntegerColumn("bird", Enumerable.Range(1, file.RowCount).Select(bird => (long)bird).ToArray()), ColumnRole.Id);

#region register
DatasetVersion first = await workspace.Catalog.RegisterAsync("penguins", penguins.Head(300));
DatasetVersion second = await workspace.Catalog.RegisterAsync("penguins", penguins, new() { Note = "with the birds of 2009", Parents = ["penguins/1"] });
DatasetVersion again = await workspace.Catalog.RegisterAsync("penguins", penguins);
Console.WriteLine($"{first}, {second}, {again}: {second.Rows} rows, {second.Fingerprint}");
Dataset opened = await workspace.Catalog.OpenAsync("penguins@latest");
#endregion

#region describe
await workspace.Catalog.DefineAsync(new() { Name = "Flipper length", Definition = "From the body to the tip of the flipper, in millimetres.", Synonyms = ["wing length"] });
await workspace.Catalog.ChangeAsync("penguins", entry => (entry with
{
    Description = "Penguins of three islands, measured near Palmer Station.",
    Owners = ["field team"],
    Tags = ["birds", "antarctica"],
    License = "CC0-1.0",
}).WithColumn("flipper_length_mm", column => column with { Terms = ["Flipper length"] }));
foreach (CatalogChange change in await workspace.Catalog.HistoryAsync("penguins")) Console.WriteLine(change);
#endregion

#region quality
foreach (string version in (string[])["penguins/1", "penguins/2"])
    await workspace.Catalog.LogAsync(version, (await workspace.Catalog.OpenAsync(version)).Profile());
(await workspace.Catalog.QualityAsync("penguins")).SaveHtml($"{Folder}/quality.html");
await workspace.Catalog.ClassifyAsync("penguins", "bird", null);
#endregion

#region curate
Pipeline cleaning = Pipeline.Empty.ImputeMissing().EncodeCategories();
await workspace.RunAsync("penguins", async run =>
{
    Dataset train = await workspace.Catalog.OpenAsync("penguins@latest");
    Dataset clean = cleaning.Prepare(train, run.Context);
    await workspace.Catalog.RegisterAsync("penguins clean", clean, new() { Parents = ["penguins/2"], Pipeline = cleaning });
    FittedPipeline model = Pipeline.Empty.TrainBoosting(new() { TreeCount = 20 }).Fit(clean, run.Context);
    await workspace.Models.RegisterAsync("penguins", model, producedBy: run);
});
#endregion

#region compare
DatasetDiff diff = await workspace.Catalog.CompareAsync("penguins/1", "penguins/2");
Console.WriteLine($"{diff.AddedRows} added, {diff.RemovedRows} removed, {diff.ChangedRows} changed");
foreach (SchemaChange change in await workspace.Catalog.SchemaHistoryAsync("penguins")) Console.WriteLine(change);
#endregion

#region review
CatalogComment question = await workspace.Catalog.CommentAsync("penguins/2", "Why has bird 4 no measures?", new() { Column = "bill_length_mm" });
await workspace.Catalog.CommentAsync("penguins/2", "It escaped.", new() { ReplyTo = question.Id });
await workspace.Catalog.ReviewAsync("penguins/2", ReviewVerdict.Approved, "complete");
Console.WriteLine(await workspace.Catalog.ResolveAsync("penguins@approved"));
#endregion

#region search
CatalogSearchResult found = await workspace.Catalog.SearchAsync(new CatalogQuery { Text = "flipper", Tags = ["birds"] });
foreach (CatalogHit hit in found.Hits) Console.WriteLine(hit);
Console.WriteLine(string.Join(", ", found.Owners.Select(owner => $"{owner.Key}: {owner.Value}")));
#endregion

#region source
await workspace.Catalog.SaveSourceAsync(new() { Name = "weather station", Location = $"{Folder}/weather/*.csv", Owner = "field team", Cadence = TimeSpan.FromDays(1) });
Directory.CreateDirectory($"{Folder}/weather");
File.WriteAllText($"{Folder}/weather/2026-01.csv", "day,celsius\n2026-01-01,-3.5\n2026-01-02,-1\n");
Console.WriteLine(await workspace.Catalog.IngestFilesAsync("weather station", "weather"));
File.WriteAllText($"{Folder}/weather/2026-02.csv", "day,celsius\n2026-02-01,-7\n");
Console.WriteLine(await workspace.Catalog.IngestFilesAsync("weather station", "weather"));
Console.WriteLine(await workspace.Catalog.CheckFreshnessAsync());
#endregion

#region share
(await workspace.Catalog.CardAsync("penguins/2")).SaveHtml($"{Folder}/card.html");
CroissantExport export = await workspace.Catalog.ExportCroissantAsync("penguins/2", $"{Folder}/croissant");
foreach (Finding finding in export.Findings) Console.WriteLine(finding.Message);
DatasetEntry imported = await workspace.Catalog.ImportCroissantAsync(File.ReadAllText(export.MetadataPath), "penguins of others");
Console.WriteLine(imported.Description);
#endregion

#region erase
Console.WriteLine(await workspace.Catalog.UsesOfRowsAsync("penguins", ["17"]));
DatasetErasure erasure = await workspace.Catalog.EraseAsync("penguins/1", "request 17", new() { Ids = ["17"], PurgeCopies = true });
Console.WriteLine($"{erasure.Bytes} bytes gone; used by {string.Join(", ", erasure.Uses.Models)}");
foreach (DataCopy copy in erasure.Uses.Copies) Console.WriteLine($"{copy}: {(copy.IsErased ? "erased" : $"look at it, {copy.Kind}")}");
#endregion

#region keep
await workspace.Catalog.DeleteAsync("weather/1");
await workspace.Catalog.RestoreAsync("weather/1");
Console.WriteLine(await workspace.Catalog.PurgeAsync(TimeSpan.FromDays(30)));
Console.WriteLine(await workspace.Catalog.InsightAsync("penguins"));
#endregion
