namespace Mlops.Sdk.Evaluation;

/// <summary>What choosing among trainers by cross-validation is worth on any table, and how much better the choice looks than it is.</summary>
internal static class NestedVerb
{
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        Dataset all = Table.Read(arguments, arguments.Required("data"), arguments.Required("label"), cancellationToken);
        int most = (int)arguments.Number("rows", 5_000);
        if (most < all.RowCount) all = all.Sample(most, arguments.Seed);
        Pipeline encoded = Pipeline.Empty.ImputeMissing().EncodeCategories();
        NestedReport report = all.CompareNested(
            [("boosting", encoded.TrainBoosting(new() { TreeCount = 60 })), ("shallow boosting", encoded.TrainBoosting(new() { TreeCount = 60, LeafCount = 4 })), ("linear", encoded.TrainLinear()), ("forest", encoded.TrainForest(new() { TreeCount = 50 }))],
            new() { CrossValidation = new() { Folds = 3 } }, (int)arguments.Number("folds", 3), new() { Seed = arguments.Seed }, cancellationToken);
        Console.WriteLine(report);
        var result = new JsonResult();
        result.Set("metric", report.Metric.Name);
        result.Set("mean", report.Mean);
        result.Set("inner_mean", report.InnerMean);
        result.Set("optimism", report.Optimism);
        return result;
    }
}
