using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What to write so that texts that stand for numbers, dates or flags become such: code that reads the texts of the column as they are.</summary>
internal static class TextRemedies
{
    /// <summary>Flags: every spelling that counts as yes, since a comparison with others would make all rows false.</summary>
    public static string Flags(string literal) =>
        $"data.DeriveFlag({literal}, row => row.IsMissing({literal}) ? null : row.Text({literal}).ToLowerInvariant() is \"true\" or \"yes\" or \"t\" or \"y\" or \"on\" or \"1\")";

    /// <summary>Numbers: by their type where the reader takes them as they are, else by <see cref="Dataset.ParseNumbers"/>.</summary>
    public static string Numbers(TextProfile text, string literal, double share)
    {
        if (IsPlain(text)) return $"new CsvOptions {{ Types = new Dictionary<string, ColumnType> {{ [{literal}] = ColumnType.Number }}, OnBadValue = BadValueHandling.Missing }}";
        string mark = text.DecimalMark == ',' ? ", decimalMark: ','" : "", bad = share < 1 ? ", onBadValue: BadValueHandling.Missing" : "";
        return $"data.ParseNumbers({literal}{mark}{bad})";
    }

    /// <summary>Dates: by their type, with the formats that the reader does not know by itself.</summary>
    public static string Dates(TextProfile text, string literal, double share)
    {
        string[] formats = [.. Formats(text)];
        string given = formats.Length > 0 ? $", TimestampFormats = [{string.Join(", ", formats.Select(format => $"\"{format}\""))}]" : "", bad = share < 1 ? ", OnBadValue = BadValueHandling.Missing" : "";
        return $"new CsvOptions {{ Types = new Dictionary<string, ColumnType> {{ [{literal}] = ColumnType.Timestamp }}{given}{bad} }}";
    }

    /// <summary>Whether the numbers have neither groups, a decimal comma, a currency nor a percent sign.</summary>
    private static bool IsPlain(TextProfile text) =>
        text.CountOf(SemanticType.Percentage) == 0 && text.CountOf(SemanticType.Money) == 0 && text.NumberNotations.All(one => one.Notation is NumberNotation.Plain or NumberNotation.Point or NumberNotation.PointOrGroup);

    private static IEnumerable<string> Formats(TextProfile text)
    {
        ImmutableArray<NotationCount<DateNotation>> notations = text.DateNotations;
        string[] examples = [.. text.Types.Where(one => one.Type is SemanticType.Date or SemanticType.DateTime or SemanticType.YearMonth).SelectMany(one => one.Examples).Select(example => example.Text)];
        char between = examples.SelectMany(example => example).FirstOrDefault(character => character is '/' or '.' or '-', '/');
        bool dates = text.CountOf(SemanticType.Date) > 0, times = text.CountOf(SemanticType.DateTime) > 0, halves = examples.Any(example => example.EndsWith('M') || example.EndsWith('m'));
        bool Has(DateNotation notation) => notations.Any(one => one.Notation == notation);
        var days = new List<string>();
        if (text.DateOrder is DateOrder.DayFirst or DateOrder.Ambiguous) days.Add($"d{between}M{between}yyyy");
        if (text.DateOrder == DateOrder.MonthFirst) days.Add($"M{between}d{between}yyyy");
        if (Has(DateNotation.YearFirst) && between == '.') days.Add("yyyy.M.d");
        if (Has(DateNotation.MonthName) && examples.Any(example => example.Length > 0 && char.IsLetter(example[0]))) days.Add(examples.Any(example => example.Contains(',', StringComparison.Ordinal)) ? "MMMM d, yyyy" : "MMMM d yyyy");
        if (Has(DateNotation.Compact)) yield return "yyyyMMdd";
        if (Has(DateNotation.YearMonth)) yield return "yyyy-MM";
        if (Has(DateNotation.MonthYear)) yield return "M/yyyy";
        foreach (string day in days)
        {
            if (dates || !times) yield return day;
            if (!times) continue;
            yield return halves ? $"{day} h:mm tt" : $"{day} H:mm";
            yield return halves ? $"{day} h:mm:ss tt" : $"{day} H:mm:ss";
        }
    }
}
