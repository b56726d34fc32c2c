// What is missing, what is filled in for it, and what happens to values far from the others. Run it from the root of the repository.
using Mlops.Sdk;

Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
(Dataset train, Dataset test) = penguins.Split(testFraction: 0.25, seed: 1);

#region pattern
MissingPatternReport pattern = penguins.ProfileMissing();
Console.WriteLine(pattern);
pattern.SaveHtml("artifacts/missing/pattern.html");
foreach (CoMissingPair pair in pattern.Pairs.Take(3)) Console.WriteLine($"{pair.First} and {pair.Second}: {pair.Both} rows, correlation {pair.Correlation:0.00}");
#endregion

#region impute
FittedMissingImputer nearest = new MissingImputer(new() { Numeric = ImputeMethod.Nearest(5), Categorical = ImputeMethod.Nearest(5) }).Fit(train);
FittedMissingImputer chained = new MissingImputer(new() { Numeric = ImputeMethod.Chained(ChainModel.Linear), Categorical = ImputeMethod.Chained(ChainModel.Linear) }).Fit(train);
Console.WriteLine(nearest.Report);
Console.WriteLine(chained.Transform(test).Head(3).Preview());
#endregion

#region drop
Pipeline pipeline = Pipeline.Empty
    .DropMissingRows(new() { Rule = MissingRowRule.Share, MaximumMissingFraction = 0.5 })
    .DropMissingColumns(new() { MaximumMissingFraction = 0.4 })
    .ImputeMissing(new() { Numeric = ImputeMethod.Chained(), Categorical = ImputeMethod.OwnLevel("unknown"), Indicators = MissingIndicators.WhenMissing })
    .TrainBoosting(new() { TreeCount = 30 });
Console.WriteLine(pipeline.Fit(train).Evaluate(test)[Metric.Accuracy]);
#endregion

Dataset slips = train.Derive("body_mass_g", row => row.Index % 40 == 7 ? row.Number("body_mass_g") * 10 : row.Number("body_mass_g"));

#region preview
var handler = new OutlierHandler(new() { Method = OutlierMethod.AdjustedBoxplot(), GroupBy = "island", Action = OutlierAction.MarkMissing });
OutlierPreviewReport preview = handler.Preview(slips);
Console.WriteLine(preview);
preview.SaveHtml("artifacts/missing/preview.html");
#endregion

#region explain
FittedOutlierHandler fitted = handler.Fit(slips);
foreach (FenceReason reason in fitted.Explain(slips).Take(3)) Console.WriteLine($"row {reason.Row}: {reason.Text}");
Dataset handled = fitted.Transform(slips);
#endregion

#region handle
Pipeline careful = Pipeline.Empty
    .HandleOutliers(new() { Columns = ColumnSet.Named("body_mass_g"), Method = OutlierMethod.Bounds(2000, 7000), Action = OutlierAction.MarkMissing })
    .HandleOutliers(new() { Method = OutlierMethod.Iqr(3), AddFlags = true })
    .DownWeightOutliers(new() { Method = OutlierMethod.Mad() })
    .ImputeMissing()
    .TrainBoosting(new() { TreeCount = 30 });
Console.WriteLine(careful.Fit(slips).Evaluate(test)[Metric.Accuracy]);
#endregion

#region own
OutlierMethod twiceTheMiddle = OutlierMethod.Custom("twice the middle half", sorted =>
{
    (double low, double high) = (sorted[sorted.Length / 4], sorted[sorted.Length * 3 / 4]);
    return (low - (high - low), high + (high - low));
});
Dataset pulledIn = new OutlierHandler(new() { Method = twiceTheMiddle, Action = OutlierAction.Custom, Replacement = (value, low, high) => value > high ? high + Math.Log(1 + value - high) : low }).Fit(slips).Transform(slips);
#endregion

Console.WriteLine($"{handled["body_mass_g"].MissingCount} weights are missing after it, the greatest is {pulledIn["body_mass_g"].ToNumbers().ToArray().Where(double.IsFinite).Max():0}");
