using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>All kinds of findings on two profiles, and the rules that make them.</summary>
internal static class ComparisonCatalog
{
    private static readonly (IReadOnlyList<FindingKind> Kinds, Func<ComparisonFacts, IEnumerable<Finding>> Rule)[] s_families =
    [
        (SchemaDifferences.Kinds, SchemaDifferences.Of),
        (TableDifferences.Kinds, TableDifferences.Of),
        (PresenceDifferences.Kinds, PresenceDifferences.Of),
        (NumberDifferences.Kinds, NumberDifferences.Of),
        (LevelDifferences.Kinds, LevelDifferences.Of),
        (TextDifferences.Kinds, TextDifferences.Of),
    ];

    /// <summary>Every kind, by code.</summary>
    public static ImmutableArray<FindingKind> All { get; } = [.. s_families.SelectMany(family => family.Kinds).OrderBy(kind => kind.Code, StringComparer.Ordinal)];

    /// <summary>What the rules have to say, but for what is to be kept silent.</summary>
    public static IEnumerable<Finding> Find(ComparisonFacts facts) =>
        s_families.SelectMany(family => family.Rule(facts)).Where(finding => !facts.Options.Silent.Contains(finding.Code, StringComparer.Ordinal));
}
