using System.Globalization;
using System.Text.Json;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

/// <summary>Every case of <c>detection.json</c>, within its tolerance; those of <see cref="Differing"/> are held to the definition that is ours instead.</summary>
public sealed class DetectionReferenceTests
{
    /// <summary>Cases whose peer has another definition, and why ours is another.</summary>
    private static readonly Dictionary<(string Id, string Dataset), string> s_differing = new()
    {
        [("lof_k5", "iris")] = "Rows are as far as the fifth neighbor: the peer takes those that its tree finds first, ours are those that come first.",
        [("lof_k35", "iris")] = "As lof_k5.",
        [("cof_k20", "iris")] = "Distances within the chains are tied: the peer links in the order that its sort leaves, ours in that of rows.",
        [("ecod_decision_function", "iris")] = "The peer scores later rows as a part of the training rows, so that a score depends on its batch.",
        [("ecod_decision_function", "wine")] = "As on iris.",
        [("ecod_decision_function", "breast_cancer")] = "As on iris.",
        [("copod_decision_function", "iris")] = "As for ECOD.",
        [("copod_decision_function", "breast_cancer")] = "As for ECOD.",
        [("ocsvm_rbf_nu0.5", "iris")] = "The kernel is approximated by random features, so that cost does not grow with the square of the rows.",
        [("ocsvm_rbf_nu0.5", "wine")] = "As on iris.",
    };

    public static TheoryData<string, string> Met => DetectionReference.Select((id, dataset) => !s_differing.ContainsKey((id, dataset)));

    public static TheoryData<string, string> Differing => DetectionReference.Select((id, dataset) => s_differing.ContainsKey((id, dataset)));

    [Fact]
    public void Cases_AllOfThem_AreMetOrListed()
    {
        Assert.Equal(72, Met.Count + Differing.Count);
        Assert.Equal(s_differing.Count, Differing.Count);
    }

    [Theory]
    [MemberData(nameof(Met))]
    public void Case_OfThePeer_IsMetWithinItsTolerance(string id, string dataset)
    {
        JsonElement one = DetectionReference.Case(id, dataset), expected = one.GetProperty("expected");
        switch (id)
        {
            case "ledoit_wolf" or "oas": HasCovariance(one, dataset, id == "oas"); break;
            case "mcd": HasRobustCovariance(one, dataset); break;
            case "lof_novelty_k20": HasScoresOfLaterRows(one, dataset); break;
            case "knn_predict_proba": HasProbabilities(one, dataset); break;
            case "iforest_explicit_trees": HasScoresOfGivenTrees(one, dataset); break;
            case "iforest_auc_band": RanksAsForest(one, dataset); break;
            case "abod_fast_k10": SeesAngles(one, dataset); break;
            case "mad_col0": HasModifiedZScores(one, dataset); break;
            case "mahalanobis_sq":
                double[] distances = DetectionReference.TrainingScores(DetectionReference.Data(dataset), MethodOf(id));
                double cutoff = ChiSquared.Quantile(0.975, Reference.Read(dataset).Columns.Length);
                DetectionReference.Close(one, expected.Numbers("d2"), distances);
                Assert.Equal(expected.GetProperty("cutoff").GetDouble(), cutoff, 1e-8);
                Assert.Equal(expected.GetProperty("n_out").GetInt32(), distances.Count(distance => distance > cutoff));
                break;
            default: HasScores(one, dataset); break;
        }
    }

    [Theory]
    [MemberData(nameof(Differing))]
    public void Case_OfAnotherDefinition_IsThatOfOurs(string id, string dataset)
    {
        JsonElement one = DetectionReference.Case(id, dataset), expected = one.GetProperty("expected");
        if (id.EndsWith("_decision_function", StringComparison.Ordinal)) ScoresLaterRowsByTheTrainingRows(one, dataset, id[..id.IndexOf('_', StringComparison.Ordinal)]);
        else if (id == "ocsvm_rbf_nu0.5") ComesCloseToTheExactMachine(expected.Numbers("scores"), dataset);
        else if (id == "cof_k20") LinksMostChainsAsThePeer(one, dataset);
        else LiesWithinWhatTiesLeaveOpen(one, dataset, Neighbors(id));
    }

    private static void HasScores(JsonElement one, string dataset)
    {
        string id = one.GetProperty("id").GetString()!;
        JsonElement expected = one.GetProperty("expected");
        bool scaled = id.StartsWith("knn", StringComparison.Ordinal) || id.StartsWith("lof", StringComparison.Ordinal) || id is "gmm_1comp" or "cof_k20" or "kde_bw1";
        (FittedOutlierDetector fitted, double[] scores) = DetectionReference.FitTransform(DetectionReference.Data(dataset, scaled), MethodOf(id), OutlierThreshold.Contamination(0.1));

        DetectionReference.Close(one, expected.Numbers(id.StartsWith("lof", StringComparison.Ordinal) ? "lof" : "scores"), scores);
        foreach (string name in (string[])["threshold", "threshold_contam0_1"])
            if (expected.TryGetProperty(name, out JsonElement cutoff)) Assert.Equal(1, fitted.Cutoff / cutoff.GetDouble(), 1e-8);
        if (expected.TryGetProperty("n_out", out JsonElement flagged)) Assert.Equal(flagged.GetInt32(), ((OutlierDetectorReport)fitted.Report).FlaggedRows);
        if (!expected.TryGetProperty("explained_variance", out _)) return;
        double[][] columns = DetectionReference.Columns(dataset, scaled: true);
        double[] rows = [.. Enumerable.Range(0, columns[0].Length).SelectMany(row => columns.Select(column => column[row]))];
        DetectionReference.Close(one, expected.Numbers("explained_variance"), PrincipalVariances.Of(rows, columns[0].Length, columns.Length));
    }

    private static void HasScoresOfLaterRows(JsonElement one, string dataset)
    {
        (Dataset first, Dataset rest) = Halves(DetectionReference.Data(dataset, scaled: true));
        DetectionReference.Close(one, one.GetProperty("expected").Numbers("lof"), DetectionReference.Fit(first, DetectionMethod.LocalOutlierFactor(20, distinct: false)).ScoreRows(rest));
    }

    private static void HasProbabilities(JsonElement one, string dataset)
    {
        Dataset data = DetectionReference.Data(dataset, scaled: true);
        foreach ((OutlierProbability kind, string name) in ((OutlierProbability, string)[])[(OutlierProbability.Linear, "linear"), (OutlierProbability.Unify, "unify")])
        {
            double[] expected = one.GetProperty("expected").Numbers(name);
            FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.KNearest(5), Scaling = DetectionScaling.None, Probability = kind }).Fit(data);
            DetectionReference.Close(one, expected, fitted.ProbabilityOfRows(data.Slice(0, expected.Length)));
        }
    }

    private static void HasCovariance(JsonElement one, string dataset, bool oas)
    {
        ReadOnlyMemory<double>[] columns = DetectionReference.Memory(DetectionReference.Columns(dataset, scaled: true));
        CovarianceEstimate estimate = oas ? ShrunkCovariance.Oas(columns, new()) : ShrunkCovariance.LedoitWolf(columns, new());
        JsonElement expected = one.GetProperty("expected");
        double[] distances = expected.Numbers("d2"), own = new MahalanobisScorer(estimate.Location, estimate.Covariance).Score(columns, new());
        Assert.Equal(1, estimate.Shrinkage / expected.GetProperty("shrinkage").GetDouble(), 1e-8);
        DetectionReference.Close(expected.Numbers("cov_row0"), estimate.Covariance[..columns.Length], 1e-8, 1e-12);
        DetectionReference.Close(one, distances, own[..distances.Length]);
    }

    private static void HasRobustCovariance(JsonElement one, string dataset)
    {
        ReadOnlyMemory<double>[] columns = DetectionReference.Memory(DetectionReference.Columns(dataset, scaled: true));
        RobustCovariance robust = RobustCovariance.Fit(columns, null, new RandomStream(1), new());
        JsonElement expected = one.GetProperty("expected");
        double least = expected.GetProperty("raw_logdet").GetDouble();
        Assert.InRange(robust.RawLogDeterminant, least - 5, least + 0.02);
        if (Math.Abs(robust.RawLogDeterminant - least) > 1e-6) return;
        DetectionReference.Close(expected.Numbers("location"), robust.Estimate.Location, 0.01, 1e-3);
        DetectionReference.Close(expected.Numbers("cov"), robust.Estimate.Covariance[..columns.Length], 0.01, 1e-3);
        DetectionReference.Close(one, expected.Numbers("dist"), new MahalanobisScorer(robust.Estimate.Location, robust.Estimate.Covariance).Score(columns, new()));
    }

    private static void HasScoresOfGivenTrees(JsonElement one, string dataset)
    {
        // The trees were grown on, and compare, single precision.
        ReadOnlyMemory<double>[] columns = DetectionReference.Memory(Array.ConvertAll(DetectionReference.Columns(dataset, scaled: false), column => Array.ConvertAll(column, value => (double)(float)value)));
        OutlierScorer forest = GivenTrees.Load([.. one.GetProperty("trees").EnumerateArray()], columns.Length, sample: 64);
        DetectionReference.Close(one, one.GetProperty("expected").Numbers("score"), forest.Score(columns, new()));
    }

    private static void RanksAsForest(JsonElement one, string dataset)
    {
        double[] target = Reference.Read(dataset).Target;
        int[] outlier = Array.ConvertAll(target, value => value == (dataset == "breast_cancer" ? 0 : 2) ? 1 : 0);
        double auc = Enumerable.Range(1, 5).Average(seed =>
        {
            double[] scores = DetectionReference.TrainingScores(DetectionReference.Data(dataset), DetectionMethod.IsolationForest(), (ulong)seed);
            return ScoreRanking.Create(scores, outlier, 1).Score([], outlier.Count(code => code == 1), outlier.Count(code => code == 0)).Auc;
        });

        Assert.Equal(one.GetProperty("expected").GetProperty("auc_mean").GetDouble(), auc, one.GetProperty("tolerance").GetProperty("abs").GetDouble() / 2);
    }

    // The peer's score is minus the variance, ours minus its logarithm; the peer has the row itself among the ten, at which there is no angle.
    private static void SeesAngles(JsonElement one, string dataset)
    {
        double[] expected = one.GetProperty("expected").Numbers("scores");
        double[] actual = Array.ConvertAll(DetectionReference.TrainingScores(DetectionReference.Data(dataset, scaled: true), DetectionMethod.AngleBased(9, distinct: false)), score => -Math.Exp(-score));
        var ties = new TiedNeighbors(DetectionReference.Columns(dataset, scaled: true), 9);
        DetectionReference.Close(one, expected, actual, ties.IsFree);
        Assert.InRange(Correlation.Pearson(Ranks.Average(expected), Ranks.Average(actual)), 0.999, 1);
    }

    private static void HasModifiedZScores(JsonElement one, string dataset)
    {
        double[] values = Reference.Read(dataset).Columns[0];
        FencedColumn column = new OutlierHandler(new() { Method = OutlierMethod.Mad(3.5) }).Fit(Reference.ToDataset([values])).State.Columns[0];
        double middle = (column.Low!.Value + column.High!.Value) / 2, unit = (column.High.Value - column.Low.Value) / 7;
        DetectionReference.Close(one.GetProperty("expected").Numbers("scores"), Array.ConvertAll(values, value => Math.Abs(value - middle) / unit), 1e-9, 1e-13);
        Assert.Equal(one.GetProperty("expected").GetProperty("n_out").GetInt32(), column.Below + column.Above);
    }

    private static void LiesWithinWhatTiesLeaveOpen(JsonElement one, string dataset, int neighbors)
    {
        double[] expected = one.GetProperty("expected").Numbers("lof");
        double[] actual = DetectionReference.TrainingScores(DetectionReference.Data(dataset, scaled: true), DetectionMethod.LocalOutlierFactor(neighbors, distinct: false));
        var ties = new TiedNeighbors(DetectionReference.Columns(dataset, scaled: true), neighbors);
        (double Low, double High)[] bounds = ties.LocalOutlierFactors();
        Assert.InRange(bounds.Where((_, row) => ties.IsFree(row)).Count(), 75, 149);
        DetectionReference.Close(one, expected, actual, ties.IsFree);
        Assert.All(bounds, (bound, row) =>
        {
            foreach (double score in (double[])[actual[row], expected[row]]) Assert.InRange(score, bound.Low * (1 - 1e-9), bound.High * (1 + 1e-9));
        });
    }

    // On iris there is no row without equal distances somewhere in the chains that its score is made of; most of them change no link.
    private static void LinksMostChainsAsThePeer(JsonElement one, string dataset)
    {
        double[] expected = one.GetProperty("expected").Numbers("scores");
        double[] actual = DetectionReference.TrainingScores(DetectionReference.Data(dataset, scaled: true), MethodOf("cof_k20"));
        Assert.InRange(expected.Zip(actual).Count(pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * pair.First), 60, 149);
        DetectionReference.Close(expected, actual, 0.02);
    }

    private static void ScoresLaterRowsByTheTrainingRows(JsonElement one, string dataset, string rule)
    {
        DetectionMethod method = rule == "ecod" ? DetectionMethod.Ecod : DetectionMethod.Copod;
        Dataset all = DetectionReference.Data(dataset);
        (Dataset first, Dataset rest) = Halves(all);

        // As a part of one table ours are the peer's.
        DetectionReference.Close(one, one.GetProperty("expected").Numbers("scores"), DetectionReference.TrainingScores(all, method)[first.RowCount..]);

        // Ours: the tails of the training rows with the row itself as one more of them.
        double[] expected = new double[rest.RowCount];
        foreach (Column column in first.Columns)
        {
            double[] train = column.ToNumbers().ToArray(), later = rest[column.Name].ToNumbers().ToArray();
            double mean = train.Average(), skewness = train.Sum(value => Math.Pow(value - mean, 3)), most = train.Length + 1;
            for (int row = 0; row < later.Length; row++)
            {
                double left = -Math.Log((train.Count(value => value <= later[row]) + 1) / most), right = -Math.Log((train.Count(value => value >= later[row]) + 1) / most);
                double leaning = skewness < 0 ? left : skewness > 0 ? right : left + right;
                expected[row] += Math.Max(leaning, rule == "ecod" ? Math.Max(left, right) : (left + right) / 2);
            }
        }

        DetectionReference.Close(expected, DetectionReference.Fit(first, method).ScoreRows(rest), 1e-12);
    }

    private static void ComesCloseToTheExactMachine(double[] exact, string dataset)
    {
        double[] scores = DetectionReference.TrainingScores(DetectionReference.Data(dataset, scaled: true), DetectionMethod.OneClassSvm(directions: 4096));

        Assert.InRange(Correlation.Pearson(exact, scores), 0.999, 1);
        Assert.InRange(Correlation.Pearson(Ranks.Average(exact), Ranks.Average(scores)), 0.997, 1);
    }

    private static (Dataset First, Dataset Later) Halves(Dataset data) => (data.Slice(0, data.RowCount / 2), data.Slice(data.RowCount / 2, data.RowCount - (data.RowCount / 2)));

    private static int Neighbors(string id) => int.Parse(id["lof_k".Length..], CultureInfo.InvariantCulture);

    private static DetectionMethod MethodOf(string id) => id switch
    {
        "knn_largest" => DetectionMethod.KNearest(5),
        "knn_mean" => DetectionMethod.KNearest(5, NeighborStatistic.Mean),
        "knn_median" => DetectionMethod.KNearest(5, NeighborStatistic.Median),
        "ecod" => DetectionMethod.Ecod,
        "copod" => DetectionMethod.Copod,
        "hbos_bins_10" => DetectionMethod.Hbos(10),
        "hbos_bins_auto" => DetectionMethod.Hbos(),
        "pca" => DetectionMethod.AxisDistance,
        "gmm_1comp" => DetectionMethod.GaussianMixture(),
        "cof_k20" => DetectionMethod.ConnectivityFactor(20, distinct: false),
        "kde_bw1" => DetectionMethod.KernelDensity(1),
        "mahalanobis_sq" => DetectionMethod.Mahalanobis(CovarianceShrinkage.None),
        _ => DetectionMethod.LocalOutlierFactor(Neighbors(id), distinct: false),
    };
}
