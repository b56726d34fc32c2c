using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How classes are balanced. No method ever deletes a whole class.</summary>
/// <remarks>
/// What makes rows puts them behind the original ones, which stay unchanged. Texts, timestamps and columns that are no features are those of the row that a made row starts from, but for the id, which is missing;
/// its weight is that of the row it starts from. Where a column has the group role, no row is made between groups.
/// Methods that measure distances take numbers (divided by their standard deviation, unless <c>scale</c> is false), flags and categories, which add the median of the standard deviations where they differ (SMOTE-NC),
/// a missing category being a level of its own. Where numbers are missing, distances are taken on the columns that both rows have, times all columns over these; a made row misses what the row it starts from misses. Infinite numbers are refused with the remedy.
/// A class with no more rows than neighbors takes the neighbors it has.
/// Time is about rows searched times rows searched among times columns, less with few columns.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(TunedDecisionMethod), "tuned_decision")]
[JsonDerivedType(typeof(ClassWeightsMethod), "class_weights")]
[JsonDerivedType(typeof(RandomOverMethod), "random_over")]
[JsonDerivedType(typeof(RandomUnderMethod), "random_under")]
[JsonDerivedType(typeof(RoseMethod), "rose")]
[JsonDerivedType(typeof(SmoteMethod), "smote")]
[JsonDerivedType(typeof(BorderlineMethod), "borderline_smote")]
[JsonDerivedType(typeof(AdasynMethod), "adasyn")]
[JsonDerivedType(typeof(SmoteNominalMethod), "smote_n")]
[JsonDerivedType(typeof(TomekLinksMethod), "tomek_links")]
[JsonDerivedType(typeof(EditedNeighborsMethod), "edited_neighbors")]
[JsonDerivedType(typeof(AllKnnMethod), "all_knn")]
[JsonDerivedType(typeof(NeighborhoodCleaningMethod), "neighborhood_cleaning")]
[JsonDerivedType(typeof(CondensedMethod), "condensed")]
[JsonDerivedType(typeof(NearMissMethod), "near_miss")]
[JsonDerivedType(typeof(InstanceHardnessMethod), "instance_hardness")]
[JsonDerivedType(typeof(SmoteTomekMethod), "smote_tomek")]
[JsonDerivedType(typeof(SmoteEnnMethod), "smote_enn")]
[JsonDerivedType(typeof(SmognMethod), "smogn")]
[JsonDerivedType(typeof(OneSidedMethod), "one_sided")]
[JsonDerivedType(typeof(PolynomialFitMethod), "polynomial_fit")]
[JsonDerivedType(typeof(SvmSmoteMethod), "svm_smote")]
[JsonDerivedType(typeof(KMeansSmoteMethod), "kmeans_smote")]
[JsonDerivedType(typeof(ProximityMethod), "prowsyn")]
[JsonDerivedType(typeof(SmoteFilterMethod), "smote_ipf")]
[JsonDerivedType(typeof(GeometricSmoteMethod), "geometric_smote")]
[JsonDerivedType(typeof(ClusterCentroidsMethod), "cluster_centroids")]
public abstract record RebalanceMethod
{
    private protected RebalanceMethod()
    {
    }

    /// <summary>Changes no row and no weight: behind the trainer, the pipeline tunes from which probabilities on a class is decided, out of fold.</summary>
    public static RebalanceMethod TunedDecision { get; } = new TunedDecisionMethod();

    /// <summary>Weighs rows so that a class counts in total what <see cref="RebalanceOptions.MinorityRatio"/> says; the sum of all weights stays. With a ratio of 1 a row of class c has n / (k n_c). Multiplies the weights that the data has, otherwise adds a column <c>weight</c>.</summary>
    public static RebalanceMethod ClassWeights { get; } = new ClassWeightsMethod();

    /// <summary>Repeats rows of the small classes: each as often as every other, and a random part of them once more. Original rows come first.</summary>
    public static RebalanceMethod RandomOver { get; } = new RandomOverMethod();

    /// <summary>Leaves out random rows of the large classes, down to the smallest class divided by <see cref="RebalanceOptions.MinorityRatio"/>. The order of the others stays.</summary>
    public static RebalanceMethod RandomUnder { get; } = new RandomUnderMethod();

    /// <summary>Repeats rows of the small classes and moves their numbers by normal noise (smoothed bootstrap, ROSE: Menardi and Torelli 2014), of standard deviation shrinkage (4 / ((d + 2) n))^(1 / (d + 4)) times that of the class. A number beyond the range of its column is turned back at the end. Missing numbers stay missing.</summary>
    /// <param name="shrinkage">A factor to the noise, at least 0; 0 repeats rows as they are.</param>
    public static RebalanceMethod Rose(double shrinkage = 1) => new RoseMethod(shrinkage);

    /// <summary>
    /// Makes rows of the small classes between a row and one of its nearest neighbors in the class (SMOTE, Chawla et al. 2002). Numbers are interpolated, integers rounded to the nearest; categories and flags take the majority of the neighbors (SMOTE-NC).
    /// A single row is repeated.
    /// </summary>
    /// <param name="neighbors">How many neighbors.</param>
    /// <param name="scale">Whether distances are taken on columns divided by their standard deviation, so that no column outweighs the others by its unit; otherwise on the numbers as they are.</param>
    public static RebalanceMethod Smote(int neighbors = 5, bool scale = true) => new SmoteMethod(neighbors, scale);

    /// <summary>SMOTE that starts from the rows of a class at its border: of whose nearest rows half or more, but not all, are of other classes (Borderline-SMOTE, Han et al. 2005). Where no row is, all are started from.</summary>
    /// <param name="neighbors">How many neighbors in the class.</param>
    /// <param name="surroundings">How many nearest rows of all classes say whether a row is at the border.</param>
    /// <param name="towardsOthers">Whether the nearest row of another class is headed for too, at most half way (the second kind).</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod BorderlineSmote(int neighbors = 5, int surroundings = 10, bool towardsOthers = false, bool scale = true) => new BorderlineMethod(neighbors, surroundings, towardsOthers, scale);

    /// <summary>SMOTE that makes more rows where a class has more of others around it (ADASYN, He et al. 2008). The number of rows may miss the ratio by rounding. Where no row has others near, all are started from.</summary>
    /// <param name="neighbors">How many neighbors, both of all classes and in the class.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod Adasyn(int neighbors = 5, bool scale = true) => new AdasynMethod(neighbors, scale);

    /// <summary>SMOTE for categories and flags alone (SMOTE-N, Chawla et al. 2002): a made row has in each column what a row and its neighbors vote for; levels are near when they stand for the same classes (value difference metric).</summary>
    /// <param name="neighbors">How many neighbors.</param>
    public static RebalanceMethod SmoteNominal(int neighbors = 5) => new SmoteNominalMethod(neighbors);

    /// <summary>
    /// SMOTE that starts from the support vectors of a class (SVM-SMOTE, Nguyen, Cooper and Kamei 2011): one of whose surroundings half or more are of other classes heads for a neighbor in the class, one among its own goes the other way, into what may be the class's too. One wholly among others is left out.
    /// </summary>
    /// <remarks>
    /// The support vectors are those of a Gaussian kernel machine of cost 1, the same as LIBSVM's, trained on at most 2,000 rows of the class and as many of all others, chosen at random; further rows of the class count when they lie within its margin. Each usable support vector is started from as often as every other;
    /// imbalanced-learn draws by chance how many rows go either way. What goes away stays within what its column has.
    /// </remarks>
    /// <param name="neighbors">How many neighbors in the class.</param>
    /// <param name="surroundings">How many nearest rows of all classes say which way a row goes.</param>
    /// <param name="outStep">How far at most a row goes away from a neighbor, as a share of the distance to it; 0 to 1.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod SvmSmote(int neighbors = 5, int surroundings = 10, double outStep = 0.5, bool scale = true) => new SvmSmoteMethod(neighbors, surroundings, outStep, scale);

    /// <summary>SMOTE within clusters of all rows in which a class is not outnumbered too much, with more rows where it lies sparsely (KMeans-SMOTE, Douzas, Bacao and Last 2018). Where there is no such cluster, rows are made as by SMOTE, and a finding says so (PREP306).</summary>
    /// <remarks>A cluster gets rows in proportion to its mean distance between rows of the class, to the power of the exponent, over the number of these rows.</remarks>
    /// <param name="clusters">How many clusters.</param>
    /// <param name="neighbors">How many neighbors in the class and the cluster.</param>
    /// <param name="mostOthers">How many rows of other classes there are at most for each of the class, both counts plus one; above 0.</param>
    /// <param name="densityExponent">The power, at least 0; null for the number of features, as its authors have it. 0 goes by the number of rows alone.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod KMeansSmote(int clusters = 10, int neighbors = 5, double mostOthers = 2, double? densityExponent = null, bool scale = true) => new KMeansSmoteMethod(clusters, neighbors, mostOthers, scale, densityExponent);

    /// <summary>SMOTE that starts more often from rows near other classes (ProWSyn, Barua, Islam and Murase 2013): rows of a class that are among the nearest of a row of another class are of level 1, those that are when these are left out of level 2, and so on. A row of level l counts exp(-decay (l - 1)).</summary>
    /// <remarks>Made rows head for one of the nearest rows of the class; its authors head for any row of the same cluster of average linkage, whose cost is quadratic.</remarks>
    /// <param name="neighbors">How many neighbors in the class.</param>
    /// <param name="surroundings">How many rows of the class around each row of another class are of a level.</param>
    /// <param name="levels">How many levels, at least 1.</param>
    /// <param name="decay">How much less a level counts than the one before, at least 0.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod ProWSyn(int neighbors = 5, int surroundings = 5, int levels = 5, double decay = 1, bool scale = true) => new ProximityMethod(neighbors, surroundings, levels, decay, scale);

    /// <summary>
    /// <see cref="Smote"/>, then an iterative filter (SMOTE-IPF, Sáez et al. 2015): rows, made or not, are dealt into parts, a tree learns each part, and rows that most trees take for another class go, again and again until few go in three rounds in a row. No class is deleted.
    /// </summary>
    /// <remarks>The trees are deep ones of this library, with at least two rows in a leaf; its authors take C4.5.</remarks>
    /// <param name="neighbors">How many neighbors SMOTE takes.</param>
    /// <param name="parts">How many parts, at least 2.</param>
    /// <param name="enoughShare">A round in which fewer than this share of the rows go is one in which few do.</param>
    /// <param name="byConsensus">Whether all trees, and not only most, have to take a row for another class.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod SmoteIpf(int neighbors = 5, int parts = 9, double enoughShare = 0.01, bool byConsensus = false, bool scale = true) => new SmoteFilterMethod(neighbors, parts, enoughShare, byConsensus, scale);

    /// <summary>
    /// Makes rows in a ball around a row of a class (geometric SMOTE, Douzas and Bacao 2019), which reaches to a neighbor in the class or to the nearest row of another class; the ball may be cut and flattened towards it. Numbers stay within what their column has; categories take the majority of the neighbors.
    /// </summary>
    /// <remarks>Not the G-SMOTE of Sandhan and Choi (2014).</remarks>
    /// <param name="neighbors">How many neighbors in the class.</param>
    /// <param name="surface">How far the ball reaches.</param>
    /// <param name="truncation">-1 to 1: with 1 only the half towards the surface row is used, with 0 the whole ball, with -1 the other half.</param>
    /// <param name="deformation">0 to 1: with 0 it is a ball, with 1 the line to the surface row: SMOTE, where that is a neighbor and the truncation is 1.</param>
    /// <param name="scale">As for <see cref="Smote"/>; it is also what is round.</param>
    public static RebalanceMethod GeometricSmote(int neighbors = 5, GeometricSurface surface = GeometricSurface.Nearer, double truncation = 1, double deformation = 0, bool scale = true) => new GeometricSmoteMethod(neighbors, surface, truncation, deformation, scale);

    /// <summary>
    /// Brings large classes down to the centers of clusters, one for each row that is to be left (cluster centroids, Yen and Lee 2009). Numbers are means and integers rounded ones, categories the most frequent, all else is that of the nearest row (soft voting); or the nearest rows themselves are kept (hard voting).
    /// Means are refused where a column has the group role.
    /// </summary>
    /// <remarks>By k-means from one start: rows times centers times columns for each round. Where fewer rows differ than are asked for, rows that are alike stand for several.</remarks>
    /// <param name="keepsRows">Whether rows are kept as they are; otherwise rows are made.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod ClusterCentroids(bool keepsRows = false, bool scale = true) => new ClusterCentroidsMethod(keepsRows, scale);

    /// <summary>Leaves out rows that are in a Tomek link: two rows of different classes, each the other's nearest (Tomek 1976).</summary>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod TomekLinks(bool scale = true) => new TomekLinksMethod(scale);

    /// <summary>Leaves out rows that their nearest neighbors do not confirm (edited nearest neighbors, Wilson 1972).</summary>
    /// <param name="neighbors">How many neighbors.</param>
    /// <param name="byVote">Whether a row goes when most of its neighbors are of one other class; otherwise when any is of another class, which takes more rows away.</param>
    /// <param name="rounds">How often it is done, each time with the rows that are left, until nothing changes or a class is smaller than the smallest was; above 1 it is RENN.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod EditedNeighbors(int neighbors = 3, bool byVote = false, int rounds = 1, bool scale = true) => new EditedNeighborsMethod(neighbors, byVote, rounds, scale);

    /// <summary>Edited nearest neighbors with one neighbor, then two and so on, each with the rows that are left (all k-NN, Tomek 1976), until a class is smaller than the smallest was.</summary>
    /// <param name="neighbors">Up to how many neighbors.</param>
    /// <param name="byVote">As for <see cref="EditedNeighbors"/>.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod AllKnn(int neighbors = 3, bool byVote = false, bool scale = true) => new AllKnnMethod(neighbors, byVote, scale);

    /// <summary>Leaves out rows that most of their neighbors outvote, and, of classes with more than half of the rows, all neighbors of rows of the smallest class (neighborhood cleaning rule, Laurikkala 2001).</summary>
    /// <param name="neighbors">How many neighbors.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod NeighborhoodCleaning(int neighbors = 3, bool scale = true) => new NeighborhoodCleaningMethod(neighbors, scale);

    /// <summary>Keeps the smallest class and as few rows of the others as classify every row rightly by their nearest one (condensed nearest neighbors, Hart 1968), over all classes at once and until nothing changes.</summary>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod Condensed(bool scale = true) => new CondensedMethod(scale);

    /// <summary>Keeps the smallest class and of the others a random row, those rows that this one does not stand for (whose nearest is of another class), less those in a Tomek link (one-sided selection, Kubat and Matwin 1997). How many stay depends much on the random row.</summary>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod OneSided(bool scale = true) => new OneSidedMethod(scale);

    /// <summary>Makes rows of the small classes at equal steps between a row and the mean of its class (polynomial fitting SMOTE in the shape of a star, Gazzah and Essoukri Ben Amara 2008); categories are those of the row. Linear time. Refused where a column has the group role.</summary>
    public static RebalanceMethod PolynomialFit { get; } = new PolynomialFitMethod();

    /// <summary>Keeps the rows of large classes by their mean distance to rows of the smallest class (NearMiss, Zhang and Mani 2003).</summary>
    /// <param name="version">1: nearest by their nearest ones; 2: nearest by their farthest ones; 3: of the rows that are among the nearest of a row of the smallest class the farthest ones, which may be fewer than asked for.</param>
    /// <param name="neighbors">How many rows of the smallest class count.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod NearMiss(int version = 1, int neighbors = 3, bool scale = true) => new NearMissMethod(version, neighbors, scale);

    /// <summary>Leaves out the rows of large classes that a forest, which had not seen them, gives the least probability of their class (instance hardness, Smith et al. 2014). Takes missing values; rows of one group are in one fold.</summary>
    /// <param name="folds">In how many folds, at least 2.</param>
    public static RebalanceMethod InstanceHardness(int folds = 5) => new InstanceHardnessMethod(folds);

    /// <summary><see cref="Smote"/>, then <see cref="TomekLinks"/> of every class (Batista et al. 2003).</summary>
    /// <param name="neighbors">How many neighbors SMOTE takes.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod SmoteTomek(int neighbors = 5, bool scale = true) => new SmoteTomekMethod(neighbors, scale);

    /// <summary><see cref="Smote"/>, then <see cref="EditedNeighbors"/> of every class (Batista et al. 2004).</summary>
    /// <param name="neighbors">How many neighbors SMOTE takes.</param>
    /// <param name="cleaningNeighbors">How many neighbors cleaning takes.</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod SmoteEnn(int neighbors = 5, int cleaningNeighbors = 3, bool scale = true) => new SmoteEnnMethod(neighbors, cleaningNeighbors, scale);

    /// <summary>
    /// For a label that is a number: as many rows of rare values as of usual ones (SMOGN, Branco, Torgo and Ribeiro 2017). The label falls into ranges of rare and usual values; of usual ones rows are left out at random, of rare ones rows are made
    /// between a row and a near neighbor, label included, or, where the neighbor is farther than half the median distance, near the row by normal noise. Labels stay within their range and numbers within what was seen.
    /// </summary>
    /// <remarks>A value is rare by its relevance: 0 at the median, 1 beyond the whiskers of the box plot at an end that has outliers. Without outliers nothing is rare and nothing is changed, which the report says.</remarks>
    /// <param name="relevance">From which relevance on a value is rare; above 0, at most 1.</param>
    /// <param name="neighbors">How many neighbors in the range.</param>
    /// <param name="perturbation">The noise, as a share of the standard deviations; 0 makes rows between others only (SMOTER, Torgo et al. 2013).</param>
    /// <param name="scale">As for <see cref="Smote"/>.</param>
    public static RebalanceMethod Smogn(double relevance = 0.5, int neighbors = 5, double perturbation = 0.02, bool scale = true) => new SmognMethod(relevance, neighbors, perturbation, scale);

    /// <summary>The name, for people.</summary>
    internal abstract string Name { get; }

    /// <summary>Whether a weight column is added when there is none.</summary>
    internal virtual bool AddsWeight => false;

    /// <summary>Whether rows or weights are other than they come, so that probabilities need calibration.</summary>
    internal virtual bool ChangesRows => true;

    /// <summary>Whether the label is a number, and not a class.</summary>
    internal virtual bool ForNumbers => false;

    /// <summary>What of the options says nothing to the method.</summary>
    internal virtual IEnumerable<string> Problems(RebalanceOptions options) => [];

    internal abstract Dataset Apply(RebalanceWork work);
}
