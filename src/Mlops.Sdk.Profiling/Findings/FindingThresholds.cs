namespace Mlops.Sdk;

/// <summary>From where on something is a finding. Shares are from 0 to 1, of the rows with a value unless said otherwise.</summary>
public sealed record FindingThresholds
{
    /// <summary>PROF001: a column in which more than this share of the rows is missing.</summary>
    /// <value>0.2.</value>
    public double MissingShare { get; init; } = 0.2;

    /// <summary>PROF012: columns of which at least this share of the rows that lack one lacks the other too.</summary>
    /// <value>0.95.</value>
    public double MissingTogether { get; init; } = 0.95;

    /// <summary>PROF013: a feature whose being missing ranks the rows of any two classes of the label better than this (area under the ROC curve).</summary>
    /// <value>0.6.</value>
    public double MissingLabelSeparation { get; init; } = 0.6;

    /// <summary>PROF016: a column with at least this share of its missing rows in stretches where every row lacks it.</summary>
    /// <value>0.8.</value>
    public double MissingStretch { get; init; } = 0.8;

    /// <summary>PROF011: a feature one value of which has at least this share of the rows.</summary>
    /// <value>0.99.</value>
    public double QuasiConstantShare { get; init; } = 0.99;

    /// <summary>PROF020: a category one level of which has at least this share of the rows.</summary>
    /// <value>0.9.</value>
    public double DominantShare { get; init; } = 0.9;

    /// <summary>PROF017: texts, levels or whole numbers with at least this many different values per row, but not one each.</summary>
    /// <value>0.98.</value>
    public double NearKeyShare { get; init; } = 0.98;

    /// <summary>PROF005: a category with more levels than this.</summary>
    /// <value>100.</value>
    public int CategoryLevels { get; init; } = 100;

    /// <summary>PROF018: a level is rare that has fewer rows than this.</summary>
    /// <value>10.</value>
    public int RareLevelRows { get; init; } = 10;

    /// <summary>PROF018: a category of which at least this share of the levels is rare.</summary>
    /// <value>0.5.</value>
    public double RareLevelShare { get; init; } = 0.5;

    /// <summary>PROF019: a category of which at least this share of the levels occurs once.</summary>
    /// <value>0.5.</value>
    public double SingletonShare { get; init; } = 0.5;

    /// <summary>PROF006: a feature whose skewness is above this in size.</summary>
    /// <value>5.</value>
    public double Skewness { get; init; } = 5;

    /// <summary>PROF021: a feature, not skewed, whose excess kurtosis is above this.</summary>
    /// <value>20.</value>
    public double Kurtosis { get; init; } = 20;

    /// <summary>PROF022: outliers lie beyond this many interquartile ranges from the quartiles.</summary>
    /// <value>3.</value>
    public double OutlierFence { get; init; } = 3;

    /// <summary>PROF022: a feature of which more than this share of the rows are outliers.</summary>
    /// <value>0.02.</value>
    public double OutlierShare { get; init; } = 0.02;

    /// <summary>PROF022: more than this share is no longer outliers but the shape of the feature.</summary>
    /// <value>0.1.</value>
    public double MostOutliers { get; init; } = 0.1;

    /// <summary>PROF023: numbers of which at least this share is 0.</summary>
    /// <value>0.5.</value>
    public double ZeroShare { get; init; } = 0.5;

    /// <summary>PROF024: numbers of which some, but at most this share, are below 0 while nearly all others are above it.</summary>
    /// <value>0.01.</value>
    public double FewNegatives { get; init; } = 0.01;

    /// <summary>PROF024: of such numbers at least this share is above 0.</summary>
    /// <value>0.95.</value>
    public double PositiveShare { get; init; } = 0.95;

    /// <summary>PROF025: whole numbers with at most this many different values.</summary>
    /// <value>5.</value>
    public int FewNumbers { get; init; } = 5;

    /// <summary>PROF025: whole numbers with gaps between them may be codes when they have at most this many different values, none below 0.</summary>
    /// <value>30.</value>
    public int SparseNumbers { get; init; } = 30;

    /// <summary>PROF025: such numbers have gaps when their range holds more than this many whole numbers for each different value.</summary>
    /// <value>3.</value>
    public double SparseGap { get; init; } = 3;

    /// <summary>PROF025: and each different value has at least this many rows on average.</summary>
    /// <value>50.</value>
    public double SparseRows { get; init; } = 50;

    /// <summary>PROF026: how many interquartile ranges (or tenths of the range, where that is more) a stand-in such as -999 lies away from every other value.</summary>
    /// <value>3.</value>
    public double SentinelGap { get; init; } = 3;

    /// <summary>PROF026: how far a moment such as 1970-01-01 lies at least from the middle of the others.</summary>
    /// <value>365 days.</value>
    public TimeSpan SentinelDistance { get; init; } = TimeSpan.FromDays(365);

    /// <summary>PROF027: how sure the test of evenly spread numbers must be to reject: the level of the Kolmogorov-Smirnov test.</summary>
    /// <value>0.2.</value>
    public double UniformLevel { get; init; } = 0.2;

    /// <summary>PROF028: whole numbers of two digits or more of which at least this share, but not all, ends in 0 or 5.</summary>
    /// <value>0.5.</value>
    public double RoundedShare { get; init; } = 0.5;

    /// <summary>PROF028: where more than this share ends in 0 or 5, five is the unit and nothing was rounded off.</summary>
    /// <value>0.999.</value>
    public double RoundedMost { get; init; } = 0.999;

    /// <summary>PROF041: at least this share of the rows lies before the span and at least this share after it.</summary>
    /// <value>0.05.</value>
    public double TimeGapBeside { get; init; } = 0.05;

    /// <summary>PROF041: a span without a row that has at least this share of the time from the earliest to the latest moment.</summary>
    /// <value>0.2.</value>
    public double TimeGapShare { get; init; } = 0.2;

    /// <summary>PROF042: numbers of which at least this share, but not all, is whole.</summary>
    /// <value>0.99.</value>
    public double WholeShare { get; init; } = 0.99;

    /// <summary>PROF007: a label whose rarest class has less than this share of the rows.</summary>
    /// <value>0.1.</value>
    public double RarestClassShare { get; init; } = 0.1;

    /// <summary>PROF033: a class of the label with fewer rows than this.</summary>
    /// <value>20.</value>
    public int ClassRows { get; init; } = 20;

    /// <summary>PROF034: a label of texts or levels with more different values per row than this.</summary>
    /// <value>0.1.</value>
    public double LabelValues { get; init; } = 0.1;

    /// <summary>PROF035: a label of numbers with at most this many different values, and more than two.</summary>
    /// <value>10.</value>
    public int LabelNumbers { get; init; } = 10;

    /// <summary>PROF009: a feature that alone removes more than this share of the uncertainty about the label.</summary>
    /// <value>0.95.</value>
    public double LabelCertainty { get; init; } = 0.95;

    /// <summary>PROF009: a feature that alone ranks the rows of any two classes of the label better than this (area under the ROC curve), or whose correlation with a numeric label is above this in size.</summary>
    /// <value>0.99.</value>
    public double LabelSeparation { get; init; } = 0.99;

    /// <summary>PROF004: numeric features whose correlation is above this in size.</summary>
    /// <value>0.95.</value>
    public double Correlation { get; init; } = 0.95;

    /// <summary>PROF050: a table in which more than this share of the rows repeat an earlier one.</summary>
    /// <value>0.01.</value>
    public double RepeatedShare { get; init; } = 0.01;

    /// <summary>PROF050, PROF051: tables of few columns with few values repeat rows by chance; nothing is told where a row equals more than this many others, were the columns independent and their values equally frequent.</summary>
    /// <value>0.1.</value>
    public double RepeatedByChance { get; init; } = 0.1;

    /// <summary>PROF051: a table in which more than this share of the rows has the same features as another and a different label.</summary>
    /// <value>0.01.</value>
    public double ConflictShare { get; init; } = 0.01;

    /// <summary>PROF052, PROF009: up to this share of the rows may contradict that one column determines another.</summary>
    /// <value>0.01.</value>
    public double DependencyViolation { get; init; } = 0.01;

    /// <summary>PROF054: a feature of moments more than this share of which lies after the time of its row.</summary>
    /// <value>0.05.</value>
    public double LaterShare { get; init; } = 0.05;

    /// <summary>PROF036: a group that has more than this share of the rows.</summary>
    /// <value>0.5.</value>
    public double GroupShare { get; init; } = 0.5;

    /// <summary>PROF039: a moment that lies after that of the profile by more than this.</summary>
    /// <value>1 day.</value>
    public TimeSpan FutureAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>PROF040: a table whose newest row is older than this.</summary>
    /// <value>365 days.</value>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(365);

    /// <summary>PROF072: a table in which more than this share of the rows has the weight 0.</summary>
    /// <value>0.01.</value>
    public double ZeroWeightShare { get; init; } = 0.01;

    /// <summary>PROF073: weights that leave less than this share of the rows with a weight as effective rows.</summary>
    /// <value>0.5.</value>
    public double EffectiveShare { get; init; } = 0.5;

    /// <summary>PROF074: a column whose weighted mean is farther than this from the plain one, in standard deviations.</summary>
    /// <value>0.2.</value>
    public double WeightedShift { get; init; } = 0.2;

    /// <summary>PROF074: how many standard errors of weights by chance that distance has at least.</summary>
    /// <value>4.</value>
    public double WeightedErrors { get; init; } = 4;

    /// <summary>PROF080: a clock in which more than this share of the steps has no row.</summary>
    /// <value>0.01.</value>
    public double GapShare { get; init; } = 0.01;

    /// <summary>PROF081: a clock in which less than this share of the distances between moments is a multiple of one step.</summary>
    /// <value>0.9.</value>
    public double RegularShare { get; init; } = 0.9;

    /// <summary>PROF082: a clock in which more than this share of the rows has a moment (in its group) that an earlier one has.</summary>
    /// <value>0.01.</value>
    public double RepeatedMoments { get; init; } = 0.01;

    /// <summary>PROF083: a column that rises or falls by more than this from the first step to the last, in standard deviations. A column that wanders is told whatever it does.</summary>
    /// <value>1.</value>
    public double TrendChange { get; init; } = 1;

    /// <summary>PROF083, PROF085: the probability of finding a trend or a change of level in any column of a table without one.</summary>
    /// <value>0.001.</value>
    public double TrendLevel { get; init; } = 0.001;

    /// <summary>PROF083: the level of the tests of Dickey and Fuller and of Kwiatkowski, Phillips, Schmidt and Shin that together tell a column that wanders.</summary>
    /// <value>0.05.</value>
    public double StationarityLevel { get; init; } = 0.05;

    /// <summary>PROF084: a period that explains more than this share of the variance.</summary>
    /// <value>0.1.</value>
    public double SeasonalStrength { get; init; } = 0.1;

    /// <summary>PROF084: the probability of finding a period in any column of a table without one.</summary>
    /// <value>0.01.</value>
    public double SeasonalLevel { get; init; } = 0.01;

    /// <summary>PROF085: a column whose level changes by more than this, in standard deviations around the two levels.</summary>
    /// <value>1.</value>
    public double LevelChange { get; init; } = 1;

    /// <summary>PROF092: how many interquartile ranges from the quartiles a length of a vector is far from the others.</summary>
    /// <value>3.</value>
    public double NormFence { get; init; } = 3;

    /// <summary>PROF092: a vector of which more than this share of the rows has a length beyond <see cref="NormFence"/> interquartile ranges from the quartiles.</summary>
    /// <value>0.01.</value>
    public double OutlierNorms { get; init; } = 0.01;

    /// <summary>PROF093: a vector of which at least this share of the rows, but not all, has length 1.</summary>
    /// <value>0.9.</value>
    public double NormalizedShare { get; init; } = 0.9;

    /// <summary>PROF094: a vector that fills less than this share of its directions.</summary>
    /// <value>0.2.</value>
    public double EffectiveRankShare { get; init; } = 0.2;

    /// <summary>PROF095: from this cosine on two vectors point the same way.</summary>
    /// <value>0.999.</value>
    public double NearCosine { get; init; } = 0.999;

    /// <summary>PROF095: a vector of which more than this share of the sampled rows has another one that points the same way.</summary>
    /// <value>0.05.</value>
    public double AlikeVectors { get; init; } = 0.05;

    /// <summary>PROF043: a table with fewer rows than this.</summary>
    /// <value>50.</value>
    public int Rows { get; init; } = 50;

    /// <summary>PROF044: a table with fewer rows per feature than this.</summary>
    /// <value>10.</value>
    public double RowsPerFeature { get; init; } = 10;

    /// <summary>PROF045: a table with more features than this.</summary>
    /// <value>500.</value>
    public int Features { get; init; } = 500;

    /// <summary>PROF060, PROF061, PROF062: texts of which at least this share are numbers, dates or flags.</summary>
    /// <value>0.9.</value>
    public double TextShare { get; init; } = 0.9;

    /// <summary>PROF063: texts of which at least this share, but less than <see cref="TextShare"/>, are numbers or dates.</summary>
    /// <value>0.1.</value>
    public double MixedShare { get; init; } = 0.1;

    /// <summary>PROF046: a column of texts longer than this on average, in characters.</summary>
    /// <value>1000.</value>
    public double TextLength { get; init; } = 1000;
}
