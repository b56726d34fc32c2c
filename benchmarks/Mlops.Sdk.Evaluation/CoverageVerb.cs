using System.Globalization;
using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>How often conformal sets and intervals hold the truth on any table: each method, learnt from a held part and out of fold, over several splits.</summary>
internal static class CoverageVerb
{
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        Dataset all = Table.Read(arguments, arguments.Required("data"), arguments.Required("label"), cancellationToken);
        int most = (int)arguments.Number("rows", 20_000), repeats = (int)arguments.Number("repeats", 3);
        double coverage = arguments.Number("coverage", 0.9);
        if (most < all.RowCount) all = all.Sample(most, arguments.Seed);
        TaskKind task = Extensibility.LabelData.TaskOf(all.Label!);
        (ConformalMethod Method, bool ByClass)[] methods = task == TaskKind.Regression
            ? [(ConformalMethod.AbsoluteResidual, false), (ConformalMethod.NormalizedResidual, false), (ConformalMethod.QuantileRegression, false)]
            : [(ConformalMethod.LeastAmbiguous, false), (ConformalMethod.AdaptiveSets, false), (ConformalMethod.LeastAmbiguous, true), (ConformalMethod.AdaptiveSets, true)];
        var results = new JsonArray();
        Console.WriteLine($"{all.RowCount} rows, {task}, {repeats} splits, {coverage.ToString("P0", CultureInfo.InvariantCulture)} asked");
        Console.WriteLine($"{"method",-28}{"learnt",-14}{"covered",10}{"least part",12}{"mean size",12}");
        foreach ((ConformalMethod method, bool byClass) in methods)
        {
            foreach (bool outOfFold in (bool[])[false, true])
            {
                double covered = 0, size = 0, least = 0;
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    (Dataset train, Dataset test) = all.Split(0.3, arguments.Seed + (ulong)repeat);
                    Pipeline pipeline = Pipeline.Empty.EncodeCategories().TrainBoosting(new() { TreeCount = 60, LeafCount = 15 }).Conformalize(new() { Coverage = coverage, Method = method, ByClass = byClass });
                    pipeline = outOfFold ? pipeline.WithCalibrationFolds(5) : pipeline.WithCalibrationFraction(0.3);
                    CoverageReport report = pipeline.Fit(train, new() { Seed = arguments.Seed + (ulong)repeat }, cancellationToken).Score(test, cancellationToken).EvaluateCoverage(test);
                    covered += report.Rows[0].Covered / repeats;
                    size += report.Rows[0].MeanSize / repeats;
                    least += report.Rows.Skip(1).Min(row => row.Covered) / repeats;
                }

                string name = method + (byClass ? " by class" : ""), how = outOfFold ? "out of fold" : "held part";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{how,-14}{covered,10:P1}{least,12:P1}{size,12:0.###}"));
                results.Add(new JsonObject { ["method"] = name, ["learnt"] = how, ["covered"] = covered, ["least_covered_part"] = least, ["mean_size"] = size });
            }
        }

        var result = new JsonResult();
        result.Set("rows", all.RowCount);
        result.Set("coverage", coverage);
        result.Set("results", results);
        return result;
    }
}
