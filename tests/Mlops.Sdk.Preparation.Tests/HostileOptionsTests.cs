using System.Text.Json;

namespace Mlops.Sdk.Preparation.Tests;

/// <summary>Options that come from a file are held to the ranges of the factories, and lack nothing.</summary>
public sealed class HostileOptionsTests
{
    public static TheoryData<string> Detection => new(
        """{"$kind":"isolation_forest","trees":0,"sample_size":256}""", """{"$kind":"isolation_forest","trees":100,"sample_size":2000000000}""", """{"$kind":"extended_isolation_forest","trees":9,"sample_size":9,"extension":-1}""",
        """{"$kind":"k_nearest","neighbors":-5,"statistic":"Mean","metric":"Euclidean"}""", """{"$kind":"k_nearest","neighbors":5,"statistic":99,"metric":"Euclidean"}""", """{"$kind":"local_outlier_factor","neighbors":0,"distinct":true}""",
        """{"$kind":"connectivity_factor","neighbors":0,"distinct":true}""", """{"$kind":"tails","rule":7}""", """{"$kind":"hbos","regularizer":0,"tolerance":0.5}""", """{"$kind":"hbos","regularizer":0.1,"tolerance":"NaN"}""", """{"$kind":"hbos","regularizer":0.1,"tolerance":0.5,"bins":0}""",
        """{"$kind":"minimum_covariance_determinant","support_fraction":0.2}""", """{"$kind":"mahalanobis","shrinkage":12}""", """{"$kind":"principal_components","rule":"Reconstruction","variance_kept":1.5}""", """{"$kind":"loda","projections":-1,"bins":10}""",
        """{"$kind":"inne","samples":200,"sample_size":1}""", """{"$kind":"cblof","clusters":1,"large_share":0.9,"large_factor":5}""", """{"$kind":"cblof","clusters":8,"large_share":0.9,"large_factor":"Infinity"}""", """{"$kind":"gaussian_mixture","components":101}""",
        """{"$kind":"one_class_svm","nu":0,"directions":256}""", """{"$kind":"one_class_svm","nu":0.5,"directions":1000000000}""", """{"$kind":"one_class_svm","nu":0.5,"directions":256,"gamma":-1}""", """{"$kind":"ensemble","members":[]}""",
        """{"$kind":"ensemble","members":[null]}""", """{"$kind":"ensemble","members":[{"$kind":"ensemble","members":[{"$kind":"tails","rule":"Ecod"}]}]}""", """{"$kind":"isolation_forest"}""", """{"$kind":"ensemble"}""", """{"$kind":"System.Diagnostics.Process"}""", "{}", "null");

    public static TheoryData<string> Thresholds => new(
        """{"$kind":"contamination","share":0.7}""", """{"$kind":"contamination","share":"NaN"}""", """{"$kind":"mad","deviations":0}""", """{"$kind":"mad","deviations":"Infinity"}""", """{"$kind":"tail_fit","probability":0.2,"tail_fraction":0.1}""",
        """{"$kind":"tail_fit","probability":0.01,"tail_fraction":2}""", """{"$kind":"false_alarm_rate","rate":0,"held_out_fraction":0.25}""", """{"$kind":"false_alarm_rate","rate":0.1,"held_out_fraction":1}""", """{"$kind":"esd","maximum_outliers":0,"significance":0.05}""",
        """{"$kind":"esd","maximum_outliers":3,"significance":5}""", """{"$kind":"mad"}""");

    public static TheoryData<string> Fences => new(
        """{"$kind":"iqr","fence":-3}""", """{"$kind":"z_score","threshold":"NaN"}""", """{"$kind":"mad","threshold":"Infinity"}""", """{"$kind":"percentile","low":0.9,"high":0.1}""", """{"$kind":"winsor","fraction":0.5}""", """{"$kind":"adjusted_boxplot","fence":0}""",
        """{"$kind":"grubbs","significance":1}""", """{"$kind":"esd","maximum_outliers":-2,"significance":0.05}""", """{"$kind":"bounds","low":3,"high":2}""", """{"$kind":"bounds","low":"-Infinity","high":"Infinity"}""", """{"$kind":"custom","title":""}""", """{"$kind":"iqr"}""", """{"$kind":"percentile","low":0.1}""");

    public static TheoryData<string> Encodings => new(
        """{"$kind":"auto","max_one_hot_levels":-1}""", """{"$kind":"one_hot","min_fraction":2,"max_levels":9,"missing_column":false,"min_rows":0,"unseen":"AsMissing"}""", """{"$kind":"one_hot","min_fraction":0,"max_levels":0,"missing_column":false,"min_rows":0,"unseen":"AsMissing"}""",
        """{"$kind":"target","smoothing":-1,"folds":5}""", """{"$kind":"target","smoothing":1,"folds":1}""", """{"$kind":"weight_of_evidence","added":0,"folds":5}""", """{"$kind":"james_stein","folds":0}""", """{"$kind":"hashing","buckets":2000000000,"signed":true}""",
        """{"$kind":"hashed_ngrams","buckets":8,"of":"Words","from":3,"to":2,"idf":false,"normalize":true,"signed":true}""", """{"$kind":"hashed_ngrams","buckets":8,"of":"Words","from":1,"to":999,"idf":false,"normalize":true,"signed":true}""");

    public static TheoryData<string> Scales => new(
        """{"$kind":"robust","lower":0.9,"upper":0.1}""", """{"$kind":"min_max","low":1,"high":1,"clip":false}""", """{"$kind":"min_max","low":"-Infinity","high":1,"clip":false}""", """{"$kind":"quantile","output":"Uniform","count":1000000000}""", """{"$kind":"quantile","output":5,"count":100}""");

    public static TheoryData<string> Fills => new(
        """{"$kind":"number","value":"NaN"}""", """{"$kind":"nearest","neighbors":0,"by_distance":false,"scale":true,"donors":5}""", """{"$kind":"nearest","neighbors":5,"by_distance":false,"scale":true,"donors":-5}""", """{"$kind":"chained","model":"Trees","rounds":100000}""", """{"$kind":"chained","model":44,"rounds":3}""");

    public static TheoryData<string> Rebalancings => new(
        """{"$kind":"smote","neighbors":0,"scale":true}""", """{"$kind":"borderline_smote","neighbors":5,"surroundings":-1,"towards_others":false,"scale":true}""", """{"$kind":"svm_smote","neighbors":5,"surroundings":10,"out_step":2,"scale":true}""",
        """{"$kind":"kmeans_smote","clusters":0,"neighbors":5,"most_others":2,"scale":true}""", """{"$kind":"kmeans_smote","clusters":5,"neighbors":5,"most_others":"Infinity","scale":true}""", """{"$kind":"kmeans_smote","clusters":5,"neighbors":5,"most_others":2,"scale":true,"density_exponent":"NaN"}""",
        """{"$kind":"geometric_smote","neighbors":5,"surface":9,"truncation":0,"deformation":0,"scale":true}""", """{"$kind":"geometric_smote","neighbors":5,"surface":"Neighbor","truncation":-2,"deformation":0,"scale":true}""", """{"$kind":"smote_ipf","neighbors":5,"parts":1,"enough_share":0.01,"by_consensus":false,"scale":true}""",
        """{"$kind":"smogn","relevance":0,"neighbors":5,"perturbation":0.02,"scale":true}""", """{"$kind":"rose","shrinkage":-1}""", """{"$kind":"near_miss","version":4,"neighbors":3,"scale":true}""", """{"$kind":"prowsyn","neighbors":5,"surroundings":5,"levels":0,"decay":1,"scale":true}""",
        """{"$kind":"smote"}""", """{"$kind":"System.Diagnostics.Process"}""", "null");

    [Theory]
    [MemberData(nameof(Rebalancings))]
    public void ReadOptions_RebalancingBeyondItsRange_IsRefused(string method) => Refused(new Rebalancer(), $$"""{"method":{{method}}}""");

    [Theory]
    [MemberData(nameof(Encodings))]
    public void ReadOptions_EncodingBeyondItsRange_IsRefused(string method) => Refused(new CategoryEncoder(), $$"""{"method":{{method}}}""");

    [Theory]
    [MemberData(nameof(Scales))]
    public void ReadOptions_ScaleBeyondItsRange_IsRefused(string method) => Refused(new NumberScaler(), $$"""{"method":{{method}}}""");

    [Theory]
    [MemberData(nameof(Fills))]
    public void ReadOptions_FillBeyondItsRange_IsRefused(string method) => Refused(new MissingImputer(), $$"""{"numeric":{{method}}}""");

    [Theory]
    [MemberData(nameof(Detection))]
    public void ReadOptions_MethodBeyondItsRange_IsRefused(string method) => Refused(new OutlierDetector(), $$"""{"method":{{method}}}""");

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void ReadOptions_ThresholdBeyondItsRange_IsRefused(string threshold) => Refused(new OutlierDetector(), $$"""{"threshold":{{threshold}}}""");

    [Theory]
    [MemberData(nameof(Fences))]
    public void ReadOptions_FenceBeyondItsRange_IsRefused(string method) => Refused(new OutlierHandler(), $$"""{"method":{{method}}}""");

    [Fact]
    public void ReadOptions_PartsLeftOut_AreTheDefaults()
    {
        Assert.Equal(new OutlierOptions(), new OutlierHandler().ReadOptions("{}"));
        Assert.Equal(new OutlierDetectorOptions(), new OutlierDetector().ReadOptions("{}"));
        Assert.Equal(new MissingOptions(), new MissingImputer().ReadOptions("{}"));
        Assert.Equal(new ScalingOptions(), new NumberScaler().ReadOptions("{}"));
        Assert.Equal(new DetectedOutlierOptions { Detector = new() { AddFlag = false } }, new DetectedOutlierRemover().ReadOptions("""{"detector":{"add_flag":false}}"""));
        Assert.Equal(new EncodingOptions(), new CategoryEncoder().ReadOptions("{}"));
    }

    private static void Refused(Stage stage, string json) =>
        Assert.True(Assert.ThrowsAny<Exception>(() => stage.ReadOptions(json)) is ArgumentException or JsonException or NotSupportedException);
}
