// Two weeks of data side by side, then a history of days in which the last one is not like the others. Run it from the root of the repository.
using Mlops.Sdk;

CsvOptions csv = new() { HasHeader = false, ColumnNames = File.ReadAllText("samples/data/adult/columns.txt").Trim().Split(','), Label = "income" };
Dataset people = Dataset.FromCsv("samples/data/adult/adult.data", csv).Shuffle(seed: 7);
DateTime monday = new(2026, 1, 5);
Dataset Day(int day) => people.Slice(day * 400, monday.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 250 : 400 - (day * 13 % 40));

// What went wrong: some hours are minutes now, and a third of the occupations got lost.
Dataset Broken(Dataset data) => data
    .Derive("hours_per_week", row => row.Number("hours_per_week") * (row.Text("workclass") == "Private" ? 1 : 60))
    .DeriveCategory("occupation", row => row.Number("age") % 3 == 0 || row.IsMissing("occupation") ? null : row.Text("occupation"));

Dataset lastWeek = people.Slice(0, 2800), thisWeek = Broken(people.Slice(2800, 2800));

#region compare
ProfileComparison weeks = lastWeek.Profile().Compare(thisWeek.Profile(), new() { BeforeName = "last week", AfterName = "this week" });
Console.WriteLine(weeks);
weeks.SaveHtml("artifacts/over-time/weeks.html");
#endregion

string folder = Path.Combine("artifacts", "over-time", "history");
if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);

#region append
ProfileHistory history = ProfileHistory.Open(folder);
for (int day = 0; day < 60; day++)
{
    ProfileSummary summary = new(people.Schema, new() { Detail = ProfileDetail.Standard });
    summary.Add(Day(day));
    history.Append(monday.AddDays(day), summary);
}

double[] rows = [.. history.Metrics("table.rows")[0].Values];
ProfileReport firstWeek = history.Summary(monday, monday.AddDays(6)).ToReport();
#endregion
Console.WriteLine($"{rows.Length} days, {firstWeek.RowCount} rows in the first week");

#region judge
ProfileReport today = Broken(Day(60)).Profile(new() { Detail = ProfileDetail.Standard });
AnomalyReport verdict = history.Judge(monday.AddDays(60), today);
Console.WriteLine(verdict);
verdict.SaveHtml("artifacts/over-time/history.html");
if (verdict.Anomalies.Length == 0) history.Append(monday.AddDays(60), today);
#endregion

#region rules
AnomalyReport strict = history.Check(new()
{
    Rules =
    [
        AnomalyRule.Range(max: 0.1).On("column.missing_share") with { Severity = Severity.Error },
        AnomalyRule.Rate(relative: 0.75).On("table.rows"),
        AnomalyRule.Seasonal(period: 7).On("column.mean", "age", "hours_per_week"),
    ],
    From = monday.AddDays(28),
});
strict.ThrowIfAnomalous();
#endregion

#region stored rules
AnomalyOptions watched = new()
{
    Rules =
    [
        AnomalyRule.Automatic(),
        AnomalyRule.Trend(threshold: 4, window: 56, period: 7).On("table.rows"),
        AnomalyRule.OnlineNormal(threshold: 5, forgetting: 0.05).On("column.mean", "age"),
    ],
};
watched.Save("artifacts/over-time/rules.json");
AnomalyReport again = history.Check(AnomalyOptions.Load("artifacts/over-time/rules.json"));
#endregion
