namespace Mlops.Sdk;

/// <summary>How the classes of the training rows are balanced.</summary>
public sealed record RebalanceOptions : StageOptions
{
    /// <summary>What is done.</summary>
    /// <value><see cref="RebalanceMethod.TunedDecision"/>: no row and no weight is changed, the decision is. Rebalancing of any other kind mostly moves the decision threshold and costs calibration; compare them on your data.</value>
    public RebalanceMethod Method { get; init; } = RebalanceMethod.TunedDecision;

    /// <summary>How large each class is to be afterwards, as a share of the largest; a class that is larger already stays as it is. For undersampling: as a share that the smallest is of each. Not for methods that clean.</summary>
    /// <value>1: all classes the same.</value>
    public double MinorityRatio { get; init; } = 1;

    /// <summary>Which classes are worked on.</summary>
    /// <value><see cref="RebalanceClasses.Auto"/>: all but the largest where rows are made, all but the smallest where rows are left out.</value>
    public RebalanceClasses Classes { get; init; } = RebalanceClasses.Auto;

    /// <summary>How many rows the classes are to have, instead of a ratio; classes that are not named stay as they are.</summary>
    /// <value>None: <see cref="MinorityRatio"/> says it.</value>
    public ValueList<ClassCount> Counts { get; init; } = [];

    /// <summary>Whether the pipeline puts a calibration behind the trainer, learnt out of fold on rows as they come, when rows or weights were changed: the model would give small classes too high a probability.</summary>
    /// <value>true. Costs nothing with <see cref="RebalanceMethod.TunedDecision"/>, which needs none.</value>
    public bool Recalibrate { get; init; } = true;

    /// <summary>Whether the pipeline tunes the decision behind the trainer, learnt out of fold on rows as they come.</summary>
    /// <value>true.</value>
    public bool TuneDecision { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (!(MinorityRatio is > 0 and <= 1)) yield return FormattableString.Invariant($"MinorityRatio is {MinorityRatio} and must be above 0 and at most 1.");
        if (!Enum.IsDefined(Classes)) yield return $"Classes is {Classes}; it is one of {string.Join(", ", Enum.GetNames<RebalanceClasses>())}.";
        foreach (ClassCount count in Counts.Where(count => count.Rows < 1)) yield return FormattableString.Invariant($"Counts asks for {count.Rows} rows of class '{count.Class}'; no class is deleted, so it is at least 1.");
        if (Counts.GroupBy(count => count.Class, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice) yield return $"Counts names class '{twice.Key}' twice.";
        if (Counts.Count > 0 && MinorityRatio != 1) yield return "Both Counts and MinorityRatio are given; one of them says how large the classes are to be.";
        if (Counts.Count > 0 && Classes != RebalanceClasses.Auto) yield return "Both Counts and Classes are given; the classes in Counts are those worked on.";
        foreach (string problem in Method.Problems(this)) yield return problem;
    }
}
