using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What one feature alone says of the label. A measure is null where it does not fit the types, or where the feature or the label does not vary.</summary>
public sealed record FeatureTarget
{
    /// <summary>The feature.</summary>
    public required string Feature { get; init; }

    /// <summary>From 0 to 1, comparable between types, as <see cref="Association.Strength"/>; for two classes at least twice the distance of <see cref="Auc"/> from one half.</summary>
    public required double Strength { get; init; }

    /// <summary>For two classes and something that can be ordered: the probability that a row of the positive class has a greater value than one of the other, ties counted half; below 0.5 the values are smaller.</summary>
    public double? Auc { get; init; }

    /// <summary>For classes: the area under the ROC curve in the better direction, of those two classes that the feature tells apart least; of all rows.</summary>
    public double? Separation { get; init; }

    /// <summary>The same by whether the feature is missing.</summary>
    public double? MissingSeparation { get; init; }

    /// <summary>Pearson's correlation with a numeric label, of all rows up to 500 numeric columns (<see cref="DatasetSummaryOptions.CorrelationColumns"/>).</summary>
    public double? Pearson { get; init; }

    /// <summary>Spearman's correlation with a numeric label.</summary>
    public double? Spearman { get; init; }

    /// <summary>Eta between a category and a number, whichever of the two is the label.</summary>
    public double? CorrelationRatio { get; init; }

    /// <summary>Cramér's V, bias-corrected, between a category and classes.</summary>
    public double? CramersV { get; init; }

    /// <summary>The share of the uncertainty about the label that the feature removes (mutual information, Miller-Madow corrected, by entropy; numbers cut into 20 bins of equal count; a missing feature is a value). Null where the values are too many to tell: above a tenth of the rows.</summary>
    public double? Certainty { get; init; }

    /// <summary>The rows in which feature and label are both there.</summary>
    public required long Rows { get; init; }

    /// <summary>The label by ten ranges of equal count or the ten most frequent levels, the other levels together, and the rows in which the feature is missing. Empty for free text.</summary>
    public required ImmutableArray<TargetBin> Bins { get; init; }
}
