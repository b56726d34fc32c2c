using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What rules ask of a column.</summary>
internal static class ColumnReading
{
    private const string Hidden = "(hidden)";
    private const int LeastRowsForIdentifier = 50, LongestName = 60, LeastForShape = 20, WordsOfProse = 6;
    private const double NearlyAll = 0.9;

    public static bool IsRealNumber(this ColumnProfile column) => column.HasNumbers && column.Type is ColumnType.Number or ColumnType.Integer && column.Summary.Numbers.Count > 0;

    /// <summary>The value that occurs most, with the least number of rows that it has for certain, and its share of the rows with a value.</summary>
    public static (string Value, long Count, double Share)? Mode(this ColumnProfile column) =>
        column.Present > 0 && column.Summary.FrequentValues(1) is [var top] ? (column.Shown(top), top.LowerCount, (double)top.LowerCount / column.Present) : null;

    /// <summary>A value as it may be shown.</summary>
    public static string Shown(this ColumnProfile column, FrequentValue value) =>
        column.Content.Redactor.IsShown(value.LowerCount) ? ColumnWords.Value(column.Content.Redactor.Show(column.Name, value.Text, value.LowerCount)) : Hidden;

    /// <summary>Whether single numbers of the column may be shown.</summary>
    public static bool ShowsNumbers(this ColumnProfile column) => column.Min is not null;

    /// <summary>Whether each row has another value, and those are texts, or whole numbers so close that they would not all differ by chance.</summary>
    public static bool LooksLikeIdentifier(this ColumnProfile column) =>
        column.Present >= LeastRowsForIdentifier && column.DistinctBound == 0 && column.Distinct >= column.Present && column.Type switch
        {
            ColumnType.Text or ColumnType.Category => !column.HoldsAmountsOrProse(),
            ColumnType.Integer => MadeToDiffer(column.Present, column.Summary.Quantile(1) - column.Summary.Quantile(0) + 1),
            _ => false,
        };

    /// <summary>Whether nearly all texts are amounts, dates or sentences: those differ from row to row and name none.</summary>
    public static bool HoldsAmountsOrProse(this ColumnProfile column) => column.Text is { Values: > 0 } text
        && ((text.Type == SemanticType.Text && text.MeanWords >= WordsOfProse)
            || text.Types.Where(one => one.Type is SemanticType.Decimal or SemanticType.Scientific or SemanticType.Percentage or SemanticType.Money or SemanticType.Date or SemanticType.DateTime or SemanticType.Time).Sum(one => one.Share) >= NearlyAll);

    // That so many numbers at random out of a range are all different has a probability of about exp(-n^2 / 2 range).
    private static bool MadeToDiffer(double count, double range) => range <= 1.5 * count || count * count / (2 * range) > 20;

    /// <summary>The share of the numbers that are 0.</summary>
    public static double ZeroShare(this ColumnProfile column) => column.Present == 0 ? 0 : (double)column.Zeros / column.Present;

    public static bool IsZeroInflated(this ColumnProfile column, FindingThresholds thresholds) =>
        column.IsRealNumber() && column.ZeroShare() >= thresholds.ZeroShare && column.Distinct > LeastForShape;

    /// <summary>A name as it stands in a sentence: in quotes, and not longer than a line.</summary>
    public static string Quoted(this string name) => $"'{ColumnWords.Cut(name, LongestName)}'";

    /// <summary>A name as it stands in C#.</summary>
    public static string Literal(this string name) =>
        "\"" + ColumnWords.Cut(name, LongestName).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>Several names, the first few of many.</summary>
    public static string Listed(this IEnumerable<string> names, int most = 8)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(most).Select(Quoted)) + (all.Length > most ? FormattableString.Invariant($" and {all.Length - most} more") : "");
    }

    /// <summary>A share in percent with three digits.</summary>
    public static string Share(double share) => ReportNumber.Percent(share, 3);

    /// <summary>A number with four digits.</summary>
    public static string Number(double? number) => ReportNumber.Format(number);
}
