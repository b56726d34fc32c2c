namespace Mlops.Sdk;

/// <summary>How rows that lie far from the others are found, by all of their columns together.</summary>
public sealed record OutlierDetectorOptions : StageOptions
{
    /// <summary>The columns to look at: numbers, integers, flags and categories.</summary>
    /// <value>Every such feature.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.OfType(ColumnType.Number, ColumnType.Integer, ColumnType.Flag, ColumnType.Category);

    /// <summary>How rows are scored.</summary>
    /// <value><see cref="DetectionMethod.IsolationForest"/>: fast on any number of rows, and among the best on most data.</value>
    public DetectionMethod Method { get; init; } = DetectionMethod.IsolationForest();

    /// <summary>From which score on a row is flagged.</summary>
    /// <value><see cref="OutlierThreshold.Mad"/> with 3.5, which asks for no share of outliers.</value>
    public OutlierThreshold Threshold { get; init; } = OutlierThreshold.Mad();

    /// <summary>The units in which methods that measure distances take the columns.</summary>
    /// <value><see cref="DetectionScaling.Standard"/>.</value>
    public DetectionScaling Scaling { get; init; } = DetectionScaling.Standard;

    /// <summary>How categories take part.</summary>
    /// <value><see cref="DetectionCategories.Rarity"/>.</value>
    public DetectionCategories Categories { get; init; } = DetectionCategories.Rarity;

    /// <summary>Whether a column of 0 and 1 is added, within the detector, for every column of numbers that is missing in some training row, so that a missing value can itself be unusual.</summary>
    /// <value>False: a missing value is neither usual nor unusual.</value>
    public bool MissingIndicators { get; init; }

    /// <summary>Whether a column <c>outlier_score</c> is added.</summary>
    /// <value>True.</value>
    public bool AddScore { get; init; } = true;

    /// <summary>Whether a flag column <c>outlier</c> is added.</summary>
    /// <value>True.</value>
    public bool AddFlag { get; init; } = true;

    /// <summary>Whether a column <c>outlier_probability</c> is added.</summary>
    /// <value>False.</value>
    public bool AddProbability { get; init; }

    /// <summary>What that probability is.</summary>
    /// <value><see cref="OutlierProbability.Unify"/>.</value>
    public OutlierProbability Probability { get; init; } = OutlierProbability.Unify;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!AddScore && !AddFlag && !AddProbability) yield return "AddScore, AddFlag and AddProbability are all false, so nothing would be added; set one of them.";
    }
}
