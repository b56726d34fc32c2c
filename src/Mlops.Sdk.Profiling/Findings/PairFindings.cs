using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Features that say the same: one finding for each set of them.</summary>
internal static class PairFindings
{
    public static readonly FindingKind Correlated = new("PROF004", "say the same", Severity.Info, "Features go together so closely that one of them is enough; one finding for each set. Numbers by Pearson's correlation, levels by what they tell of each other, both ways.", ".SelectFeatures()", nameof(FindingThresholds.Correlation));

    public static IReadOnlyList<FindingKind> Kinds => [Correlated];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        double threshold = facts.Thresholds.Correlation;
        var features = facts.Features.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        (string A, string B, double Value)[] strong = [.. Links(facts).Where(pair => Math.Abs(pair.Value) > threshold && features.Contains(pair.A) && features.Contains(pair.B))];
        foreach (string[] cluster in Clusters.Of(strong.Select(pair => (pair.A, pair.B)), facts.Columns.Select(column => column.Name)))
        {
            var members = cluster.ToHashSet(StringComparer.Ordinal);
            (string A, string B, double Value)[] within = [.. strong.Where(pair => members.Contains(pair.A) && members.Contains(pair.B))];
            string kept = cluster.MaxBy(name => within.Where(pair => pair.A == name || pair.B == name).Sum(pair => Math.Abs(pair.Value)))!;
            string[] others = [.. cluster.Where(name => name != kept)];
            double strongest = within.Max(pair => Math.Abs(pair.Value)), weakest = within.Min(pair => Math.Abs(pair.Value));
            yield return cluster.Length == 2
                ? Correlated.Tell(kept, $"{within[0].A.Quoted()} and {within[0].B.Quoted()} go together: {within[0].Value:F3}, above {Number(threshold)} in size.", $".SelectFeatures() keeps one of them.", ".SelectFeatures()", within[0].Value, threshold, related: others)
                : Correlated.Tell(kept, $"{cluster.Length:N0} features say nearly the same: {cluster.Listed()}; each is linked to another by {weakest:F3} to {strongest:F3} in size, above {Number(threshold)}. {kept.Quoted()} is closest to the others.", $".SelectFeatures() keeps one of them.", ".SelectFeatures()", strongest, threshold, related: others);
        }
    }

    private static IEnumerable<(string A, string B, double Value)> Links(ProfileFacts facts)
    {
        foreach (ColumnPair pair in facts.Correlations) yield return (pair.A, pair.B, pair.Value);
        // A level can tell of another without being told by it, as a city of its region: only what goes both ways says the same.
        foreach (Association pair in facts.Table.Associations)
            if (pair["theils_u_ab"] is { } first && pair["theils_u_ba"] is { } second) yield return (pair.A, pair.B, Math.Min(first, second));
        Dictionary<(string, string), double> determined = facts.Table.Dependencies.ToDictionary(one => (one.Determinant, one.Dependent), one => one.ViolationShare);
        foreach (((string a, string b), double violation) in determined)
            if (string.CompareOrdinal(a, b) < 0 && determined.TryGetValue((b, a), out double other)) yield return (a, b, 1 - Math.Max(violation, other));
    }
}
