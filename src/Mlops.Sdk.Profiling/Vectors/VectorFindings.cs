using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Vectors that do not do their work.</summary>
internal static class VectorFindings
{
    private const int LeastDimension = 8;

    public static readonly FindingKind Dead = new("PROF090", "dead components", Severity.Warning, "Components of a vector have one value only.", ".SelectFeatures()");
    public static readonly FindingKind Incomplete = new("PROF091", "vectors with holes", Severity.Warning, "Some components of a vector are missing, NaN or infinite while others are there.", "data.Filter");
    public static readonly FindingKind Lengths = new("PROF092", "lengths far apart", Severity.Warning, "Vectors have length 0, or a length far from that of the others.", "data.Filter", nameof(FindingThresholds.OutlierNorms), nameof(FindingThresholds.NormFence));
    public static readonly FindingKind Mixed = new("PROF093", "some vectors normalised", Severity.Warning, "Nearly all vectors have length 1, and some do not: they come from another program or version.", "data.Filter", nameof(FindingThresholds.NormalizedShare));
    public static readonly FindingKind Flat = new("PROF094", "vectors fill few directions", Severity.Info, "The vectors fill few of the directions that they have components for.", ".SelectFeatures()", nameof(FindingThresholds.EffectiveRankShare));
    public static readonly FindingKind Alike = new("PROF095", "vectors alike", Severity.Info, "Many vectors are repeats of another or point the same way.", "train.OverlapWith(test)", nameof(FindingThresholds.AlikeVectors), nameof(FindingThresholds.NearCosine));

    public static IReadOnlyList<FindingKind> Kinds => [Dead, Incomplete, Lengths, Mixed, Flat, Alike];

    public static IEnumerable<Finding> Of(ProfileFacts facts) => facts.HasEnoughRows ? facts.Vectors.SelectMany(vector => Of(vector.Profile, facts)) : [];

    private static IEnumerable<Finding> Of(VectorProfile vector, ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        string name = vector.Name.Quoted(), first = vector.Components[0];
        if (vector.ConstantComponents > 0)
            yield return Dead.Tell(null, $"{vector.ConstantComponents:N0} of {vector.Dimension:N0} components of {name} have one value only, {vector.ZeroComponents:N0} of them 0.", $".SelectFeatures() drops them; if they were not so before, ask what makes the vectors.", ".SelectFeatures()", vector.ConstantComponents, related: vector.Components.Where(component => facts.Columns.First(column => column.Name == component).Distinct <= 1).Take(100));
        if (vector.Incomplete > 0)
            yield return Incomplete.Tell(null, $"{vector.Incomplete:N0} of {facts.Rows:N0} vectors of {name} lack some of their {vector.Dimension:N0} components, or have NaN or infinite ones.", $"A direction with holes means nothing: data.Filter leaves those rows out.", "data.Filter", vector.Incomplete, related: [first]);
        if (vector.Complete == 0) yield break;
        double unit = (double)vector.UnitVectors / vector.Complete, odd = vector.OutlierNorms, zero = (double)vector.ZeroVectors / vector.Complete;
        if (unit < 1 && unit >= thresholds.NormalizedShare)
            yield return Mixed.Tell(null, $"{Share(unit)} of the vectors of {name} have length 1 (from {Share(thresholds.NormalizedShare)} on), and {vector.Complete - vector.UnitVectors:N0} have another, {vector.ZeroVectors:N0} of them 0.", $"Normalise them all, or ask where those come from; data.Filter leaves them out.", "data.Filter", unit, thresholds.NormalizedShare, related: [first]);
        else if (vector.ZeroVectors > 0 || odd > thresholds.OutlierNorms)
            yield return Lengths.Tell(null, $"{vector.ZeroVectors:N0} vectors of {name} have length 0 ({Share(zero)}), and {Share(odd)} have a length beyond {Number(thresholds.NormFence)} interquartile ranges from the quartiles (above {Share(thresholds.OutlierNorms)}).", $"Where the direction counts, normalise them; data.Filter leaves those without one out.", "data.Filter", Math.Max(odd, zero), thresholds.OutlierNorms, related: [first]);
        double room = Math.Min(vector.Dimension, vector.SampledRows - 1);
        if (vector.Dimension >= LeastDimension && vector.SampledRows > vector.Dimension && vector.EffectiveRank < thresholds.EffectiveRankShare * room)
            yield return Flat.Tell(null, $"The vectors of {name} fill {vector.EffectiveRank:0.#} of {vector.Dimension:N0} directions (below {Share(thresholds.EffectiveRankShare)}): {vector.DirectionsFor(0.9):N0} have 90 % of the variance.", $"Fewer components say the same: .SelectFeatures() on them, or a shorter vector where they are made.", ".SelectFeatures()", vector.EffectiveRank / room, thresholds.EffectiveRankShare, related: [first]);
        if (vector.NearDuplicates > thresholds.AlikeVectors)
            yield return Alike.Tell(null, $"{Share(vector.NearDuplicates)} of {vector.SampledRows:N0} vectors of {name} have another one that points the same way (cosine {Number(thresholds.NearCosine)} or more; above {Share(thresholds.AlikeVectors)}); {vector.RepeatedRows:N0} of {vector.Complete:N0} repeat an earlier one exactly.", $"The same thing can be in the training and the test part: train.OverlapWith(test), and split by a group of like ones.", "train.OverlapWith(test)", vector.NearDuplicates, thresholds.AlikeVectors, related: [first]);
    }
}
