using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>What weights do to a table.</summary>
internal static class WeightFindings
{
    public static readonly FindingKind Zero = new("PROF072", "rows of weight zero", Severity.Info, "Rows have the weight 0 and count for nothing.", "data.Filter(row => row.Number(weight) != 0)", nameof(FindingThresholds.ZeroWeightShare));
    public static readonly FindingKind Effective = new("PROF073", "few effective rows", Severity.Warning, "Unequal weights leave the exactness of far fewer rows (the effective sample size of Kish).", "data.Derive(name, …)", nameof(FindingThresholds.EffectiveShare));
    public static readonly FindingKind Shift = new("PROF074", "weights move the mean", Severity.Info, "The weighted mean of the column lies far from the plain one, in standard deviations, and farther than weights by chance would move it.", "report.Weights", nameof(FindingThresholds.WeightedShift), nameof(FindingThresholds.WeightedErrors));

    public static IReadOnlyList<FindingKind> Kinds => [Zero, Effective, Shift];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        if (facts.Weights is not { } weights || !facts.HasEnoughRows) yield break;
        FindingThresholds thresholds = facts.Thresholds;
        string name = weights.Column;
        double zero = (double)weights.ZeroRows / facts.Rows, effective = weights.EffectiveRows / weights.Rows;
        if (zero > thresholds.ZeroWeightShare)
            yield return Zero.Tell(name, $"{weights.ZeroRows:N0} of {facts.Rows:N0} rows have the weight 0 in {name.Quoted()} ({Share(zero)}, above {Share(thresholds.ZeroWeightShare)}) and count for nothing.", $"Leave them out before you split, so that every part has rows that count: data.Filter(row => row.Number({name.Literal()}) != 0).", $"data.Filter(row => row.Number({name.Literal()}) != 0)", zero, thresholds.ZeroWeightShare);
        if (weights.Rows > 0 && effective < thresholds.EffectiveShare)
            yield return Effective.Tell(name, $"The {weights.Rows:N0} rows with a weight in {name.Quoted()} tell a mean as exactly as {weights.EffectiveRows:N0} rows of equal weight would ({Share(effective)}, below {Share(thresholds.EffectiveShare)}).", $"A few heavy rows decide: cap the weights, as with data.Derive({name.Literal()}, row => Math.Min(row.Number({name.Literal()}), most)).", $"data.Derive({name.Literal()}, row => Math.Min(row.Number({name.Literal()}), most))", effective, thresholds.EffectiveShare);
        foreach (WeightedColumn column in weights.Columns)
            if (ShiftOf(column, thresholds) is { } shift && Math.Abs(shift) > thresholds.WeightedShift)
                yield return Shift.Tell(column.Name, $"With the weights of {name.Quoted()} the mean of {column.Name.Quoted()} is {Number(column.Mean)} and not {Number(column.Plain.Mean)}: {Number(shift)} standard deviations away (above {Number(thresholds.WeightedShift)} in size).", $"Say which of the two is meant wherever you tell it; report.Weights has the weighted numbers.", "report.Weights", shift, thresholds.WeightedShift, related: [name]);
    }

    /// <summary>The distance of the two means in standard deviations of the plain column; null without numbers or spread.</summary>
    public static double? DistanceOf(WeightedColumn column) =>
        column.Mean is { } weighted && column.Plain.Mean is { } plain && column.Plain.StandardDeviation is { } deviation && deviation > 0 && (weighted - plain) / deviation is var distance && double.IsFinite(distance) ? distance : null;

    /// <summary>How far weights move a mean, in standard deviations of the plain column; null where there is nothing to compare or chance may have moved it.</summary>
    public static double? ShiftOf(WeightedColumn column, FindingThresholds thresholds)
    {
        if (DistanceOf(column) is not { } shift || column.EffectiveCount is not { } effective) return null;
        double error = Math.Sqrt(Math.Max(0, (1 / effective) - (1.0 / column.Plain.Summary.Numbers.Count)));
        return Math.Abs(shift) > thresholds.WeightedErrors * error ? shift : null;
    }
}
