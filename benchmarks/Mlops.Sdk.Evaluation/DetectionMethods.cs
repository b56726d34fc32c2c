using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>The detection methods by their stable names. Where a method has settings, they are those that the reference results were made with; <c>knn_20</c> and <c>hbos_auto</c> are the defaults of the SDK.</summary>
internal static class DetectionMethods
{
    public static readonly Dictionary<string, DetectionMethod> ByName = new(StringComparer.Ordinal)
    {
        ["isolation_forest"] = DetectionMethod.IsolationForest(),
        ["extended_isolation_forest"] = DetectionMethod.ExtendedIsolationForest(),
        ["knn"] = DetectionMethod.KNearest(5),
        ["knn_20"] = DetectionMethod.KNearest(),
        ["knn_mean"] = DetectionMethod.KNearest(20, NeighborStatistic.Mean),
        ["lof"] = DetectionMethod.LocalOutlierFactor(20, distinct: false),
        ["lof_distinct"] = DetectionMethod.LocalOutlierFactor(),
        ["ecod"] = DetectionMethod.Ecod,
        ["copod"] = DetectionMethod.Copod,
        ["ecod_joint"] = DetectionMethod.Ecod,
        ["copod_joint"] = DetectionMethod.Copod,
        ["hbos"] = DetectionMethod.Hbos(10),
        ["hbos_auto"] = DetectionMethod.Hbos(),
        ["mcd"] = DetectionMethod.MinimumCovarianceDeterminant(),
        ["mahalanobis"] = DetectionMethod.Mahalanobis(CovarianceShrinkage.None),
        ["mahalanobis_ledoit_wolf"] = DetectionMethod.Mahalanobis(),
        ["mahalanobis_oas"] = DetectionMethod.Mahalanobis(CovarianceShrinkage.Oas),
        ["pca"] = DetectionMethod.PrincipalComponents,
        ["pca_axis_distance"] = DetectionMethod.AxisDistance,
        ["reconstruction"] = DetectionMethod.Reconstruction(),
        ["loda"] = DetectionMethod.Loda(),
        ["loda_10"] = DetectionMethod.Loda(bins: 10),
        ["inne"] = DetectionMethod.Inne(),
        ["cblof"] = DetectionMethod.Cblof(),
        ["gmm"] = DetectionMethod.GaussianMixture(),
        ["cof"] = DetectionMethod.ConnectivityFactor(20, distinct: false),
        ["cof_alone"] = DetectionMethod.ConnectivityFactor(20, distinct: false),
        ["cof_distinct"] = DetectionMethod.ConnectivityFactor(),
        ["ocsvm"] = DetectionMethod.OneClassSvm(),
        ["kernel_density"] = DetectionMethod.KernelDensity(),
        ["angles"] = DetectionMethod.AngleBased(),
        ["ensemble"] = DetectionMethod.Ensemble(),
    };

    /// <summary>Whether test rows are scored as a part of the training rows, as PyOD does for these two: a score then depends on what it is scored with, which the SDK's own never does.</summary>
    public static bool IsJoint(string name) => name.EndsWith("_joint", StringComparison.Ordinal);

    /// <summary>Whether test rows are scored among themselves, without the training rows, as PyOD's COF does.</summary>
    public static bool IsAlone(string name) => name.EndsWith("_alone", StringComparison.Ordinal);
}
