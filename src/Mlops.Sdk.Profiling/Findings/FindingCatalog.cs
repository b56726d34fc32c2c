using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>All kinds of findings, and the rules that make them.</summary>
internal static class FindingCatalog
{
    private static readonly (IReadOnlyList<FindingKind> Kinds, Func<ProfileFacts, IEnumerable<Finding>> Rule)[] s_families =
    [
        (TableFindings.Kinds, TableFindings.Of),
        (LabelColumnFindings.Kinds, LabelColumnFindings.Of),
        (LabelFindings.Kinds, LabelFindings.Of),
        (RoleFindings.Kinds, RoleFindings.Of),
        (WeightFindings.Kinds, WeightFindings.Of),
        (SeriesFindings.Kinds, SeriesFindings.Of),
        (VectorFindings.Kinds, VectorFindings.Of),
        (RowFindings.Kinds, RowFindings.Of),
        (MissingFindings.Kinds, MissingFindings.Of),
        (ConstantFindings.Kinds, ConstantFindings.Of),
        (SentinelFindings.Kinds, SentinelFindings.Of),
        (NumberFindings.Kinds, NumberFindings.Of),
        (HabitFindings.Kinds, HabitFindings.Of),
        (OrderFindings.Kinds, OrderFindings.Of),
        (CategoryFindings.Kinds, CategoryFindings.Of),
        (SpellingFindings.Kinds, SpellingFindings.Of),
        (TextFindings.Kinds, TextFindings.Of),
        (PairFindings.Kinds, PairFindings.Of),
    ];

    /// <summary>Every kind, by code.</summary>
    public static ImmutableArray<FindingKind> All { get; } = [.. s_families.SelectMany(family => family.Kinds).OrderBy(kind => kind.Code, StringComparer.Ordinal)];

    /// <summary>What the rules have to say, but for what is to be kept silent.</summary>
    public static IEnumerable<Finding> Find(ProfileFacts facts) =>
        s_families.SelectMany(family => family.Rule(facts)).Where(finding => !facts.Options.Silent.Contains(finding.Code, StringComparer.Ordinal));
}
