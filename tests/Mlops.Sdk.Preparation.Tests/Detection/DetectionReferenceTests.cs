using System.Text.Json;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Preparation.Tests.Detection;

public sealed class DetectionReferenceTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "knn_largest", "iris", "scores" }, { "knn_largest", "wine", "scores" }, { "knn_mean", "iris", "scores" }, { "knn_median", "wine", "scores" },
        { "ecod", "iris", "scores" }, { "ecod", "wine", "scores" }, { "copod", "iris", "scores" }, { "copod", "wine", "scores" },
        { "hbos_bins_10", "wine", "scores" }, { "hbos_bins_auto", "iris", "scores" }, { "hbos_bins_auto", "wine", "scores" },
        { "pca", "iris", "scores" }, { "pca", "wine", "scores" }, { "mahalanobis_sq", "iris", "d2" }, { "gmm_1comp", "wine", "scores" },
        { "cof_k20", "breast_cancer", "scores" }, { "cof_k20", "wine", "scores" },
        { "lof_k5", "wine", "lof" }, { "lof_k20", "iris", "lof" }, { "lof_k35", "diabetes", "lof" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void TrainingScores_AllMethods_EqualTheReference(string id, string dataset, string scores)
    {
        bool scaled = id.StartsWith("knn", StringComparison.Ordinal) || id.StartsWith("lof", StringComparison.Ordinal) || id is "gmm_1comp" or "cof_k20";
        JsonElement tolerance = DetectionReference.Case(id, dataset).GetProperty("tolerance");
        double[] actual = DetectionReference.TrainingScores(DetectionReference.Data(dataset, scaled), MethodOf(id));

        DetectionReference.Close(DetectionReference.Expected(id, dataset, scores), actual, Math.Max(1e-8, tolerance.GetProperty("rel").GetDouble()), 1e-9, mayDiffer: id == "lof_k20" ? 1 : 0);
    }

    [Fact]
    public void ConnectivityFactor_TiedDistances_AreOrderedByRowWithLittleEffect() =>
        DetectionReference.Close(DetectionReference.Expected("cof_k20", "iris", "scores"), DetectionReference.TrainingScores(DetectionReference.Data("iris", scaled: true), DetectionMethod.ConnectivityFactor(20, distinct: false)), 0.02);

    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    public void OneClassSvm_RandomDirections_ComesCloseToTheExactMachine(string dataset)
    {
        double[] exact = DetectionReference.Expected("ocsvm_rbf_nu0.5", dataset, "scores");
        double[] scores = DetectionReference.TrainingScores(DetectionReference.Data(dataset, scaled: true), DetectionMethod.OneClassSvm(directions: 1024));

        Assert.InRange(Correlation.Pearson(exact, scores), 0.995, 1);
        Assert.InRange(Correlation.Pearson(Ranks.Average(exact), Ranks.Average(scores)), 0.99, 1);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    [InlineData("diabetes")]
    public void ScoreRows_LocalOutlierFactor_OfNewRowsEqualsTheReference(string dataset)
    {
        Dataset data = DetectionReference.Data(dataset, scaled: true);
        int half = data.RowCount / 2;
        double[] actual = DetectionReference.Fit(data.Slice(0, half), DetectionMethod.LocalOutlierFactor(20, distinct: false)).ScoreRows(data.Slice(half, data.RowCount - half));

        DetectionReference.Close(DetectionReference.Expected("lof_novelty_k20", dataset, "lof"), actual, 1e-7);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    public void ProbabilityOfRows_BothKinds_EqualTheReference(string dataset)
    {
        Dataset data = DetectionReference.Data(dataset, scaled: true);
        foreach ((OutlierProbability kind, string name) in ((OutlierProbability, string)[])[(OutlierProbability.Linear, "linear"), (OutlierProbability.Unify, "unify")])
        {
            double[] expected = DetectionReference.Expected("knn_predict_proba", dataset, name);
            FittedOutlierDetector fitted = new OutlierDetector(new() { Method = DetectionMethod.KNearest(5), Scaling = DetectionScaling.None, Probability = kind }).Fit(data);
            DetectionReference.Close(expected, fitted.ProbabilityOfRows(data.Slice(0, expected.Length)), 1e-7, 1e-9);
        }
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    [InlineData("diabetes")]
    public void ShrunkCovariance_BothKinds_EqualTheReference(string dataset)
    {
        ReadOnlyMemory<double>[] columns = [.. DetectionReference.Columns(dataset, scaled: true).Select(column => (ReadOnlyMemory<double>)column)];
        foreach ((string id, CovarianceEstimate estimate) in ((string, CovarianceEstimate)[])[("ledoit_wolf", ShrunkCovariance.LedoitWolf(columns, new())), ("oas", ShrunkCovariance.Oas(columns, new()))])
        {
            JsonElement expected = DetectionReference.Case(id, dataset).GetProperty("expected");
            double[] distances = expected.Numbers("d2"), own = new MahalanobisScorer(estimate.Location, estimate.Covariance).Score(columns, new());
            Assert.Equal(expected.GetProperty("shrinkage").GetDouble(), estimate.Shrinkage, 1e-9);
            DetectionReference.Close(expected.Numbers("cov_row0"), estimate.Covariance[..columns.Length], 1e-8, 1e-10);
            DetectionReference.Close(distances, own[..distances.Length], 1e-8);
        }
    }

    [Theory]
    [InlineData("wine")]
    [InlineData("diabetes")]
    public void RobustCovariance_Determinant_IsAsSmallAsTheReference(string dataset)
    {
        JsonElement expected = DetectionReference.Case("mcd", dataset).GetProperty("expected");
        ReadOnlyMemory<double>[] columns = [.. DetectionReference.Columns(dataset, scaled: true).Select(column => (ReadOnlyMemory<double>)column)];
        RobustCovariance robust = RobustCovariance.Fit(columns, null, new RandomStream(1), new());
        double least = expected.GetProperty("raw_logdet").GetDouble();

        Assert.InRange(robust.RawLogDeterminant, least - 5, least + 0.02);
        if (Math.Abs(robust.RawLogDeterminant - least) > 1e-6) return;
        DetectionReference.Close(expected.Numbers("location"), robust.Estimate.Location, 0.01, 1e-3);
        DetectionReference.Close(expected.Numbers("dist"), new MahalanobisScorer(robust.Estimate.Location, robust.Estimate.Covariance).Score(columns, new()), 0.01);
    }

    [Fact]
    public void IsolationForest_GivenTrees_ScoresAsTheReference()
    {
        JsonElement one = DetectionReference.Case("iforest_explicit_trees", "iris");
        ReadOnlyMemory<double>[] columns = [.. DetectionReference.Columns("iris", scaled: false).Select(column => (ReadOnlyMemory<double>)Array.ConvertAll(column, value => (double)(float)value))];
        OutlierScorer forest = GivenTrees.Load([.. one.GetProperty("trees").EnumerateArray()], columns.Length, sample: 64);

        DetectionReference.Close(one.GetProperty("expected").Numbers("score"), forest.Score(columns, new()), 1e-7);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    [InlineData("breast_cancer")]
    public void IsolationForest_OwnTrees_RankAsTheReference(string dataset)
    {
        JsonElement one = DetectionReference.Case("iforest_auc_band", dataset);
        double[] target = Reference.Read(dataset).Target;
        int[] outlier = Array.ConvertAll(target, value => value == (dataset == "breast_cancer" ? 0 : 2) ? 1 : 0);
        double auc = Enumerable.Range(1, 5).Average(seed =>
        {
            double[] scores = DetectionReference.TrainingScores(DetectionReference.Data(dataset), DetectionMethod.IsolationForest(), (ulong)seed);
            return ScoreRanking.Create(scores, outlier, 1).Score([], outlier.Count(code => code == 1), outlier.Count(code => code == 0)).Auc;
        });

        Assert.Equal(one.GetProperty("expected").GetProperty("auc_mean").GetDouble(), auc, one.GetProperty("tolerance").GetProperty("abs").GetDouble() / 2);
    }

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
        "mahalanobis_sq" => DetectionMethod.Mahalanobis(CovarianceShrinkage.None),
        _ => DetectionMethod.LocalOutlierFactor(int.Parse(id["lof_k".Length..], System.Globalization.CultureInfo.InvariantCulture), distinct: false),
    };
}
