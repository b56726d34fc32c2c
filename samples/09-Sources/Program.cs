// Tables from everywhere. Run it from the root of the repository.
using System.Data.Common;
using Microsoft.Data.Analysis;
using Microsoft.Data.Sqlite;
using Microsoft.ML;
using Mlops.Sdk;

const string folder = "artifacts/sources";
Directory.CreateDirectory(folder);

#region csv
Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new()
{
    Label = "species",
    Types = new Dictionary<string, ColumnType> { ["flipper_length_mm"] = ColumnType.Number },
});
#endregion

#region batches
DataSource file = CsvSource.Open("samples/data/penguins/penguins.csv");
foreach (Dataset batch in file.ReadBatches(batchRows: 100))
    Console.WriteLine($"{batch.RowCount} rows, {batch["sex"].MissingCount} without sex");
#endregion

#region records
Dataset orders = Dataset.FromRecords([new { Customer = 7, At = new DateTime(2024, 3, 1), Total = 12.5m }, new { Customer = 8, At = new DateTime(2024, 3, 2), Total = 4m }]);
Dataset rows = Dataset.FromRows([new Dictionary<string, object?> { ["customer"] = 7, ["note"] = null }]);
Dataset json = Dataset.FromJson("""[{"customer": 7, "at": "2024-03-01"}, {"customer": 8, "at": null}]""");
#endregion

#region frames
DataFrame frame = penguins.ToDataFrame();
Dataset fromFrame = Dataset.FromDataFrame(frame, penguins.Schema);
IDataView view = penguins.AsDataView();
Dataset fromView = Dataset.FromDataView(view);
#endregion

await using DbConnection connection = new SqliteConnection("Data Source=:memory:");
await connection.OpenAsync();
await using (DbCommand make = connection.CreateCommand())
{
    make.CommandText = "create table visits(customer integer, at text, spent real); insert into visits values (7, '2024-02-01', 3.5), (7, '2024-02-20', 9), (8, '2024-02-25', null)";
    await make.ExecuteNonQueryAsync();
}

#region database
await using DbCommand command = connection.CreateCommand();
command.CommandText = "select customer, at, spent from visits where customer >= @least";
command.Parameters.Add(new SqliteParameter("@least", 7));
DataSource visits = DataSource.FromCommand(command, new Schema(
[
    new("customer", ColumnType.Integer),
    new("at", ColumnType.Timestamp, ColumnRole.Time),
    new("spent", ColumnType.Number),
]));
Console.WriteLine(visits.Profile());
#endregion

#region reader
await using DbDataReader reader = await command.ExecuteReaderAsync();
Dataset table = await Dataset.FromReaderAsync(reader);
#endregion
await reader.CloseAsync();

#region saved
penguins.Save($"{folder}/penguins.dataset");
Dataset opened = Dataset.Open($"{folder}/penguins.dataset");
#endregion

#region parquet
penguins.SaveParquet($"{folder}/penguins.parquet");
Dataset same = Dataset.FromParquet($"{folder}/penguins.parquet");
DataSource some = DuckDbSource.FromParquet($"{folder}/*.parquet", new() { Columns = ["island", "body_mass_g"], UnionByName = true });
#endregion

File.WriteAllLines($"{folder}/visits.jsonl", ["""{"customer": 7, "day": "2024-02-01", "spent": 3.5}""", """{"customer": 8, "day": "2024-02-25"}"""]);

#region jsonlines
DataSource lines = DuckDbSource.FromJsonLines($"{folder}/*.jsonl", new() { SampleRows = null });
#endregion

#region sql
DataSource perIsland = DuckDbSource.FromQuery(
    "select p.island, count(*) as birds, avg(p.body_mass_g) as mass from p join chosen using (island) where p.body_mass_g > $least group by all order by all",
    files: new() { ["p"] = $"{folder}/penguins.parquet" },
    tables: new() { ["chosen"] = Dataset.ParseCsv("island\nBiscoe\nDream\n").AsSource() },
    parameters: new() { ["least"] = 3000 },
    options: new() { OnlyNamedFiles = true, MemoryLimit = 256L << 20 });
Console.WriteLine(perIsland.ToDataset().ToCsv());
#endregion

#region asof
Dataset training = orders.WithRole("At", ColumnRole.Time).Rename("Customer", "customer")
    .JoinAsOf(visits.ToDataset(), new() { Keys = ["customer"], Delay = TimeSpan.FromHours(6), Tolerance = TimeSpan.FromDays(30) });
Console.WriteLine(training.ToCsv());
#endregion

#region cancel
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
ProfileReport report = some.Profile(cancellationToken: limit.Token);
#endregion

Console.WriteLine($"{fromFrame.RowCount} {fromView.RowCount} {rows.RowCount} {json.RowCount} {table.RowCount} {opened.RowCount} {same.RowCount} {lines.ToDataset().RowCount} {report.RowCount}");
