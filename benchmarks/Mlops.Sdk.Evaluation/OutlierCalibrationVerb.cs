using System.Globalization;
using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>How many rows like the training rows each threshold flags: every alarm is a false one.</summary>
internal static class OutlierCalibrationVerb
{
    private static readonly string[] s_usual = ["isolation_forest", "knn_20", "ecod", "copod", "hbos_auto", "mcd", "gmm", "cblof", "ensemble"];

    private static readonly (string Name, Func<RandomStream, double> Draw)[] s_shapes =
    [
        ("normal", random => random.NextGaussian()), ("log_normal", random => Math.Exp(random.NextGaussian())), ("student_3", StudentOfThree),
    ];

    private static readonly (string Name, OutlierThreshold Threshold)[] s_thresholds =
    [
        ("false_alarm_rate_0.05", OutlierThreshold.FalseAlarmRate(0.05)), ("false_alarm_rate_0.01", OutlierThreshold.FalseAlarmRate(0.01)), ("tail_fit_0.01", OutlierThreshold.TailFit(0.01)), ("tail_fit_0.001", OutlierThreshold.TailFit(0.001)),
        ("contamination_0.05", OutlierThreshold.Contamination(0.05)), ("mad_3.5", OutlierThreshold.Mad()), ("esd_0.05", OutlierThreshold.Esd()),
    ];

    /// <summary>outlier-calibration [--methods a,b] [--repeats R] [--rows N] [--columns D]: draws of one distribution, learnt from and scored.</summary>
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        string[] methods = arguments.List("methods") is { Length: > 0 } chosen ? chosen : s_usual;
        foreach (string method in methods.Where(method => !DetectionMethods.ByName.ContainsKey(method)))
            throw new ArgumentException($"There is no method '{method}'. Methods: {string.Join(", ", DetectionMethods.ByName.Keys)}.");
        int repeats = (int)arguments.Number("repeats", 20), rows = (int)arguments.Number("rows", 800), columns = (int)arguments.Number("columns", 4);
        var results = new JsonArray();
        Console.WriteLine($"{"method",-20}{"threshold",-24}{string.Concat(s_shapes.Select(shape => $"{shape.Name,12}"))}");
        foreach (string method in methods)
        {
            foreach ((string name, OutlierThreshold threshold) in s_thresholds)
            {
                var line = new List<double>();
                foreach ((string shape, Func<RandomStream, double> draw) in s_shapes)
                {
                    double rate = 0;
                    for (int round = 0; round < repeats; round++)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        var random = RandomStream.For(arguments.Seed + (ulong)round, shape);
                        FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethods.ByName[method], Threshold = threshold }).Fit(Table(random, rows, columns, draw), new() { Seed = (ulong)round }, cancellationToken);
                        rate += fitted.ScoreRows(Table(random, 2000, columns, draw), cancellationToken).Average(score => score > fitted.Cutoff ? 1.0 : 0) / repeats;
                    }

                    line.Add(rate);
                    results.Add(new JsonObject { ["method"] = method, ["threshold"] = name, ["columns"] = shape, ["false_alarm_rate"] = rate });
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method,-20}{name,-24}{string.Concat(line.Select(rate => FormattableString.Invariant($"{rate,12:F4}")))}"));
            }
        }

        var result = new JsonResult();
        result.Set("repeats", repeats);
        result.Set("rows", rows);
        result.Set("results", results);
        return result;
    }

    private static double StudentOfThree(RandomStream random)
    {
        double squares = 0;
        for (int i = 0; i < 3; i++) squares += Math.Pow(random.NextGaussian(), 2);
        return random.NextGaussian() / Math.Sqrt(squares / 3);
    }

    private static Dataset Table(RandomStream random, int rows, int columns, Func<RandomStream, double> draw) =>
        new(Enumerable.Range(0, columns).Select(column => new NumberColumn($"x{column}", Enumerable.Range(0, rows).Select(_ => draw(random)).ToArray())).ToArray());
}
