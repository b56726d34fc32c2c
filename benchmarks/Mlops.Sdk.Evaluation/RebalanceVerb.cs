using System.Text.Json.Nodes;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Evaluation;

/// <summary>Whether rebalancing pays on a table, and what a method makes of it.</summary>
internal static class RebalanceVerb
{
    private static readonly Dictionary<string, Func<int?, bool, RebalanceMethod>> s_methods = new(StringComparer.Ordinal)
    {
        ["random_over"] = (_, _) => RebalanceMethod.RandomOver,
        ["random_under"] = (_, _) => RebalanceMethod.RandomUnder,
        ["class_weights"] = (_, _) => RebalanceMethod.ClassWeights,
        ["rose"] = (_, _) => RebalanceMethod.Rose(),
        ["smote"] = (k, scale) => RebalanceMethod.Smote(k ?? 5, scale),
        ["smote_nc"] = (k, scale) => RebalanceMethod.Smote(k ?? 5, scale),
        ["smote_n"] = (k, _) => RebalanceMethod.SmoteNominal(k ?? 5),
        ["borderline_smote"] = (k, scale) => RebalanceMethod.BorderlineSmote(k ?? 5, scale: scale),
        ["borderline_smote_2"] = (k, scale) => RebalanceMethod.BorderlineSmote(k ?? 5, towardsOthers: true, scale: scale),
        ["adasyn"] = (k, scale) => RebalanceMethod.Adasyn(k ?? 5, scale),
        ["smote_tomek"] = (k, scale) => RebalanceMethod.SmoteTomek(k ?? 5, scale),
        ["smote_enn"] = (k, scale) => RebalanceMethod.SmoteEnn(k ?? 5, scale: scale),
        ["tomek_links"] = (_, scale) => RebalanceMethod.TomekLinks(scale),
        ["enn"] = (k, scale) => RebalanceMethod.EditedNeighbors(k ?? 3, scale: scale),
        ["enn_mode"] = (k, scale) => RebalanceMethod.EditedNeighbors(k ?? 3, byVote: true, scale: scale),
        ["renn"] = (k, scale) => RebalanceMethod.EditedNeighbors(k ?? 3, rounds: 100, scale: scale),
        ["all_knn"] = (k, scale) => RebalanceMethod.AllKnn(k ?? 3, scale: scale),
        ["ncr"] = (k, scale) => RebalanceMethod.NeighborhoodCleaning(k ?? 3, scale),
        ["cnn"] = (_, scale) => RebalanceMethod.Condensed(scale),
        ["oss"] = (_, scale) => RebalanceMethod.OneSided(scale),
        ["polynom_fit"] = (_, _) => RebalanceMethod.PolynomialFit,
        ["near_miss_1"] = (k, scale) => RebalanceMethod.NearMiss(1, k ?? 3, scale),
        ["near_miss_2"] = (k, scale) => RebalanceMethod.NearMiss(2, k ?? 3, scale),
        ["near_miss_3"] = (k, scale) => RebalanceMethod.NearMiss(3, k ?? 3, scale),
        ["svm_smote"] = (k, scale) => RebalanceMethod.SvmSmote(k ?? 5, scale: scale),
        ["kmeans_smote"] = (k, scale) => RebalanceMethod.KMeansSmote(neighbors: k ?? 5, scale: scale),
        ["prowsyn"] = (k, scale) => RebalanceMethod.ProWSyn(k ?? 5, scale: scale),
        ["smote_ipf"] = (k, scale) => RebalanceMethod.SmoteIpf(k ?? 5, scale: scale),
        ["geometric_smote"] = (k, scale) => RebalanceMethod.GeometricSmote(k ?? 5, scale: scale),
        ["cluster_centroids"] = (_, scale) => RebalanceMethod.ClusterCentroids(scale: scale),
        ["cluster_centroids_rows"] = (_, scale) => RebalanceMethod.ClusterCentroids(keepsRows: true, scale: scale),
        ["instance_hardness"] = (_, _) => RebalanceMethod.InstanceHardness(),
        ["smogn"] = (k, scale) => RebalanceMethod.Smogn(neighbors: k ?? 5, scale: scale),
        ["smoter"] = (k, scale) => RebalanceMethod.Smogn(neighbors: k ?? 5, perturbation: 0, scale: scale),
    };

    private const int MostClasses = 50;

    // Names that others give the same.
    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.Ordinal)
    {
        ["smotenc"] = "smote_nc", ["smoten"] = "smote_n", ["borderline"] = "borderline_smote", ["borderline_1"] = "borderline_smote", ["borderline_2"] = "borderline_smote_2", ["borderline_smote_1"] = "borderline_smote",
        ["tomek"] = "tomek_links", ["edited_neighbors"] = "enn", ["enn_all"] = "enn", ["allknn"] = "all_knn", ["neighborhood_cleaning"] = "ncr", ["condensed"] = "cnn", ["near_miss"] = "near_miss_1",
        ["nearmiss"] = "near_miss_1", ["nearmiss1"] = "near_miss_1", ["nearmiss2"] = "near_miss_2", ["nearmiss3"] = "near_miss_3", ["one_sided_selection"] = "oss", ["polynom_fit_smote"] = "polynom_fit", ["iht"] = "instance_hardness", ["svmsmote"] = "svm_smote", ["kmeanssmote"] = "kmeans_smote", ["k_means_smote"] = "kmeans_smote", ["g_smote"] = "geometric_smote", ["gsmote"] = "geometric_smote", ["ipf"] = "smote_ipf", ["clustercentroids"] = "cluster_centroids", ["ros"] = "random_over", ["rus"] = "random_under", ["weights"] = "class_weights",
    };

    /// <summary>rebalance FILE --label C [--method M] [--ratio R] [--folds K] [--rows N] [--ensembles true] [--html H]: the advice, with boosting; beside it balanced bagging and EasyEnsemble on the same folds, if asked for.</summary>
    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        Dataset data = WithClasses(Table.Read(arguments, arguments.Positional(0, "a file"), arguments.Required("label"), cancellationToken));
        int most = (int)arguments.Number("rows", 50_000);
        if (most < data.RowCount) data = data.Sample(most, arguments.Seed);
        var options = new RebalanceAdviceOptions
        {
            Method = arguments.Text("method") is { } name ? Method(name, null, scale: true) : null,
            PartialRatio = arguments.Number("ratio", 0.3),
            CrossValidation = new() { Folds = (int)arguments.Number("folds", 5) },
        };
        Pipeline clean = Pipeline.Empty.ImputeMissing().EncodeCategories();
        RebalanceAdvice advice = data.AdviseRebalancing(clean.TrainBoosting(new() { TreeCount = 60, LeafCount = 15 }), options, new() { Seed = arguments.Seed }, cancellationToken);
        Console.WriteLine(advice);
        if (arguments.Text("html") is { } html) advice.SaveHtml(html);
        Metric f1 = LabelData.TaskOf(data.Label!) == TaskKind.Binary ? Metric.F1 : Metric.F1Macro;
        var result = new JsonResult();
        IEnumerable<(string Name, CrossValidationReport Report)> judged = advice.Candidates.Select(one => (one.Name, one.Report));
        if (arguments.Text("ensembles") is "true" or "yes" or "1")
        {
            CrossValidationReport Judge(Pipeline pipeline) => pipeline.CrossValidate(data, options.CrossValidation with { Metrics = [.. advice.Metrics] }, new() { Seed = arguments.Seed }, cancellationToken);
            judged = judged.Append(("balanced_bagging", Judge(clean.TrainBalancedBagging()))).Append(("easy_ensemble", Judge(clean.TrainEasyEnsemble())));
        }

        result.Set("results", JsonResult.Array(judged.Select(one => (JsonNode?)new JsonObject
        {
            ["method"] = one.Name, ["auc"] = JsonResult.Number(one.Report[Metric.Auc].Mean), ["auc_pr"] = JsonResult.Number(one.Report[Metric.AucPr].Mean), ["f1_tuned"] = JsonResult.Number(one.Report[f1].Mean),
            ["balanced_accuracy"] = JsonResult.Number(one.Report[Metric.BalancedAccuracy].Mean), ["brier"] = JsonResult.Number(one.Report[Metric.Brier].Mean), ["auc_pr_standard_error"] = JsonResult.Number(one.Report[Metric.AucPr].StandardError),
        })));
        result.Set("recommended", advice.Recommended.Name);
        result.Set("rows", data.RowCount);
        return result;
    }

    /// <summary>resample FILE --label C --method M [--ratio X] [--neighbors K] [--classes auto|minority|not_minority|not_majority|majority|all] [--scale true] --out FILE2. Distances are taken on the numbers as they are, unless --scale is true. With smogn and smoter, whose label is a number, counts are those of all rows.</summary>
    public static JsonResult Resample(Arguments arguments, CancellationToken cancellationToken)
    {
        string label = arguments.Required("label"), target = arguments.Required("out");
        RebalanceMethod method = Method(arguments.Required("method"), arguments.Text("neighbors") is null ? null : (int)arguments.Number("neighbors", 5), arguments.Text("scale") is "true" or "yes" or "1");
        Dataset table = Table.Read(arguments, arguments.Positional(0, "a file"), label, cancellationToken), data = arguments.Required("method") is "smogn" or "smoter" ? table : WithClasses(table);
        string classes = arguments.Text("classes") ?? "auto";
        if (!Enum.TryParse(classes.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out RebalanceClasses chosen)) throw new ArgumentException($"--classes is '{classes}'; it is one of auto, minority, not_minority, not_majority, majority, all.");
        var rebalancer = new Rebalancer(new() { Method = method, MinorityRatio = arguments.Number("ratio", 1), Classes = chosen });
        Resampled resampled = rebalancer.Resample(data, new() { Seed = arguments.Seed }, cancellationToken);
        Console.WriteLine(resampled.Report);
        resampled.Data.SaveCsv(target, cancellationToken: cancellationToken);
        var result = new JsonResult();
        result.Set("counts_before", Counts(data));
        result.Set("counts_after", Counts(resampled.Data));
        return result;
    }

    private static RebalanceMethod Method(string name, int? neighbors, bool scale)
    {
        string lower = name.ToLowerInvariant().Replace('-', '_');
        return s_methods.TryGetValue(s_aliases.GetValueOrDefault(lower, lower), out Func<int?, bool, RebalanceMethod>? make)
            ? make(neighbors, scale)
            : throw new ArgumentException($"There is no method '{name}'.{(NearestNames.Find(lower, s_methods.Keys) is { } near ? $" Did you mean '{near}'?" : "")} Methods: {string.Join(", ", s_methods.Keys)}.");
    }

    // A few numbers stand for classes: nothing else can be balanced.
    private static Dataset WithClasses(Dataset data)
    {
        if (data.Label is not { Type: ColumnType.Number or ColumnType.Integer } numbers) return data;
        string?[] texts = [.. Enumerable.Range(0, numbers.Length).Select(row => numbers.IsMissing(row) ? null : numbers.GetText(row))];
        return texts.Distinct(StringComparer.Ordinal).Take(MostClasses + 1).Count() > MostClasses ? data : data.With(CategoryColumn.FromValues(numbers.Name, texts), ColumnRole.Label);
    }

    private static JsonObject Counts(Dataset data)
    {
        LabelData label = LabelData.Read(data);
        if (label.Task == TaskKind.Regression) return new JsonObject { ["rows"] = data.RowCount };
        return new JsonObject(label.Classes.Zip(label.CountClasses()).Select(pair => KeyValuePair.Create(pair.First, (JsonNode?)JsonValue.Create(pair.Second))));
    }
}
