using System.Collections.Immutable;
using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Texts that stand for something else: numbers, dates, flags, nothing.</summary>
internal static class TextFindings
{
    private const int LeastLength = 4, LeastLevels = 20;

    private static readonly SemanticType[] s_numbers = [SemanticType.Integer, SemanticType.Decimal, SemanticType.Scientific, SemanticType.Percentage, SemanticType.Money];
    private static readonly SemanticType[] s_dates = [SemanticType.Date, SemanticType.DateTime, SemanticType.YearMonth];

    public static readonly FindingKind FixedLength = new("PROF030", "fixed length", Severity.Info, "All texts have the same length: a code, the parts of which may tell more than the whole.", "data.DeriveCategory(name, …)");
    public static readonly FindingKind Numbers = new("PROF060", "numbers as text", Severity.Warning, "Texts are numbers but for a few, also with currencies, groups of thousands or a decimal comma, and are read as levels.", "new CsvOptions { Types = … ColumnType.Number, OnBadValue = BadValueHandling.Missing } or data.ParseNumbers(name)", nameof(FindingThresholds.TextShare));
    public static readonly FindingKind Dates = new("PROF061", "dates as text", Severity.Warning, "Texts are dates, and are read as levels.", "new CsvOptions { Types = … ColumnType.Timestamp, TimestampFormats = … }", nameof(FindingThresholds.TextShare));
    public static readonly FindingKind Flags = new("PROF062", "flags as text", Severity.Info, "Texts are yes and no, and are read as levels.", "data.DeriveFlag(name, …)", nameof(FindingThresholds.TextShare));
    public static readonly FindingKind Mixed = new("PROF063", "mixed types", Severity.Warning, "Some texts of the column are numbers or dates, and many are not.", "data.Recode(name, …)", nameof(FindingThresholds.MixedShare), nameof(FindingThresholds.TextShare));
    public static readonly FindingKind Nulls = new("PROF064", "missing spelled out", Severity.Warning, "Texts such as n/a, unknown or nothing but blanks stand for a missing value.", "new CsvOptions { NullSpellings = … }");
    public static readonly FindingKind Misfits = new("PROF071", "does not fit its type", Severity.Warning, "A few texts do not fit the type that the column has by its other texts or by ProfileOptions.DeclaredTypes.", "report[name].Text.Counterexamples");

    public static IReadOnlyList<FindingKind> Kinds => [FixedLength, Numbers, Dates, Flags, Mixed, Nulls, Misfits];

    public static IEnumerable<Finding> Of(ProfileFacts facts) => facts.Columns.Where(column => column.Text is { Values: > 0 }).SelectMany(column => OfKind(column, column.Text!, facts).Concat(OfForm(column, column.Text!, facts)));

    private static IEnumerable<Finding> OfKind(ColumnProfile column, TextProfile text, ProfileFacts facts)
    {
        FindingThresholds thresholds = facts.Thresholds;
        double least = thresholds.TextShare;
        if (column.Distinct < 2 || text.IsDeclared) yield break;
        string name = column.Name, literal = name.Literal();
        string recode = $"data.Recode({literal}, …)";
        ImmutableArray<TypeCount> types = text.Types;
        double Of(SemanticType[] among) => types.Where(one => among.Contains(one.Type)).Sum(one => one.Share);
        double dates = Of(s_dates), numbers = Of(s_numbers), flags = Of([SemanticType.Boolean]);
        bool feature = column.Role != ColumnRole.Label;
        if (dates >= least)
        {
            string date = TextRemedies.Dates(text, literal, dates);
            string order = text.DateOrder switch { DateOrder.Mixed => ", some with the day first and some with the month", DateOrder.Ambiguous => ", and none says whether the day or the month is first", _ => "" };
            yield return Dates.Tell(name, $"{Share(dates)} of the texts of {name.Quoted()} are dates (from {Share(least)} on){order}.", $"Read them as such: {date}.", date, dates, least);
        }
        else if (numbers >= least)
        {
            string number = TextRemedies.Numbers(text, literal, numbers);
            if (feature && column.Distinct > thresholds.FewNumbers && text.LeadingZeros == 0)
                yield return Numbers.Tell(name, $"{Share(numbers)} of the texts of {name.Quoted()} are numbers (from {Share(least)} on){Others(text, s_numbers)}.", $"Read them as such: {number}.", number, numbers, least);
        }
        else if (flags >= least)
        {
            string flag = TextRemedies.Flags(literal);
            if (feature)
                yield return Flags.Tell(name, $"{Share(flags)} of the texts of {name.Quoted()} say yes or no (from {Share(least)} on).", $"A flag needs no encoding: {flag}.", flag, flags, least);
        }
        else if (facts.HasEnoughRows && Math.Max(dates, numbers) is var part && part >= thresholds.MixedShare)
            yield return Mixed.Tell(name, $"{Share(part)} of the texts of {name.Quoted()} are {(numbers >= dates ? "numbers" : "dates")} (from {Share(thresholds.MixedShare)} on), the others are not{Others(text, numbers >= dates ? s_numbers : s_dates)}.", $"Two things may have come into one column: part them with data.Derive({literal} + \"_number\", …) or make them one with {recode}.", recode, part, thresholds.MixedShare);
    }

    private static string Others(TextProfile text, SemanticType[] usual) =>
        text.Types.FirstOrDefault(one => !usual.Contains(one.Type) && one.Examples.Length > 0) is { } other ? $", unlike {ColumnWords.Value(other.Examples[0].Text).Quoted()}" : "";

    private static IEnumerable<Finding> OfForm(ColumnProfile column, TextProfile text, ProfileFacts facts)
    {
        string name = column.Name, literal = name.Literal();
        long nothing = text.NullWords + text.Empty + text.Blank;
        if (nothing > 0)
        {
            string[] spellings = [.. text.NullSpellings.Where(one => one.IsWord).Select(one => one.Spelling), .. text.Empty > 0 ? ["(empty)"] : Array.Empty<string>(), .. text.Blank > 0 ? ["(blank)"] : Array.Empty<string>()];
            string read = $"new CsvOptions {{ NullSpellings = [.. new CsvOptions().NullSpellings, {spellings[0].Literal()}] }}";
            yield return Nulls.Tell(name, $"{nothing:N0} of {column.Present:N0} texts of {name.Quoted()} stand for a missing value: {spellings.Listed(4)}.", $"Read them as missing: {read}.", read, nothing);
        }

        if (text.Misfits > 0 && IsForm(text))
            yield return Misfits.Tell(name, $"{text.Misfits:N0} of {text.Values:N0} texts of {name.Quoted()} are no {text.Type}{(text.IsDeclared ? ", as declared" : $" as the other {Share(text.TypeShare)} are")}{(text.Counterexamples is [var example, ..] ? $", such as {ColumnWords.Value(example.Text).Quoted()}" : "")}.", $"Look at them: report[{literal}].Text.Counterexamples.", $"report[{literal}].Text.Counterexamples", text.Misfits);
        if (text.Type == SemanticType.Text && facts.HasEnoughRows && column.Distinct >= LeastLevels && text.LeastLength == text.GreatestLength && text.LeastLength >= LeastLength && !column.LooksLikeIdentifier())
            yield return FixedLength.Tell(name, $"All {column.Distinct:N0} different texts of {name.Quoted()} have {text.LeastLength:N0} characters.", $"If their parts mean something, make columns of them: data.DeriveCategory({literal} + \"_part\", row => row.Text({literal})[..2]).", $"data.DeriveCategory({literal} + \"_part\", row => row.Text({literal})[..2])", text.LeastLength);
    }

    private static bool IsForm(TextProfile text) => text.IsDeclared || !(s_numbers.Contains(text.Type) || s_dates.Contains(text.Type) || text.Type is SemanticType.Boolean or SemanticType.Text or SemanticType.Time);
}
