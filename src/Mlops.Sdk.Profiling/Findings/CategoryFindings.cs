using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Levels: too many, too rare.</summary>
internal static class CategoryFindings
{
    private const int MostLevels = 16_384, LeastRare = 5;

    public static readonly FindingKind ManyLevels = new("PROF005", "many levels", Severity.Info, "A category has so many levels that one column each is too much.", ".EncodeCategories(new() { Method = EncodingMethod.Target() })", nameof(FindingThresholds.CategoryLevels));
    public static readonly FindingKind RareLevels = new("PROF018", "rare levels", Severity.Info, "Many levels of a category have too few rows to learn from.", ".EncodeCategories(new() { Method = EncodingMethod.OneHot(minFraction: 0.01) })", nameof(FindingThresholds.RareLevelShare), nameof(FindingThresholds.RareLevelRows));
    public static readonly FindingKind Singletons = new("PROF019", "levels seen once", Severity.Info, "Many levels of a category occur once: the next data will have others.", ".EncodeCategories(new() { Method = EncodingMethod.Hashing() })", nameof(FindingThresholds.SingletonShare));

    public static IReadOnlyList<FindingKind> Kinds => [ManyLevels, RareLevels, Singletons];

    public static IEnumerable<Finding> Of(ProfileFacts facts) =>
        facts.HasEnoughRows ? facts.Present.Where(column => column.Type == ColumnType.Category && !column.LooksLikeIdentifier()).SelectMany(column => Of(column, facts.Thresholds)) : [];

    private static IEnumerable<Finding> Of(ColumnProfile column, FindingThresholds thresholds)
    {
        const string Target = ".EncodeCategories(new() { Method = EncodingMethod.Target() })", Hashing = ".EncodeCategories(new() { Method = EncodingMethod.Hashing() })", OneHot = ".EncodeCategories(new() { Method = EncodingMethod.OneHot(minFraction: 0.01) })";
        string name = column.Name;
        IReadOnlyList<FrequentValue> levels = column.Summary.AreCountsExact && column.Distinct <= MostLevels ? column.Summary.FrequentValues(MostLevels) : [];
        int once = levels.Count(level => level.UpperCount == 1), rare = levels.Count(level => level.UpperCount < thresholds.RareLevelRows);
        double onceShare = once / column.Distinct, rareShare = rare / column.Distinct;
        if (column.Distinct > thresholds.CategoryLevels)
        {
            string few = rare > 0 ? FormattableString.Invariant($"; {rare:N0} of them have fewer than {thresholds.RareLevelRows:N0} rows, {once:N0} one alone") : "";
            yield return ManyLevels.Tell(name, $"{name.Quoted()} has {column.Distinct:N0} levels, above {thresholds.CategoryLevels:N0}{few}.", $"One-hot encoding would make as many columns; {Target} takes the label's mean instead.", Target, column.Distinct, thresholds.CategoryLevels, column.DistinctBound);
            yield break;
        }

        if (levels.Count == 0 || column.Distinct < 2 * LeastRare) yield break;
        if (onceShare >= thresholds.SingletonShare)
            yield return Singletons.Tell(name, $"{once:N0} of the {column.Distinct:N0} levels of {name.Quoted()} occur once ({Share(onceShare)}, from {Share(thresholds.SingletonShare)} on).", $"New data will bring levels never seen: {Hashing} needs no list, or make fewer levels of it with data.Recode({name.Literal()}, …).", Hashing, onceShare, thresholds.SingletonShare);
        else if (rare >= LeastRare && rareShare >= thresholds.RareLevelShare)
            yield return RareLevels.Tell(name, $"{rare:N0} of the {column.Distinct:N0} levels of {name.Quoted()} have fewer than {thresholds.RareLevelRows:N0} rows ({Share(rareShare)}, from {Share(thresholds.RareLevelShare)} on).", $"{OneHot} puts them together.", OneHot, rareShare, thresholds.RareLevelShare);
    }
}
