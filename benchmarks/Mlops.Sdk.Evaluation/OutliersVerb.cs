using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>Outlier scores of every table in a folder, against its known outliers: AUROC and average precision.</summary>
internal static class OutliersVerb
{
    private static readonly Dictionary<string, OutlierMethod> s_fences = new(StringComparer.Ordinal)
    {
        ["iqr"] = OutlierMethod.Iqr(), ["z_score"] = OutlierMethod.ZScore(), ["mad"] = OutlierMethod.Mad(),
        ["percentile"] = OutlierMethod.Percentile(), ["winsor"] = OutlierMethod.Winsor(), ["adjusted_boxplot"] = OutlierMethod.AdjustedBoxplot(), ["grubbs"] = OutlierMethod.Grubbs(), ["esd"] = OutlierMethod.Esd(),
    };

    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        string folder = arguments.Positional(0, "a folder of CSV files");
        string protocol = arguments.Text("protocol") ?? "transductive";
        if (protocol is not ("adbench" or "transductive")) throw new ArgumentException($"--protocol is adbench or transductive and not '{protocol}'.");
        string[] methods = arguments.List("methods") is { Length: > 0 } chosen ? chosen : [.. DetectionMethods.ByName.Keys];
        foreach (string method in methods.Where(method => !s_fences.ContainsKey(method) && !DetectionMethods.ByName.ContainsKey(method)))
            throw new ArgumentException($"There is no method '{method}'. Methods: {string.Join(", ", s_fences.Keys.Concat(DetectionMethods.ByName.Keys))}.");
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'. Give a folder of CSV files whose last column is 'label'.");
        string? splits = arguments.Text("splits");
        ulong seed = arguments.Seed;
        var rows = new List<(string Dataset, string Method, double Auc, double Ap, double Seconds)>();
        foreach (string path in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            if (!OutlierProtocol.Has(path, cancellationToken)) continue;
            string name = Path.GetFileNameWithoutExtension(path);
            OutlierProtocol data = OutlierProtocol.Read(path, protocol, splits, seed, cancellationToken);
            foreach (string method in methods)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long started = Stopwatch.GetTimestamp();
                double[] scores = ScoreOrName(path, method, data, seed, cancellationToken);
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                (double auc, double ap) = Judge(scores, data.Labels);
                rows.Add((name, method, auc, ap, seconds));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {method,-26} AUROC {auc:F4}  AP {ap:F4}  {seconds:F3} s"));
            }
        }

        if (rows.Count == 0) throw new ArgumentException($"No table in '{folder}' has a numeric column 'label'.");
        var result = new JsonResult();
        result.Set("results", JsonResult.Array(rows.Select(row => (JsonNode?)new JsonObject
        {
            ["dataset"] = row.Dataset, ["method"] = row.Method, ["seed"] = seed, ["auc"] = JsonResult.Number(row.Auc), ["ap"] = JsonResult.Number(row.Ap), ["seconds"] = row.Seconds,
        })));
        result.Set("means", JsonResult.Array(rows.GroupBy(row => row.Method).Select(group => (JsonNode?)new JsonObject
        {
            ["method"] = group.Key, ["auc"] = JsonResult.Number(Mean(group.Select(row => row.Auc))), ["ap"] = JsonResult.Number(Mean(group.Select(row => row.Ap))),
        })));
        return result;
    }

    // Of the tables where it is defined: one with usual rows only has none.
    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static double[] ScoreOrName(string path, string method, OutlierProtocol data, ulong seed, CancellationToken cancellationToken)
    {
        try
        {
            return Score(method, data, seed, cancellationToken);
        }
        catch (MlopsException error)
        {
            throw new ArgumentException($"'{path}' by {method}: {error.Message}", error);
        }
    }

    private static double[] Score(string method, OutlierProtocol data, ulong seed, CancellationToken cancellationToken)
    {
        if (s_fences.TryGetValue(method, out OutlierMethod? fence))
            return new OutlierHandler(new() { Method = fence }).Fit(data.Train, cancellationToken: cancellationToken).ScoreRows(data.Test ?? data.Train);
        var detector = new OutlierDetector(new() { Method = DetectionMethods.ByName[method], Scaling = DetectionScaling.None });
        if (data.Test is not { } test) return Training(data.Train);
        if (DetectionMethods.IsAlone(method)) return Training(test);
        return DetectionMethods.IsJoint(method) ? Training(data.Train.Append(test))[data.Train.RowCount..] : detector.Fit(data.Train, new() { Seed = seed }, cancellationToken).ScoreRows(test, cancellationToken);

        double[] Training(Dataset rows) => detector.FitTransform(rows, new() { Seed = seed }, cancellationToken).TrainingOutput!["outlier_score"].ToNumbers().ToArray();
    }

    /// <summary>Ranks are all that AUROC and average precision look at, so ranks stand for scores.</summary>
    private static (double Auc, double Ap) Judge(double[] scores, Column label)
    {
        double[] ranks = Numerics.Ranks.Average(scores);
        Predictions predictions = Predictions.ForPositive("label", ["0", "1"], Array.ConvertAll(ranks, rank => double.IsNaN(rank) ? 0 : rank / (ranks.Length + 1)));
        Dataset truth = new Dataset(label).WithRole("label", ColumnRole.Label);
        return (Metric.Auc.Compute(predictions, truth).Value ?? double.NaN, Metric.AucPr.Compute(predictions, truth).Value ?? double.NaN);
    }
}
