using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>The shape of numbers.</summary>
internal static class NumberFindings
{
    private const int LeastForTails = 100, LeastForCodes = 200;

    public static readonly FindingKind Skewed = new("PROF006", "skewed", Severity.Info, "The feature has one long tail.", ".HandleOutliers()", nameof(FindingThresholds.Skewness));
    public static readonly FindingKind Infinite = new("PROF008", "infinite values", Severity.Warning, "Numbers are infinite.", ".HandleOutliers()");
    public static readonly FindingKind HeavyTails = new("PROF021", "heavy tails", Severity.Info, "The feature has far values on both sides much more often than a normal distribution.", ".HandleOutliers()", nameof(FindingThresholds.Kurtosis));
    public static readonly FindingKind Outliers = new("PROF022", "outliers", Severity.Info, "Many rows lie far beyond the quartiles.", ".HandleOutliers(new() { Method = OutlierMethod.Iqr(fence: 3) })", nameof(FindingThresholds.OutlierShare), nameof(FindingThresholds.MostOutliers), nameof(FindingThresholds.OutlierFence));
    public static readonly FindingKind ZeroInflated = new("PROF023", "mostly zero", Severity.Info, "At least half of the numbers are 0 and the rest spread out.", "data.DeriveFlag(name, …)", nameof(FindingThresholds.ZeroShare));
    public static readonly FindingKind FewNegatives = new("PROF024", "few negatives", Severity.Warning, "A few numbers are below 0 where nearly all are above it.", "data.Filter(row => !(row.Number(name) < 0))", nameof(FindingThresholds.FewNegatives), nameof(FindingThresholds.PositiveShare));
    public static readonly FindingKind Codes = new("PROF025", "numbers as codes", Severity.Info, "Whole numbers with few different values, or with gaps between them, may be codes of a category.", "new CsvOptions { Types = … ColumnType.Category }", nameof(FindingThresholds.FewNumbers), nameof(FindingThresholds.SparseNumbers), nameof(FindingThresholds.SparseGap), nameof(FindingThresholds.SparseRows));
    public static readonly FindingKind Uniform = new("PROF027", "evenly spread", Severity.Info, "The numbers are spread as evenly as random ones between two limits.", "data.Drop(name)", nameof(FindingThresholds.UniformLevel));

    public static IReadOnlyList<FindingKind> Kinds => [Skewed, Infinite, HeavyTails, Outliers, ZeroInflated, FewNegatives, Codes, Uniform];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        foreach (ColumnProfile column in facts.Columns.Where(column => column.Infinite > 0))
            yield return Infinite.Tell(column.Name, $"{column.Name.Quoted()} is infinite in {column.Infinite:N0} rows.", $".HandleOutliers() caps them; check the division or logarithm that made them.", ".HandleOutliers()", column.Infinite);
        foreach (ColumnProfile column in facts.Present.Where(column => column.IsRealNumber() && column.Distinct > 1 && !column.LooksLikeIdentifier()))
            foreach (Finding finding in OfTails(column, facts.Thresholds).Concat(OfSigns(column, facts)).Concat(OfSpread(column, facts))) yield return finding;
    }

    private static IEnumerable<Finding> OfTails(ColumnProfile column, FindingThresholds thresholds)
    {
        string name = column.Name;
        if (column.IsZeroInflated(thresholds) || column.Distinct <= thresholds.FewNumbers) yield break;
        if (column.Skewness is { } skewness && Math.Abs(skewness) > thresholds.Skewness)
            yield return Skewed.Tell(name, $"{name.Quoted()} is skewed: skewness {Number(skewness)}, above {Number(thresholds.Skewness)} in size, with values from {Number(column.Min)} to {Number(column.Max)}.", $"Trees do not mind; for linear models .HandleOutliers() caps the tail.", ".HandleOutliers()", skewness, thresholds.Skewness);
        else if (column.Present >= LeastForTails && column.Kurtosis > thresholds.Kurtosis)
            yield return HeavyTails.Tell(name, $"{name.Quoted()} has heavy tails: excess kurtosis {Number(column.Kurtosis)}, above {Number(thresholds.Kurtosis)}.", $"A mean or a linear model follows the few far values; .HandleOutliers() caps them.", ".HandleOutliers()", column.Kurtosis, thresholds.Kurtosis);
        else if (column.Present >= LeastForTails && BeyondFences(column, thresholds) is var (share, low, high) && share - column.QuantileRankBound > thresholds.OutlierShare && share <= thresholds.MostOutliers)
        {
            const string Remedy = ".HandleOutliers(new() { Method = OutlierMethod.Iqr(fence: 3) })";
            yield return Outliers.Tell(name, $"{Share(share)} of {name.Quoted()} lie below {Number(low)} or above {Number(high)}, {Number(thresholds.OutlierFence)} interquartile ranges beyond the quartiles (more than {Share(thresholds.OutlierShare)}{Within(2 * column.QuantileRankBound)}).", $"{Remedy} caps them.", Remedy, share, thresholds.OutlierShare, 2 * column.QuantileRankBound);
        }
    }

    private static string Within(double bound) => bound > 0 ? $"; within {Share(bound)} with 99 % confidence" : "";

    private static (double Share, double Low, double High)? BeyondFences(ColumnProfile column, FindingThresholds thresholds)
    {
        if (column.Quantile(0.25) is not { } lower || column.Quantile(0.75) is not { } upper || !(upper > lower) || !double.IsFinite(upper - lower)) return null;
        double low = lower - thresholds.OutlierFence * (upper - lower), high = upper + thresholds.OutlierFence * (upper - lower);
        if (!double.IsFinite(low) || !double.IsFinite(high)) return null;
        double share = column.Summary.Rank(Math.BitDecrement(low)) + 1 - column.Summary.Rank(high);
        return (Math.Clamp(share, 0, 1), low, high);
    }

    private static IEnumerable<Finding> OfSigns(ColumnProfile column, ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        if (!facts.HasEnoughRows) yield break;
        string name = column.Name, flag = $"data.DeriveFlag({name.Literal()} + \"_any\", row => row.Number({name.Literal()}) != 0)", filter = $"data.Filter(row => !(row.Number({name.Literal()}) < 0))";
        if (column.IsZeroInflated(thresholds))
            yield return ZeroInflated.Tell(name, $"{Share(column.ZeroShare())} of {name.Quoted()} is 0 (from {Share(thresholds.ZeroShare)} on), the rest runs from {Number(column.Min)} to {Number(column.Max)}.", $"Whether it is 0 may tell more than how much it is: {flag}. If 0 stands for not known, read it as missing.", flag, column.ZeroShare(), thresholds.ZeroShare);
        double negative = (double)column.Summary.NegativeCount / column.Present, positive = 1 - negative - column.ZeroShare();
        if (negative > 0 && negative <= thresholds.FewNegatives && positive >= thresholds.PositiveShare)
            yield return FewNegatives.Tell(name, $"{name.Quoted()} is below 0 in {column.Summary.NegativeCount:N0} of {column.Present:N0} rows ({Share(negative)}, up to {Share(thresholds.FewNegatives)}), down to {Number(column.Min)}, and above it in nearly all others.", $"If it cannot be negative those rows are wrong: {filter}.", filter, negative, thresholds.FewNegatives);
    }

    private static IEnumerable<Finding> OfSpread(ColumnProfile column, ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        string name = column.Name, read = $"new CsvOptions {{ Types = new Dictionary<string, ColumnType> {{ [{name.Literal()}] = ColumnType.Category }} }}";
        if (column.Type == ColumnType.Integer && column.Present >= LeastForCodes && column.Distinct > 2 && LooksLikeCodes(column, thresholds))
            yield return Codes.Tell(name, $"{name.Quoted()} has {column.Distinct:N0} different whole numbers between {Number(column.Min)} and {Number(column.Max)}.", $"If they are codes and not amounts, read them as a category: {read}.", read, column.Distinct, thresholds.FewNumbers);
        if (column.Type == ColumnType.Number && facts.Rows >= 4 * LeastForCodes && UniformTest.Distance(column) is var (distance, critical) && distance < critical(thresholds.UniformLevel))
            yield return Uniform.Tell(name, $"{name.Quoted()} is spread as evenly between {Number(column.Min)} and {Number(column.Max)} as random numbers are: the Kolmogorov-Smirnov distance is {Number(distance)}, below {Number(critical(thresholds.UniformLevel))}.", $"Made-up numbers teach nothing; if these are, leave them out: data.Drop({name.Literal()}).", $"data.Drop({name.Literal()})", distance, critical(thresholds.UniformLevel), column.QuantileRankBound);
    }

    private static bool LooksLikeCodes(ColumnProfile column, FindingThresholds thresholds) =>
        column.Distinct <= thresholds.FewNumbers
        || (column.Distinct <= thresholds.SparseNumbers && column.Summary.Quantile(1) - column.Summary.Quantile(0) + 1 > thresholds.SparseGap * column.Distinct && column.Present >= thresholds.SparseRows * column.Distinct && column.Summary.NegativeCount == 0);
}
