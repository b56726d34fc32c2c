using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Columns that tell nothing, or name the row.</summary>
internal static class ConstantFindings
{
    public static readonly FindingKind Constant = new("PROF002", "constant", Severity.Warning, "The feature has one value only.", ".SelectFeatures()");
    public static readonly FindingKind Identifier = new("PROF003", "identifier", Severity.Warning, "Each row has another value: texts that are no amounts, dates or sentences, or whole numbers that would not all differ by chance.", "data.WithRole(name, ColumnRole.Id)");
    public static readonly FindingKind QuasiConstant = new("PROF011", "nearly constant", Severity.Info, "Nearly all rows of the feature have the same value.", ".SelectFeatures()", nameof(FindingThresholds.QuasiConstantShare));
    public static readonly FindingKind NearKey = new("PROF017", "key with repeats", Severity.Warning, "Nearly each row has another text or whole number, and some share one: a key that is not one, or rows entered twice.", "data.WithRole(name, ColumnRole.Id)", nameof(FindingThresholds.NearKeyShare));
    public static readonly FindingKind Dominant = new("PROF020", "one level dominates", Severity.Info, "One level of a category has nearly all rows.", ".EncodeCategories(new() { Method = EncodingMethod.OneHot(minFraction: 0.01) })", nameof(FindingThresholds.DominantShare));

    public static IReadOnlyList<FindingKind> Kinds => [Constant, Identifier, QuasiConstant, NearKey, Dominant];

    public static IEnumerable<Finding> Of(ProfileFacts facts) => facts.Present.SelectMany(column => Of(column, facts));

    private static IEnumerable<Finding> Of(ColumnProfile column, ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        string name = column.Name, role = $"data.WithRole({name.Literal()}, ColumnRole.Id)";
        if (column.Distinct <= 1 && column.Infinite < column.Present)
        {
            yield return Constant.Tell(name, $"{name.Quoted()} has one value only in {column.Present:N0} rows and tells nothing.", $".SelectFeatures() drops it.", ".SelectFeatures()", column.Distinct);
            yield break;
        }

        if (column.LooksLikeIdentifier())
            yield return Identifier.Tell(name, $"{name.Quoted()} has {column.Distinct:N0} different values in {column.Present:N0} rows and looks like an identifier.", $"Give it that role: {role}.", role, column.Distinct, column.Present);
        else if (facts.HasEnoughRows && IsNearKey(column, thresholds))
            yield return NearKey.Tell(name, $"{name.Quoted()} has {column.Distinct:N0} different values in {column.Present:N0} rows, {column.Present - column.Distinct:N0} short of one each.", $"If it names the row, look at the rows that share one and set its role: {role}.", role, column.Distinct / column.Present, thresholds.NearKeyShare);
        else if (facts.HasEnoughRows && column.Mode() is var (value, count, share) && share >= Least(column, thresholds))
            yield return OfMode(column, thresholds, value, count, share);
    }

    private static double Least(ColumnProfile column, FindingThresholds thresholds) =>
        column.Type is ColumnType.Category or ColumnType.Text ? Math.Min(thresholds.DominantShare, thresholds.QuasiConstantShare) : thresholds.QuasiConstantShare;

    private static Finding OfMode(ColumnProfile column, FindingThresholds thresholds, string value, long count, double share)
    {
        const string OneHot = ".EncodeCategories(new() { Method = EncodingMethod.OneHot(minFraction: 0.01) })";
        string name = column.Name;
        return share >= thresholds.QuasiConstantShare
            ? QuasiConstant.Tell(name, $"{name.Quoted()} is {value.Quoted()} in {count:N0} of {column.Present:N0} rows ({Share(share)}, from {Share(thresholds.QuasiConstantShare)} on).", $"The rest is too few rows to learn from, unless they are what you look for: .SelectFeatures() drops it when it tells nothing of the label.", ".SelectFeatures()", share, thresholds.QuasiConstantShare)
            : Dominant.Tell(name, $"{name.Quoted()} is {value.Quoted()} in {Share(share)} of the rows (from {Share(thresholds.DominantShare)} on).", $"The other {column.Distinct - 1:N0} {(column.Distinct == 2 ? "level has" : "levels share")} {column.Present - count:N0} rows; {OneHot} keeps rare ones together.", OneHot, share, thresholds.DominantShare);
    }

    // Distinct counts that are estimates cannot tell a few repeats from none.
    private static bool IsNearKey(ColumnProfile column, FindingThresholds thresholds) =>
        column.DistinctBound == 0 && column.Distinct < column.Present && column.Distinct >= thresholds.NearKeyShare * column.Present && column.Type is ColumnType.Text or ColumnType.Category or ColumnType.Integer && !column.HoldsAmountsOrProse();
}
