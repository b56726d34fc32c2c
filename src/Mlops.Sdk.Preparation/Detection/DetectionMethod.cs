using System.Text.Json.Serialization;
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
[JsonDerivedType(typeof(EnsembleMethod), "ensemble")]
public abstract record DetectionMethod
{
    private protected DetectionMethod()
    {
    }

    /// <summary>Few random cuts set an outlier apart from a small sample (<see cref="Numerics.IsolationForest"/>). Fast on any number of rows; takes missing values as they are. Scores from 0 to 1.</summary>
    /// <param name="trees">How many trees, 1 to 10,000.</param>
    /// <param name="sampleSize">How many rows each tree is grown from, 2 to 16,384.</param>
    public static DetectionMethod IsolationForest(int trees = 100, int sampleSize = 256) => new IsolationForestMethod(Within(trees, 1, 10_000, nameof(trees)), Within(sampleSize, 2, 16_384, nameof(sampleSize)));

    /// <summary>As <see cref="IsolationForest"/> with sloping cuts, for data whose columns go together (<see cref="Numerics.ExtendedIsolationForest"/>).</summary>
    /// <param name="trees">How many trees, 1 to 10,000.</param>
    /// <param name="sampleSize">How many rows each tree is grown from, 2 to 16,384.</param>
    /// <param name="extension">In how many columns but one a cut may slope; null for all.</param>
    public static DetectionMethod ExtendedIsolationForest(int trees = 100, int sampleSize = 256, int? extension = null) =>
        new ExtendedIsolationForestMethod(Within(trees, 1, 10_000, nameof(trees)), Within(sampleSize, 2, 16_384, nameof(sampleSize)), extension is { } chosen ? Within(chosen, 0, 1 << 20, nameof(extension)) : null);

    /// <summary>The distance to the nearest rows (<see cref="NeighborDistance"/>). The number of neighbors matters more than the method: 20 to 50 are better than 5 on most data. Time about the square of the rows with more than a few columns.</summary>
    /// <param name="neighbors">How many neighbors; all other rows where there are fewer.</param>
    /// <param name="statistic">What is made of their distances.</param>
    /// <param name="metric">The distance.</param>
    public static DetectionMethod KNearest(int neighbors = 20, NeighborStatistic statistic = NeighborStatistic.Largest, DistanceMetric metric = DistanceMetric.Euclidean) =>
        new KNearestMethod(Within(neighbors, 1, int.MaxValue, nameof(neighbors)), Defined(statistic, nameof(statistic)), Defined(metric, nameof(metric)));

    /// <summary>How much thinner rows lie about a row than about its neighbors (<see cref="Numerics.LocalOutlierFactor"/>). For clusters of different density; weak where outliers lie in groups.</summary>
    /// <param name="neighbors">How many neighbors; all other rows where there are fewer.</param>
    /// <param name="distinct">Whether equal rows count once, so that many duplicates make no density infinite; false is what scikit-learn does.</param>
    public static DetectionMethod LocalOutlierFactor(int neighbors = 20, bool distinct = true) => new LocalOutlierFactorMethod(Within(neighbors, 1, int.MaxValue, nameof(neighbors)), distinct);

    /// <summary>How far out in the tails of its columns a row lies, against the distribution of the training rows (<see cref="TailScorer"/>). No parameters; sees each column by itself.</summary>
    public static DetectionMethod Ecod { get; } = new TailMethod(TailRule.Ecod);

    /// <summary>As <see cref="Ecod"/>, with the mean of both tails unless the column is skewed.</summary>
    public static DetectionMethod Copod { get; } = new TailMethod(TailRule.Copod);

    /// <summary>How thinly the bins of its columns are filled (<see cref="HistogramScorer"/>). The fastest; sees each column by itself.</summary>
    /// <param name="bins">How many bins a column has; null for as many as suit it.</param>
    /// <param name="regularizer">What is added to a density, above 0; densities are those of columns in units of <see cref="OutlierDetectorOptions.Scaling"/>.</param>
    /// <param name="tolerance">By how much of a bin a value beyond the outer bins still counts to them, 0 or more.</param>
    public static DetectionMethod Hbos(int? bins = null, double regularizer = 0.1, double tolerance = 0.5)
    {
        if (!(regularizer > 0 && double.IsFinite(regularizer))) throw new ArgumentOutOfRangeException(nameof(regularizer), regularizer, "The regularizer is finite and above 0.");
        if (!(tolerance >= 0 && double.IsFinite(tolerance))) throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is finite and at least 0.");
        return new HistogramMethod(bins is { } chosen ? Within(chosen, 1, 1_000_000, nameof(bins)) : null, regularizer, tolerance);
    }

    /// <summary>The squared Mahalanobis distance by the most concentrated half of the rows (<see cref="RobustCovariance"/>), so that outliers cannot hide by stretching the covariance.</summary>
    /// <param name="supportFraction">The share of the rows in that half, 0.5 to 1; null for the least.</param>
    public static DetectionMethod MinimumCovarianceDeterminant(double? supportFraction = null) => supportFraction is null or (>= 0.5 and <= 1)
        ? new MinimumCovarianceDeterminantMethod(supportFraction)
        : throw new ArgumentOutOfRangeException(nameof(supportFraction), supportFraction, "The share of the half is from 0.5 to 1.");

    /// <summary>The squared Mahalanobis distance by the covariance of all rows (<see cref="ShrunkCovariance"/>).</summary>
    /// <param name="shrinkage">How the covariance is drawn towards a multiple of the identity.</param>
    public static DetectionMethod Mahalanobis(CovarianceShrinkage shrinkage = CovarianceShrinkage.LedoitWolf) => new MahalanobisMethod(Defined(shrinkage, nameof(shrinkage)));

    /// <summary>How unusual a row is along any of the principal axes of the standardized columns (<see cref="PrincipalRule.Standardized"/>).</summary>
    public static DetectionMethod PrincipalComponents { get; } = new PrincipalComponentsMethod(PrincipalRule.Standardized, 0.9);

    /// <summary>How far a row lies from what the first principal axes can reconstruct of it (<see cref="PrincipalRule.Reconstruction"/>).</summary>
    /// <param name="varianceKept">The share of the variance that the axes hold, above 0 and below 1.</param>
    public static DetectionMethod Reconstruction(double varianceKept = 0.9) => varianceKept is > 0 and < 1
        ? new PrincipalComponentsMethod(PrincipalRule.Reconstruction, varianceKept)
        : throw new ArgumentOutOfRangeException(nameof(varianceKept), varianceKept, "The share of variance kept is above 0 and below 1.");

    /// <summary>PyOD's score of principal components, for comparison with it (<see cref="PrincipalRule.AxisDistance"/>). It depends on which way an axis points: take <see cref="PrincipalComponents"/> for data.</summary>
    public static DetectionMethod AxisDistance { get; } = new PrincipalComponentsMethod(PrincipalRule.AxisDistance, 0.9);

    /// <summary>How thinly the bins of many random projections are filled (<see cref="ProjectionScorer"/>). Fast, and steady when columns say nothing.</summary>
    /// <param name="projections">How many projections, 1 to 100,000.</param>
    /// <param name="bins">How many bins each has, 2 to 100,000.</param>
    public static DetectionMethod Loda(int projections = 100, int bins = 10) => new LodaMethod(Within(projections, 1, 100_000, nameof(projections)), Within(bins, 2, 100_000, nameof(bins)));

    /// <summary>Which spheres about small samples hold a row (<see cref="HypersphereScorer"/>). As isolation forest, but aware of density.</summary>
    /// <param name="samples">How many samples, 1 to 100,000.</param>
    /// <param name="sampleSize">How many rows each has, 2 to 10,000.</param>
    public static DetectionMethod Inne(int samples = 200, int sampleSize = 8) => new InneMethod(Within(samples, 1, 100_000, nameof(samples)), Within(sampleSize, 2, 10_000, nameof(sampleSize)));

    /// <summary>The distance to the nearest large cluster (<see cref="ClusterScorer"/>). For data that comes in groups, small ones of which are outliers.</summary>
    /// <param name="clusters">How many clusters, 2 to 1,000.</param>
    /// <param name="largeShare">The share of the rows that large clusters hold at least, above 0 and below 1.</param>
    /// <param name="largeFactor">By what factor the smallest large cluster is to be larger than the next, above 1.</param>
    public static DetectionMethod Cblof(int clusters = 8, double largeShare = 0.9, double largeFactor = 5)
    {
        if (!(largeShare is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(largeShare), largeShare, "The share of the large clusters is above 0 and below 1.");
        if (!(largeFactor > 1 && double.IsFinite(largeFactor))) throw new ArgumentOutOfRangeException(nameof(largeFactor), largeFactor, "The factor between large and small clusters is finite and above 1.");
        return new CblofMethod(Within(clusters, 2, 1000, nameof(clusters)), largeShare, largeFactor);
    }

    /// <summary>How improbable a row is by a mixture of normal distributions (<see cref="MixtureScorer"/>).</summary>
    /// <param name="components">How many distributions, 1 to 100.</param>
    public static DetectionMethod GaussianMixture(int components = 1) => new GaussianMixtureMethod(Within(components, 1, 100, nameof(components)));

    /// <summary>Several methods together, by where each puts a row among the training rows (<see cref="RankedEnsemble"/>). Better on most data than any of them, at the cost of all.</summary>
    /// <param name="members">The methods, none of them an ensemble; none for isolation forest, the mean distance to 20 nearest rows, and minimum covariance determinant.</param>
    public static DetectionMethod Ensemble(params IEnumerable<DetectionMethod> members)
    {
        DetectionMethod[] chosen = [.. members];
        if (chosen.Any(member => member is null or EnsembleMethod)) throw new ArgumentException("A member of an ensemble is a method and no ensemble.", nameof(members));
        return new EnsembleMethod(chosen.Length > 0 ? chosen : [IsolationForest(), KNearest(20, NeighborStatistic.Mean), MinimumCovarianceDeterminant()]);
    }

    /// <summary>The name, for people.</summary>
    internal abstract string Name { get; }

    /// <summary>Whether the score depends on the units of the columns.</summary>
    internal abstract bool UsesScale { get; }

    /// <summary>Whether missing values are taken as they are; otherwise the median stands for them.</summary>
    internal virtual bool AcceptsMissing => false;

    /// <summary>Whether a column of one value can have to do with a score.</summary>
    internal virtual bool SeesConstant => true;

    internal abstract DetectionFit Fit(DetectionWork work);

    private static int Within(int value, int least, int most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"'{name}' is from {least} to {most}."));

    private static T Defined<T>(T value, string name)
        where T : struct, Enum => Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"There is no {typeof(T).Name} {value}.");
}
