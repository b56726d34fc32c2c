using System.Globalization;
using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>How often the interval of an AUC holds the true one: normal scores of equal variance, whose area is known, and each way to make the interval.</summary>
internal static class IntervalCoverageVerb
{
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        int repeats = (int)arguments.Number("repeats", 2000), bootstrapRepeats = (int)arguments.Number("bootstrap-repeats", repeats / 4.0), resamples = (int)arguments.Number("resamples", 200);
        int[] sizes = [.. (arguments.List("sizes") is { Length: > 0 } given ? given : ["50", "200", "1000"]).Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        double[] areas = [.. (arguments.List("aucs") is { Length: > 0 } asked ? asked : ["0.7", "0.9", "0.98"]).Select(area => double.Parse(area, CultureInfo.InvariantCulture))];
        double share = arguments.Number("positive", 0.2), confidence = arguments.Number("confidence", 0.95);
        var results = new JsonArray();
        Console.WriteLine($"{"auc",6}{"rows",8}  {"interval",-12}{"holds it",10}{"below",9}{"above",9}{"width",9}{"of",8}");
        foreach (double area in areas)
        {
            double shift = Math.Sqrt(2) * Normal.Quantile(area);
            foreach (int rows in sizes)
            {
                foreach (AucIntervalMethod method in Enum.GetValues<AucIntervalMethod>())
                {
                    int rounds = method == AucIntervalMethod.DeLong ? repeats : bootstrapRepeats, below = 0, above = 0;
                    double width = 0;
                    for (int round = 0; round < rounds; round++)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        (Dataset data, Predictions said) = Draw(rows, share, shift, (ulong)round + arguments.Seed * 1_000_003);
                        MetricValue value = said.Evaluate(data, new() { Metrics = [Metric.Auc], AucInterval = method, Bootstrap = resamples, Confidence = confidence }, new() { Seed = (ulong)round }, cancellationToken)[Metric.Auc];
                        if (area < value.Lower) below++;
                        if (area > value.Upper) above++;
                        width += (value.Upper - value.Lower)!.Value / rounds;
                    }

                    double holds = 1 - (double)(below + above) / rounds;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{area,6:0.##}{rows,8}  {method,-12}{holds,10:P1}{(double)below / rounds,9:P1}{(double)above / rounds,9:P1}{width,9:0.000}{rounds,8}"));
                    results.Add(new JsonObject { ["auc"] = area, ["rows"] = rows, ["interval"] = method.ToString(), ["holds"] = holds, ["truth_below"] = (double)below / rounds, ["truth_above"] = (double)above / rounds, ["width"] = width, ["repeats"] = rounds });
                }
            }
        }

        var result = new JsonResult();
        result.Set("confidence", confidence);
        result.Set("positive", share);
        result.Set("results", results);
        return result;
    }

    private static (Dataset Data, Predictions Said) Draw(int rows, double share, double shift, ulong seed)
    {
        var random = new RandomStream(seed);
        var scores = new double[rows];
        var codes = new int[rows];
        int positives = Math.Max(2, (int)Math.Round(rows * share));
        for (int row = 0; row < rows; row++)
        {
            codes[row] = row < positives ? 1 : 0;
            scores[row] = 1 / (1 + Math.Exp(-(random.NextGaussian() + codes[row] * shift)));
        }

        Dataset data = new Dataset(new CategoryColumn("y", codes, new CategoryLevels(["no", "yes"]))).WithRole("y", ColumnRole.Label);
        return (data, Predictions.ForPositive("y", ["no", "yes"], scores));
    }
}
