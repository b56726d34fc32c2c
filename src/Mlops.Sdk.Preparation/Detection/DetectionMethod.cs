using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How rows are given a score, higher for farther from the others, by all of their columns together.</summary>
/// <remarks>Methods that measure distances take the columns in the units of <see cref="OutlierDetectorOptions.Scaling"/>; the others do not depend on units.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(IsolationForestMethod), "isolation_forest")]
[JsonDerivedType(typeof(ExtendedIsolationForestMethod), "extended_isolation_forest")]
[JsonDerivedType(typeof(KNearestMethod), "k_nearest")]
[JsonDerivedType(typeof(LocalOutlierFactorMethod), "local_outlier_factor")]
[JsonDerivedType(typeof(TailMethod), "tails")]
[JsonDerivedType(typeof(HistogramMethod), "hbos")]
[JsonDerivedType(typeof(MinimumCovarianceDeterminantMethod), "minimum_covariance_determinant")]
[JsonDerivedType(typeof(MahalanobisMethod), "mahalanobis")]
[JsonDerivedType(typeof(PrincipalComponentsMethod), "principal_components")]
[JsonDerivedType(typeof(LodaMethod), "loda")]
[JsonDerivedType(typeof(InneMethod), "inne")]
[JsonDerivedType(typeof(CblofMethod), "cblof")]
[JsonDerivedType(typeof(GaussianMixtureMethod), "gaussian_mixture")]
[JsonDerivedType(typeof(ConnectivityFactorMethod), "connectivity_factor")]
[JsonDerivedType(typeof(OneClassSvmMethod), "one_class_svm")]
[JsonDerivedType(typeof(KernelDensityMethod), "kernel_density")]
[JsonDerivedType(typeof(AngleMethod), "angles")]
[JsonDerivedType(typeof(EnsembleMethod), "ensemble")]
public abstract record DetectionMethod
{
    /// <summary>A method. One of your own derives from this type, and is given to a detector with the kind it is registered by (<see cref="MethodKinds{TMethod}"/>).</summary>
    protected DetectionMethod()
    {
    }

    /// <summary>Few random cuts set an outlier apart from a small sample (<see cref="Numerics.IsolationForest"/>). Fast on any number of rows; takes missing values as they are. Scores from 0 to 1.</summary>
    /// <param name="trees">How many trees, 1 to 10,000.</param>
    /// <param name="sampleSize">How many rows each tree is grown from, 2 to 16,384.</param>
    public static DetectionMethod IsolationForest(int trees = 100, int sampleSize = 256) => new IsolationForestMethod(trees, sampleSize);

    /// <summary>As <see cref="IsolationForest"/> with sloping cuts, for data whose columns go together (<see cref="Numerics.ExtendedIsolationForest"/>).</summary>
    /// <param name="trees">How many trees, 1 to 10,000.</param>
    /// <param name="sampleSize">How many rows each tree is grown from, 2 to 16,384.</param>
    /// <param name="extension">In how many columns but one a cut may slope; null for all.</param>
    public static DetectionMethod ExtendedIsolationForest(int trees = 100, int sampleSize = 256, int? extension = null) => new ExtendedIsolationForestMethod(trees, sampleSize, extension);

    /// <summary>The distance to the nearest rows (<see cref="NeighborDistance"/>). The number of neighbors matters more than the method: 20 to 50 are better than 5 on most data. Time about the square of the rows with more than a few columns.</summary>
    /// <param name="neighbors">How many neighbors; all other rows where there are fewer.</param>
    /// <param name="statistic">What is made of their distances.</param>
    /// <param name="metric">The distance.</param>
    public static DetectionMethod KNearest(int neighbors = 20, NeighborStatistic statistic = NeighborStatistic.Largest, DistanceMetric metric = DistanceMetric.Euclidean) =>
        new KNearestMethod(neighbors, statistic, metric);

    /// <summary>How much thinner rows lie about a row than about its neighbors (<see cref="Numerics.LocalOutlierFactor"/>). For clusters of different density; weak where outliers lie in groups.</summary>
    /// <param name="neighbors">How many neighbors; all other rows where there are fewer.</param>
    /// <param name="distinct">Whether equal rows count once, so that many duplicates make no density infinite, and the order of rows never matters; false is what scikit-learn does: of rows as far as the last neighbor the earlier ones count.</param>
    public static DetectionMethod LocalOutlierFactor(int neighbors = 20, bool distinct = true) => new LocalOutlierFactorMethod(neighbors, distinct);

    /// <summary>How far out in the tails of its columns a row lies, against the distribution of the training rows (<see cref="TailScorer"/>). No parameters; sees each column by itself.</summary>
    public static DetectionMethod Ecod { get; } = new TailMethod(TailRule.Ecod);

    /// <summary>As <see cref="Ecod"/>, with the mean of both tails unless the column is skewed.</summary>
    public static DetectionMethod Copod { get; } = new TailMethod(TailRule.Copod);

    /// <summary>How thinly the bins of its columns are filled (<see cref="HistogramScorer"/>). The fastest; sees each column by itself.</summary>
    /// <param name="bins">How many bins a column has; null for as many as suit it.</param>
    /// <param name="regularizer">What is added to a density, above 0; densities are those of columns in units of <see cref="OutlierDetectorOptions.Scaling"/>.</param>
    /// <param name="tolerance">By how much of a bin a value beyond the outer bins still counts to them, 0 or more.</param>
    public static DetectionMethod Hbos(int? bins = null, double regularizer = 0.1, double tolerance = 0.5) => new HistogramMethod(regularizer, tolerance, bins);

    /// <summary>The squared Mahalanobis distance by the most concentrated half of the rows (<see cref="RobustCovariance"/>), so that outliers cannot hide by stretching the covariance.</summary>
    /// <param name="supportFraction">The share of the rows in that half, 0.5 to 1; null for the least.</param>
    public static DetectionMethod MinimumCovarianceDeterminant(double? supportFraction = null) => new MinimumCovarianceDeterminantMethod(supportFraction);

    /// <summary>The squared Mahalanobis distance by the covariance of all rows (<see cref="ShrunkCovariance"/>).</summary>
    /// <param name="shrinkage">How the covariance is drawn towards a multiple of the identity.</param>
    public static DetectionMethod Mahalanobis(CovarianceShrinkage shrinkage = CovarianceShrinkage.LedoitWolf) => new MahalanobisMethod(shrinkage);

    /// <summary>How unusual a row is along any of the principal axes of the standardized columns (<see cref="PrincipalRule.Standardized"/>).</summary>
    public static DetectionMethod PrincipalComponents { get; } = new PrincipalComponentsMethod(PrincipalRule.Standardized, 0.9);

    /// <summary>How far a row lies from what the first principal axes can reconstruct of it (<see cref="PrincipalRule.Reconstruction"/>).</summary>
    /// <param name="varianceKept">The share of the variance that the axes hold, above 0 and below 1.</param>
    public static DetectionMethod Reconstruction(double varianceKept = 0.9) => new PrincipalComponentsMethod(PrincipalRule.Reconstruction, varianceKept);

    /// <summary>PyOD's score of principal components, for comparison with it (<see cref="PrincipalRule.AxisDistance"/>). It depends on which way an axis points: take <see cref="PrincipalComponents"/> for data.</summary>
    public static DetectionMethod AxisDistance { get; } = new PrincipalComponentsMethod(PrincipalRule.AxisDistance, 0.9);

    /// <summary>How thinly the bins of many random projections are filled (<see cref="ProjectionScorer"/>). Fast, and steady when columns say nothing.</summary>
    /// <param name="projections">How many projections, 1 to 100,000.</param>
    /// <param name="bins">How many bins each has, 2 to 100,000; null for as many as suit each, from 2 to 256.</param>
    public static DetectionMethod Loda(int projections = 100, int? bins = null) => new LodaMethod(projections, bins);

    /// <summary>Which spheres about small samples hold a row (<see cref="HypersphereScorer"/>). As isolation forest, but aware of density.</summary>
    /// <param name="samples">How many samples, 1 to 100,000.</param>
    /// <param name="sampleSize">How many rows each has, 2 to 10,000.</param>
    public static DetectionMethod Inne(int samples = 200, int sampleSize = 8) => new InneMethod(samples, sampleSize);

    /// <summary>The distance to the nearest large cluster (<see cref="ClusterScorer"/>). For data that comes in groups, small ones of which are outliers.</summary>
    /// <param name="clusters">How many clusters, 2 to 1,000.</param>
    /// <param name="largeShare">The share of the rows that large clusters hold at least, above 0 and below 1.</param>
    /// <param name="largeFactor">By what factor the smallest large cluster is to be larger than the next, above 1.</param>
    public static DetectionMethod Cblof(int clusters = 8, double largeShare = 0.9, double largeFactor = 5) => new CblofMethod(clusters, largeShare, largeFactor);

    /// <summary>How improbable a row is by a mixture of normal distributions (<see cref="MixtureScorer"/>).</summary>
    /// <param name="components">How many distributions, 1 to 100.</param>
    public static DetectionMethod GaussianMixture(int components = 1) => new GaussianMixtureMethod(components);

    /// <summary>How much longer the chain is that links a row with its neighbors than the chains of these (<see cref="Numerics.ConnectivityFactor"/>). As <see cref="LocalOutlierFactor"/>, for rows that lie along lines.</summary>
    /// <param name="neighbors">How many neighbors; all other rows where there are fewer.</param>
    /// <param name="distinct">Whether equal rows count once, so that many duplicates make no chain of length 0, and the order of rows never matters; false is what PyOD does.</param>
    public static DetectionMethod ConnectivityFactor(int neighbors = 20, bool distinct = true) => new ConnectivityFactorMethod(neighbors, distinct);

    /// <summary>How far outside of the region about most rows a row lies, by a one-class support vector machine with a Gaussian kernel approximated by random features (<see cref="OneClassScorer"/>). Learnt from at most 10,000 rows.</summary>
    /// <param name="nu">The share of the rows that may lie outside, above 0 and at most 1.</param>
    /// <param name="gamma">How fast the kernel falls with the squared distance, above 0; null for 1 / columns.</param>
    /// <param name="directions">How many random directions approximate the kernel, 16 to 65,536; more of them come closer to the exact machine.</param>
    public static DetectionMethod OneClassSvm(double nu = 0.5, double? gamma = null, int directions = 256) => new OneClassSvmMethod(nu, directions, gamma);

    /// <summary>How thinly rows lie about a row, by a normal kernel about every training row (<see cref="KernelDensityScorer"/>). Learnt from at most 10,000 rows.</summary>
    /// <param name="bandwidth">How far a row is seen, in the unit of the columns, above 0; null for as far as suits the number of rows and columns in standard deviations.</param>
    public static DetectionMethod KernelDensity(double? bandwidth = null) => new KernelDensityMethod(bandwidth);

    /// <summary>Under how different angles a row sees its neighbors: one outside sees them all on one side (<see cref="AngleScorer"/>). For many columns.</summary>
    /// <param name="neighbors">How many neighbors, at least 2; all other rows where there are fewer.</param>
    /// <param name="distinct">Whether equal rows count once, and the order of rows never matters; false is what PyOD does, which has the row itself among the neighbors: its 10 are 9 here.</param>
    public static DetectionMethod AngleBased(int neighbors = 10, bool distinct = true) => new AngleMethod(neighbors, distinct);

    /// <summary>Several methods together, by where each puts a row among the training rows (<see cref="RankedEnsemble"/>). Better on most data than any of them, at the cost of all.</summary>
    /// <param name="members">The methods, none of them an ensemble; none for isolation forest, the mean distance to 20 nearest rows, and minimum covariance determinant.</param>
    public static DetectionMethod Ensemble(params IEnumerable<DetectionMethod> members)
    {
        DetectionMethod[] chosen = [.. members];
        return new EnsembleMethod(chosen.Length > 0 ? chosen : [IsolationForest(), KNearest(20, NeighborStatistic.Mean), MinimumCovarianceDeterminant()]);
    }

    /// <summary>The name, for people.</summary>
    protected internal abstract string Name { get; }

    /// <summary>Whether the score depends on the units of the columns, so that they come scaled as <see cref="OutlierDetectorOptions.Scaling"/> says; otherwise they come as they are.</summary>
    protected internal abstract bool UsesScale { get; }

    /// <summary>Whether missing values are taken as they are, as NaN; otherwise the median stands for them. The scorer has to take them too (<see cref="OutlierScorer.AcceptsMissing"/>).</summary>
    protected internal virtual bool AcceptsMissing => false;

    /// <summary>Whether a column of one value can have to do with a score; where not, the report says so of each.</summary>
    protected internal virtual bool SeesConstant => true;

    /// <summary>Learns from the training rows.</summary>
    /// <param name="work">The rows, chance and threads.</param>
    /// <returns>What scores any row from then on, and the scores of the training rows, in which no row is its own neighbor.</returns>
    protected internal abstract DetectionFit Fit(DetectionWork work);

    /// <summary>The methods that it is made of: itself, or the members of an ensemble.</summary>
    internal virtual IEnumerable<DetectionMethod> Parts => [this];
}
