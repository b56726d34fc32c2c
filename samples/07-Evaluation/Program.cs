// Is a model good enough, and better than the one in use? Run it from the root of the repository.
using Mlops.Sdk;

CsvOptions csv = new() { HasHeader = false, ColumnNames = File.ReadAllText("samples/data/adult/columns.txt").Trim().Split(','), Label = "income" };
Dataset train = Dataset.FromCsv("samples/data/adult/adult.data", csv).Sample(8000, seed: 1);
Dataset test = Dataset.FromCsv("samples/data/adult/adult.test", csv).Recode("income", level => level.TrimEnd('.'));

#region compare
FittedPipeline inUse = Pipeline.Empty.TrainBoosting(new() { TreeCount = 10, LeafCount = 4 }).Fit(train);
FittedPipeline challenger = Pipeline.Empty.TrainBoosting(new() { TreeCount = 60, LeafCount = 15 }).Fit(train);
TestComparison comparison = test.CompareModels([("in use", inUse), ("challenger", challenger)], new() { Segments = ["sex", "age"] });
Console.WriteLine(comparison.Differences[0].Sentence);
#endregion

#region poststeps
FittedPipeline model = Pipeline.Empty
    .TrainBoosting(new() { TreeCount = 60, LeafCount = 15 })
    .Calibrate(new() { Method = CalibrationMethod.Beta })
    .TuneThreshold(new() { Costs = new ErrorCosts(FalsePositive: 80, FalseNegative: 500) })
    .Abstain(new() { TargetAccuracy = 0.9 })
    .Conformalize(new() { Coverage = 0.9, ByClass = true })
    .WithCalibrationFolds(5)
    .Fit(train);
Predictions said = model.Score(test);
Console.WriteLine($"{said[0].Class}, one of {string.Join(" or ", said.SetOf(0))}{(said.IsAbstained(0) ? ", for a person to decide" : "")}");
Console.WriteLine(said.EvaluateCoverage(test));
#endregion

#region problem
Problem problem = new()
{
    Question = "Which households earn more than 50,000 a year?",
    Decision = "Send the offer or not",
    Owner = "Head of sales",
    Rows = "households",
    Unit = "USD",
    Costs = [new(Actual: ">50K", Decided: "<=50K", Cost: 50), new(Actual: "<=50K", Decided: ">50K", Cost: 8)],
    AbstainCost = 4,
    TodayClass = ">50K",
    MinimumSaving = 1000,
};
ProblemReport answer = problem.Evaluate(challenger, test);
Console.WriteLine(answer.Answer);
answer.SaveHtml("artifacts/evaluation/problem.html");
#endregion

#region tests
ModelTestSuite suite = new(
    ModelTest.Invariant("race", tolerance: 0.1, passFraction: 0.95),
    ModelTest.Rises("education_num", passFraction: 0.8),
    ModelTest.Noise(size: 0.01, mostChanged: 0.02),
    ModelTest.Missing(mostLoss: 0.1),
    ModelTest.Reaches(Metric.Auc, 0.9),
    ModelTest.ReachesInEvery("sex", Metric.Auc, 0.85),
    ModelTest.Latency(TimeSpan.FromMilliseconds(50)),
    ModelTest.Size(mostBytes: 1_000_000));
ModelTestReport tests = suite.Run(challenger, test.Sample(2000, seed: 2));
Console.WriteLine(tests);
#endregion

#region where
SliceReport slices = challenger.FindWorstSlices(test);
foreach (WorstSlice slice in slices.Slices.Take(3)) Console.WriteLine($"{slice.Condition}: {slice.Loss:0.00} against {slice.LossElsewhere:0.00}");
LearningCurveReport curve = Pipeline.Empty.TrainBoosting(new() { TreeCount = 20, LeafCount = 8 }).LearningCurve(train.Sample(4000), new() { Folds = 3 });
Console.WriteLine(curve.Findings[0].Message);
#endregion

#region choice
NestedReport nested = train.Sample(2000).CompareNested([("small", Pipeline.Empty.TrainBoosting(new() { TreeCount = 10, LeafCount = 4 })), ("large", Pipeline.Empty.TrainBoosting(new() { TreeCount = 30 }))], outerFolds: 3);
Console.WriteLine($"{nested.Mean:0.000} by what was chosen, {nested.InnerMean:0.000} promised");
#endregion

comparison.SaveHtml("artifacts/evaluation/comparison.html");
challenger.Evaluate(test).SaveHtml("artifacts/evaluation/evaluation.html");
slices.SaveHtml("artifacts/evaluation/slices.html");
curve.SaveHtml("artifacts/evaluation/curve.html");
tests.SaveHtml("artifacts/evaluation/tests.html");
model.Predictor!.Report.SaveHtml("artifacts/evaluation/conformal.html");
