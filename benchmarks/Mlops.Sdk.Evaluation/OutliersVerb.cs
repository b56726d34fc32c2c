using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Mlops.Sdk.Evaluation;

/// <summary>Outlier scores of every table in a folder, against its known outliers: AUROC and average precision.</summary>
internal static class OutliersVerb
{
    private static readonly Dictionary<string, OutlierMethod> s_methods = new(StringComparer.Ordinal)
    {
        ["iqr"] = OutlierMethod.Iqr(), ["z_score"] = OutlierMethod.ZScore(), ["mad"] = OutlierMethod.Mad(),
    };

    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        string folder = arguments.Positional(0, "a folder of CSV files");
        string protocol = arguments.Text("protocol") ?? "transductive";
        if (protocol is not ("adbench" or "transductive")) throw new ArgumentException($"--protocol is adbench or transductive and not '{protocol}'.");
        string[] methods = arguments.List("methods") is { Length: > 0 } chosen ? chosen : [.. s_methods.Keys];
        foreach (string method in methods.Where(method => !s_methods.ContainsKey(method)))
            throw new ArgumentException($"There is no method '{method}'. Methods: {string.Join(", ", s_methods.Keys)}.");
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'. Give a folder of CSV files whose last column is 'label'.");
        string? splits = arguments.Text("splits");
        ulong seed = arguments.Seed;
        var rows = new List<(string Dataset, string Method, double Auc, double Ap, double Seconds)>();
        foreach (string path in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            Dataset all = Dataset.FromCsv(path, cancellationToken: cancellationToken);
            if (!all.Schema.Contains("label") || !all["label"].IsNumeric) continue;
            all = all.WithRole("label", ColumnRole.Label);
            (Dataset train, Dataset test) = protocol == "transductive" ? (all, all) : Parts(all, name, splits, seed);
            foreach (string method in methods)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long started = Stopwatch.GetTimestamp();
                double[] scores = new OutlierHandler(new() { Method = s_methods[method] }).Fit(train, cancellationToken: cancellationToken).ScoreRows(test);
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                (double auc, double ap) = Judge(scores, test["label"]);
                rows.Add((name, method, auc, ap, seconds));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {method,-10} AUROC {auc:F4}  AP {ap:F4}  {seconds:F3} s"));
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
            ["method"] = group.Key, ["auc"] = JsonResult.Number(group.Average(row => row.Auc)), ["ap"] = JsonResult.Number(group.Average(row => row.Ap)),
        })));
        return result;
    }

    /// <summary>Ranks are all that AUROC and average precision look at, so scores may be squeezed into probabilities.</summary>
    private static (double Auc, double Ap) Judge(double[] scores, Column label)
    {
        double[] squeezed = Array.ConvertAll(scores, score => double.IsInfinity(score) ? 1 : score / (1 + score));
        Predictions predictions = Predictions.ForPositive("label", ["0", "1"], squeezed);
        Dataset truth = new Dataset(label).WithRole("label", ColumnRole.Label);
        return (Metric.Auc.Compute(predictions, truth).Value ?? double.NaN, Metric.AucPr.Compute(predictions, truth).Value ?? double.NaN);
    }

    private static (Dataset Train, Dataset Test) Parts(Dataset all, string name, string? splits, ulong seed)
    {
        if (splits is null) return all.Split(0.3, seed);
        Dataset parts = Dataset.FromCsv(Path.Combine(splits, $"{name}_seed{seed}.csv"));
        int[] Rows(string part) => [.. Enumerable.Range(0, parts.RowCount).Where(row => parts.Row(row).Text("part") == part).Select(row => (int)parts.Row(row).Number("row"))];
        return (all.Take(Rows("train")), all.Take(Rows("test")));
    }
}
