// What data should be like, and what to do with data that is not. Run it from the root of the repository.
using Mlops.Sdk;

#region infer
Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
DataRules inferred = DataRules.Infer(penguins);
Console.WriteLine(inferred);
#endregion

#region edit
DataRules rules = inferred
    .Column("body_mass_g", mass => mass.Between(2000, 7000).Owner("field team").Description("Grams; a value in kilograms is a slip."))
    .Column("sex", sex => sex.IsPresent().Mostly(0.95).Severity(Severity.Warning))
    .Column("flipper_length_mm", flipper => flipper.IsPresent().Mostly(0.98).Maximum(min: 200))
    .Row(row => row.Less("bill_depth_mm", "bill_length_mm"))
    .Add(Rule.When(Rule.InSet("species", "Gentoo"), Rule.InSet("island", "Biscoe")) with { Environments = ["train"] })
    .Table(table => table.RowCount(min: 100).RowCountRatio(min: 0.5, max: 2));
rules.Save("artifacts/validation/penguins.rules.json");
#endregion

#region validate
Dataset season = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" }).Derive("body_mass_g", row => row.Index % 100 == 7 ? row.Number("body_mass_g") / 1000 : row.Number("body_mass_g"));
ValidationReport report = DataRules.Load("artifacts/validation/penguins.rules.json").Validate(season, new() { Environment = "train", PreviousRowCount = 344 });
Console.WriteLine(report);
report.SaveHtml("artifacts/validation/report.html");
foreach (RuleResult failure in report.Failures)
    Console.WriteLine($"{failure.Rule.Severity} {failure.Code} {failure.Rule.Name}: {failure.FailingRows} of {failure.CheckedRows} rows, such as {failure.Examples.FirstOrDefault()}");
#endregion

#region split
(Dataset accepted, Dataset quarantined) = rules.Split(season);
quarantined.SaveCsv("artifacts/validation/quarantine.csv");
Console.WriteLine($"{accepted.RowCount} rows go on, {quarantined.RowCount} are set aside; the first since {quarantined["reason"].GetText(0)}");
#endregion

#region stream
DataSource clean = CsvSource.Open("samples/data/penguins/penguins.csv")
    .WithRules(rules, quarantine: rows => Console.WriteLine($"{rows.RowCount} rows set aside"), completed: verdict => Console.WriteLine($"passed: {verdict.Passed}"), options: new() { PreviousRowCount = 344 });
DatasetSummary summary = DatasetSummary.Compute(clean);
Console.WriteLine(summary.RowCount);
#endregion

#region suggest
RuleSuggestions suggestions = DataRules.Suggest(penguins, new() { FalseAlarmRate = 0.01, BatchRows = 200 });
Console.WriteLine($"{suggestions.Suggestions.Length} rules; {suggestions.HoldOutsPassed} of {suggestions.HoldOuts} halves kept all that the other half suggested");
foreach (RuleSuggestion suggestion in suggestions.Suggestions.Take(5)) Console.WriteLine($"{suggestion.Rule} because {suggestion.Evidence}");
suggestions.SaveHtml("artifacts/validation/suggestions.html");
#endregion

#region reference
Dataset stations = Dataset.ParseCsv("island,station\nBiscoe,B1\nDream,D1\nTorgersen,T1\n");
ValidationReport keys = new DataRules(Rule.InReference("island", "stations")).Validate(penguins, new() { References = new Dictionary<string, Column> { ["stations"] = stations["island"] } });
Console.WriteLine($"every island has a station: {keys.Passed}");
#endregion

#region previous
DataRules steady = new(Rule.Distance("species", DistributionMeasure.LInfinity, max: 0.05), Rule.RowCountRatio(min: 0.5, max: 2));
Console.WriteLine($"as before: {steady.Validate(season, new() { Previous = DatasetSummary.Compute(penguins) }).Passed}");
#endregion

#region skew
Dataset training = penguins.Derive("id", row => row.Index), serving = season.Derive("id", row => row.Index);
SkewReport skew = training.SkewAgainst(serving, new() { Keys = ["id"] });
Console.WriteLine($"{skew["body_mass_g"].Different} of {skew.JoinedRows} rows have another mass while serving, such as {skew["body_mass_g"].Pairs[0]}");
#endregion

#region gate
Pipeline pipeline = Pipeline.Empty.Require(suggestions.Rules).ImputeMissing().EncodeCategories().TrainBoosting();
FittedPipeline model = pipeline.Fit(penguins);
Console.WriteLine(model.Evaluate(penguins)[Metric.Accuracy]);
try
{
    pipeline.Fit(penguins.Derive("body_mass_g", row => row.Number("body_mass_g") / 1000));
}
catch (DataRulesException error)
{
    Console.WriteLine($"{error.Code}: {error.Report.Failures.Count()} rules are broken");
}
#endregion

#region stop
ValidationReport last = suggestions.Rules.Validate(penguins);
if (!last.Passed) Environment.ExitCode = 3;
#endregion
