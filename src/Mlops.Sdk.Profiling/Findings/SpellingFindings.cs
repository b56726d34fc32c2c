using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>Texts that are spelt in several ways or hold what they should not, and personal data.</summary>
internal static class SpellingFindings
{
    public static readonly FindingKind Blanks = new("PROF065", "blanks around texts", Severity.Info, "Texts begin or end with blanks.", "data.Recode(name, level => level.Trim())");
    public static readonly FindingKind Variants = new("PROF066", "same level twice", Severity.Warning, "Texts differ in upper and lower case or in blanks alone.", "data.Recode(name, …)");
    public static readonly FindingKind Near = new("PROF067", "slips of the pen", Severity.Info, "Rare levels are a letter or two away from frequent ones.", "data.Recode(name, …)");
    public static readonly FindingKind Broken = new("PROF068", "unreadable characters", Severity.Warning, "Texts hold characters that could not be read, control characters, or UTF-8 that was read as something else.", "new CsvOptions { Encoding = … }");
    public static readonly FindingKind Personal = new("PROF069", "personal data", Severity.Warning, "Texts are or hold e-mail addresses, telephone, card, account or identity numbers, addresses or names of persons (TextOptions.PiiShare of them or more).", "new ProfileOptions { Redaction = Redaction.Pii }");
    public static readonly FindingKind Secret = new("PROF070", "secrets", Severity.Error, "Texts are or hold keys, tokens or passwords.", "data.Drop(name)");

    public static IReadOnlyList<FindingKind> Kinds => [Blanks, Variants, Near, Broken, Personal, Secret];

    public static IEnumerable<Finding> Of(ProfileFacts facts)
    {
        foreach (ColumnProfile column in facts.Columns)
        {
            foreach (Finding finding in OfPersons(column, facts.Options)) yield return finding;
            if (column.Text is not { Values: > 0 } text) continue;
            foreach (Finding finding in OfSpelling(column, text)) yield return finding;
        }
    }

    private static IEnumerable<Finding> OfSpelling(ColumnProfile column, TextProfile text)
    {
        string name = column.Name, literal = name.Literal();
        if (text.OuterSpaces > 0)
            yield return Blanks.Tell(name, $"{text.OuterSpaces:N0} of {column.Present:N0} texts of {name.Quoted()} begin or end with a blank.", $"Cut them: data.Recode({literal}, level => level.Trim()), or CsvOptions.TrimWhitespace where they are read.", $"data.Recode({literal}, level => level.Trim())", text.OuterSpaces);
        if (!column.LooksLikeIdentifier() && text.Variants is { Examples: [var group, ..] } variants && variants.LeastGroups >= 1)
            yield return Variants.Tell(name, $"{variants.Groups:N0} {(variants.Groups == 1 ? "text" : "texts")} of {name.Quoted()}{(variants.IsExact ? "" : FormattableString.Invariant($" (between {variants.LeastGroups:N0} and {variants.MostGroups:N0})"))} {(variants.Groups == 1 ? "is" : "are")} there in several spellings, such as {group.Spellings.Select(one => ColumnWords.Value(one.Text)).Listed(3)}.", $"Make one of them: data.Recode({literal}, level => level.Trim().ToLowerInvariant()).", $"data.Recode({literal}, level => level.Trim().ToLowerInvariant())", variants.Groups, null, variants.MostGroups - variants.Groups);
        if (column.Type == ColumnType.Category && text.NearDuplicates is [var near, ..] all)
            yield return Near.Tell(name, $"{all.Length:N0} rare {(all.Length == 1 ? "level" : "levels")} of {name.Quoted()} {(all.Length == 1 ? "is" : "are")} a letter or two away from a frequent one, such as {ColumnWords.Value(near.Rare).Quoted()} ({near.RareCount:N0} rows) from {ColumnWords.Value(near.Frequent).Quoted()} ({near.FrequentCount:N0}).", $"If they are slips, make them one: data.Recode({literal}, …).", $"data.Recode({literal}, …)", all.Length);
        long lost = text.WithReplacements + text.Invalid + text.DoubleEncoded, broken = lost + text.WithControls;
        string recode = $"data.Recode({literal}, …)";
        if (broken > 0 && lost == 0)
            yield return Broken.Tell(name, $"{broken:N0} of {column.Present:N0} texts of {name.Quoted()} hold characters that are not seen: control characters, zero-width blanks or changes of direction.", $"Texts that look alike are then different levels; take them out: {recode}.", recode, broken);
        else if (broken > 0)
            yield return Broken.Tell(name, $"{Math.Min(broken, column.Present):N0} of {column.Present:N0} texts of {name.Quoted()} hold characters that could not be read{(text.DoubleEncoded > 0 ? ", or UTF-8 that was read as Latin-1" : "")}.", $"Read the file in the encoding it was written in: {Broken.Remedy}.", Broken.Remedy, broken);
    }

    private static IEnumerable<Finding> OfPersons(ColumnProfile column, ProfileOptions options)
    {
        string name = column.Name, drop = $"data.Drop({name.Literal()})";
        PiiFact[] found = [.. column.Pii.Where(fact => fact.Share >= options.Texts.PiiShare)];
        if (found.FirstOrDefault(fact => fact.Kind == PiiKind.Secret) is { } secret)
            yield return Secret.Tell(name, $"{secret.Count:N0} of {column.Present:N0} values of {name.Quoted()} look like keys, tokens or passwords ({Share(secret.Share)}).", $"Take them out of the data and make new ones: {drop}.", drop, secret.Share, options.Texts.PiiShare);
        PiiFact[] persons = [.. found.Where(fact => fact.Kind != PiiKind.Secret).OrderByDescending(fact => fact.Severity).ThenByDescending(fact => fact.Share)];
        if (persons.Length == 0) yield break;
        const string Remedy = "new ProfileOptions { Redaction = Redaction.Pii }";
        Finding finding = Personal.Tell(name, $"{name.Quoted()} looks like personal data: {string.Join(", ", persons.Take(3).Select(fact => $"{fact.Kind} in {Share(fact.Share)}"))} of the values (from {Share(options.Texts.PiiShare)} on).", $"A model hardly needs it: {drop}; {Remedy} keeps it out of reports.", Remedy, persons[0].Share, options.Texts.PiiShare);
        yield return finding with { Severity = persons[0].Severity };
    }
}
