// Rows that lie far from the others by all of their columns: the blocks of docs/outliers.md. Run it from the root of the repository.
using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

#region detect
Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
(Dataset train, Dataset test) = penguins.Split(testFraction: 0.25, seed: 42);
FittedOutlierDetector detector = new OutlierDetector(new() { Method = DetectionMethod.Ensemble(), Threshold = OutlierThreshold.TailFit(0.01) }).Fit(train);
Console.WriteLine(detector.Report);
double[] scores = detector.ScoreRows(test);
Console.WriteLine($"{scores.Count(score => score > detector.Cutoff)} of {scores.Length} new rows lie beyond {detector.Cutoff:F2}");
#endregion

#region why
Dataset strange = test.Head(1).With(new IntegerColumn("body_mass_g", new long[] { 41000 }));
OutlierExplanation why = detector.Explain(strange, 0);
Console.WriteLine(why);
foreach (OutlierReason reason in why.Reasons.Take(3)) Console.WriteLine($"{reason.Share:P0} {reason.Words}");
#endregion

#region rate
var careful = new OutlierDetector(new() { Method = DetectionMethod.KNearest(10), Threshold = OutlierThreshold.FalseAlarmRate(0.05, heldOutFraction: 0.4) });
FittedOutlierDetector calibrated = careful.Fit(train, new() { Seed = 42 });
Console.WriteLine($"{calibrated.ScoreRows(test).Count(score => score > calibrated.Cutoff)} of {test.RowCount} new rows, at 5 % false alarms");
#endregion

#region pipeline
Pipeline pipeline = Pipeline.Empty
    .RemoveDetectedOutliers(new() { Detector = new() { Threshold = OutlierThreshold.Contamination(0.01) } })   // training rows only
    .DetectOutliers(new() { Method = DetectionMethod.Ecod, AddFlag = false })                                  // a feature: outlier_score
    .ImputeMissing().EncodeCategories()
    .TrainBoosting(new() { TreeCount = 30 });
FittedPipeline model = pipeline.Fit(train);
Console.WriteLine(model.Evaluate(test)[Metric.Accuracy]);
#endregion

#region own-use
var acme = new MethodKinds<DetectionMethod>().Register("acme.median_distance", AcmeJson.Default.MedianDistance);
FittedPipeline own = Pipeline.Empty.DetectOutliers(new() { Method = DetectionMethod.MedianDistance() }, acme).Fit(train);
Console.WriteLine(own.Transform(test)["outlier_score"].ToNumbers().ToArray().Max());
#endregion
