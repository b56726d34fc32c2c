// Should classes be balanced, and how? Run it from the root of the repository.
using Mlops.Sdk;

CsvOptions csv = new() { HasHeader = false, ColumnNames = File.ReadAllText("samples/data/adult/columns.txt").Trim().Split(','), Label = "income" };
Dataset all = Dataset.FromCsv("samples/data/adult/adult.data", csv).Drop("fnlwgt");
Dataset rich = all.Filter(row => row.Text("income") == ">50K").Sample(150, seed: 1), train = all.Filter(row => row.Text("income") != ">50K").Sample(2850, seed: 1).Append(rich);
Dataset test = Dataset.FromCsv("samples/data/adult/adult.test", csv).Recode("income", level => level.TrimEnd('.'));

#region default
Pipeline pipeline = Pipeline.Empty.ImputeMissing().EncodeCategories();
FittedPipeline plain = pipeline.TrainBoosting(new() { TreeCount = 40, LeafCount = 8 }).Fit(train);
FittedPipeline tuned = pipeline.Rebalance().TrainBoosting(new() { TreeCount = 40, LeafCount = 8 }).Fit(train);
Console.WriteLine(Metric.F1.Compute(plain.Score(test), test));
Console.WriteLine(Metric.F1.Compute(tuned.Score(test), test));
#endregion

#region methods
Pipeline smote = pipeline
    .Rebalance(new() { Method = RebalanceMethod.Smote(neighbors: 5), MinorityRatio = 0.3 })
    .TrainBoosting(new() { TreeCount = 40, LeafCount = 8 });
Console.WriteLine(string.Join(", ", smote.Stages.Select(stage => stage.Kind)));
#endregion

#region advice
RebalanceAdvice advice = train.AdviseRebalancing(pipeline.TrainBoosting(new() { TreeCount = 40, LeafCount = 8 }), new() { CalibrationFolds = 2 });
Console.WriteLine(advice.Findings[0].Message);
advice.SaveHtml("artifacts/rebalancing/advice.html");
Pipeline chosen = pipeline.Rebalance(advice.Recommended.Options).TrainBoosting(new() { TreeCount = 40, LeafCount = 8 });
#endregion

#region ensemble
FittedPipeline ensemble = pipeline.TrainEasyEnsemble(new() { Bags = 10, Member = new BoostingTrainer(new() { TreeCount = 40, LeafCount = 8 }) }).Fit(train);
Predictions said = ensemble.Score(test);
Console.WriteLine($"{Metric.BalancedAccuracy.Compute(said, test)}, {Metric.Brier.Compute(said, test)}");
ensemble.Save("artifacts/rebalancing/ensemble.mlops");
#endregion

#region alone
Resampled cleaned = new Rebalancer(new() { Method = RebalanceMethod.TomekLinks(), Classes = RebalanceClasses.All }).Resample(pipeline.Prepare(train));
Console.WriteLine(cleaned.Report);
#endregion

#region numbers
Dataset hours = train.WithRole("income", ColumnRole.Feature).WithRole("hours_per_week", ColumnRole.Label);
Resampled rare = new Rebalancer(new() { Method = RebalanceMethod.Smogn(relevance: 0.8) }).Resample(Pipeline.Empty.ImputeMissing().Prepare(hours));
Console.WriteLine(rare.Report);
#endregion

Console.WriteLine(chosen.Fit(train).Evaluate(test, new() { Bootstrap = 0 }).ToText().Length > 0 ? "done" : "nothing");
