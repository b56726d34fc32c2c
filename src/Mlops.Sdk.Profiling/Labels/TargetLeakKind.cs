namespace Mlops.Sdk;

/// <summary>How a feature gives the label away.</summary>
public enum TargetLeakKind
{
    /// <summary>It correlates with a numeric label (Pearson, in size).</summary>
    Correlation,

    /// <summary>It ranks the rows of any two classes (area under the ROC curve).</summary>
    Separation,

    /// <summary>It does so by being missing.</summary>
    MissingSeparation,

    /// <summary>It removes the uncertainty about the label (share of the entropy).</summary>
    Certainty,

    /// <summary>It has many values, most rows of one value have one label: like the number of a customer whose label is known (share of the rows that agree).</summary>
    Determines,

    /// <summary>It is a moment after that at which the row was observed (share of the rows).</summary>
    KnownLater,
}
