// Two weeks of data side by side. Run it from the root of the repository.
using Mlops.Sdk;

CsvOptions csv = new() { HasHeader = false, ColumnNames = File.ReadAllText("samples/data/adult/columns.txt").Trim().Split(','), Label = "income" };
Dataset people = Dataset.FromCsv("samples/data/adult/adult.data", csv).Shuffle(seed: 7);
Dataset lastWeek = people.Slice(0, 2800);

// This week the source counts hours in minutes for some, and lost a third of the occupations.
Dataset thisWeek = people.Slice(2800, 2800)
    .Derive("hours_per_week", row => row.Number("hours_per_week") * (row.Text("workclass") == "Private" ? 1 : 60))
    .DeriveCategory("occupation", row => row.Number("age") % 3 == 0 || row.IsMissing("occupation") ? null : row.Text("occupation"));

#region compare
ProfileComparison weeks = lastWeek.Profile().Compare(thisWeek.Profile(), new() { BeforeName = "last week", AfterName = "this week" });
Console.WriteLine(weeks);
weeks.SaveHtml("artifacts/over-time/weeks.html");
#endregion
