using Microsoft.ML;
using Mlops.Sdk;
using Mlops.Sdk.Extensibility;

Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });
(Dataset train, Dataset test) = penguins.Split(testFraction: 0.25, seed: 42);

#region trainers
Pipeline clean = Pipeline.Empty.ImputeMissing().EncodeCategories();
ModelComparison comparison = train.CompareCandidates(
[
    ("LightGBM", clean.TrainLightGbm(new() { TreeCount = 30 })),
    ("logistic", clean.TrainLogisticRegression()),
    ("SDCA", clean.TrainSdcaLogistic()),
    ("perceptron", clean.TrainPerceptron()),
]);
Console.WriteLine(comparison);
#endregion

#region chain
Pipeline own = Pipeline.Empty.TrainWith(ml => ml.Transforms.ReplaceMissingValues("Features")
    .Append(ml.Transforms.NormalizeMeanVariance("Features"))
    .Append(ml.Transforms.Categorical.OneHotEncoding("island"))
    .Append(ml.Transforms.Concatenate("all", "Features", "island"))
    .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(featureColumnName: "all")));
FittedPipeline model = own.Fit(train);
Console.WriteLine(model.Evaluate(test)[Metric.Accuracy]);
#endregion

#region load
model.Save("artifacts/mlnet/penguins.mlops");
FittedPipeline loaded = FittedPipeline.Load("artifacts/mlnet/penguins.mlops", new() { Kinds = StageKinds.CreateDefault().AllowMlNetModels() });
Console.WriteLine(loaded.Score(test)[0]);
#endregion

#region probe
MlNetAvailability available = MlNetTrainers.Probe();
Console.WriteLine($"LightGBM {(available.LightGbm ? "runs here" : available.LightGbmProblem)}, FastTree {(available.FastTree ? "runs here" : available.FastTreeProblem)}");
#endregion
