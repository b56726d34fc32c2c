using System.Globalization;
using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>How often the tests of a difference tell one between two models that are equally good: simulated rows, two noisy copies of one score.</summary>
internal static class ComparisonCalibrationVerb
{
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        int repeats = (int)arguments.Number("repeats", 2000);
        double alpha = arguments.Number("alpha", 0.05);
        int[] sizes = [.. (arguments.List("sizes") is { Length: > 0 } given ? given : ["100", "400", "2000"]).Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        (string Name, Metric Metric, DifferenceTest Test)[] tests =
        [
            ("auc, DeLong", Metric.Auc, DifferenceTest.DeLong), ("accuracy, McNemar", Metric.Accuracy, DifferenceTest.McNemar), ("log_loss, bootstrap", Metric.LogLoss, DifferenceTest.Bootstrap),
            ("f1, bootstrap", Metric.F1, DifferenceTest.Bootstrap), ("log_loss, permutation", Metric.LogLoss, DifferenceTest.Permutation), ("auc, bootstrap", Metric.Auc, DifferenceTest.Bootstrap),
        ];
        var results = new JsonArray();
        Console.WriteLine($"{"test",-24}{"rows",8}{"told",9}{"of",8}");
        foreach (int rows in sizes)
        {
            foreach ((string name, Metric metric, DifferenceTest test) in tests)
            {
                // Permutations sort the rows anew each time; as many repeats would take hours.
                int rounds = test is DifferenceTest.DeLong or DifferenceTest.McNemar ? repeats : Math.Max(repeats / (test == DifferenceTest.Permutation ? 4 : 2), 1), told = 0;
                if (test == DifferenceTest.Permutation && rows > 1000) continue;
                for (int round = 0; round < rounds; round++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    (Dataset data, Predictions first, Predictions second) = Draw(rows, (ulong)round + arguments.Seed * 1_000_003);
                    ModelDifference one = data.ComparePredictions([("a", first), ("b", second)], new() { Metric = metric, Test = test, Resamples = 200, FalseAlarmRate = alpha }, new() { Seed = (ulong)round }, cancellationToken).Differences[0];
                    if (one.PValue < alpha) told++;
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{rows,8}{(double)told / rounds,9:P1}{rounds,8}"));
                results.Add(new JsonObject { ["test"] = name, ["rows"] = rows, ["false_alarm_rate"] = (double)told / rounds, ["repeats"] = rounds });
            }
        }

        var result = new JsonResult();
        result.Set("alpha", alpha);
        result.Set("results", results);
        return result;
    }

    private static (Dataset Data, Predictions First, Predictions Second) Draw(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] first = new double[rows], second = new double[rows];
        var codes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            double odds = 1.5 * random.NextGaussian() - 0.8;
            codes[row] = row < 2 ? row : random.NextDouble() < 1 / (1 + Math.Exp(-odds)) ? 1 : 0;
            first[row] = 1 / (1 + Math.Exp(-odds - 0.7 * random.NextGaussian()));
            second[row] = 1 / (1 + Math.Exp(-odds - 0.7 * random.NextGaussian()));
        }

        Dataset data = new Dataset(new CategoryColumn("y", codes, new CategoryLevels(["no", "yes"]))).WithRole("y", ColumnRole.Label);
        return (data, Predictions.ForPositive("y", ["no", "yes"], first), Predictions.ForPositive("y", ["no", "yes"], second));
    }
}
