#:package Mlops.Sdk@MLOPS_VERSION
using Mlops.Sdk;

// A file-based app with its default settings: no reflection JSON, no dynamic code.
IEnumerable<string> lines = Enumerable.Range(0, 600).Select(i => $"{i % 90},{(i % 4 == 0 ? "" : "town" + i % 5)},{(i % 90 > 45 ? "late" : "paid")}");
Dataset loans = Dataset.ParseCsv(string.Join('\n', lines.Prepend("Age,Town,Outcome")), new() { Label = "Outcome" });
Console.WriteLine(loans.Profile());

FittedPipeline model = Pipeline.Empty.ImputeMissing().EncodeCategories().TrainLightGbm().Fit(loans);
Console.WriteLine(model.Evaluate(loans));

string path = Path.Combine(Path.GetTempPath(), "script.mlops");
model.Save(path);
Prediction prediction = FittedPipeline.Load(path).Score(new Dictionary<string, object?> { ["Age"] = 80, ["Town"] = null });
Console.WriteLine(prediction);
if (prediction.Class != "late") throw new InvalidOperationException($"Expected late and got {prediction}.");

DataRules rules = DataRules.FromJson(DataRules.Suggest(loans).Rules.ToJson());
if (!rules.Validate(loans).Passed) throw new InvalidOperationException("A table breaks the rules that it speaks for.");
Console.WriteLine(rules.Validate(loans.Derive("Age", row => -row.Number("Age"))));

Dataset more = Dataset.FromRecords([new Loan(3, "town1"), new Loan(88, null)]);
Console.WriteLine(model.Score(more)[1]);

record Loan(int Age, string? Town);
