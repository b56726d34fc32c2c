namespace Mlops.Sdk;

/// <summary>What a column of texts means.</summary>
/// <param name="Type">The type.</param>
/// <param name="Fitting">The kinds of texts that fit it.</param>
/// <param name="Fits">How many rows fit.</param>
/// <param name="Values">How many rows could: not empty, not blank, not a word for nothing.</param>
/// <param name="IsDeclared">Whether the caller said so.</param>
internal sealed record TextDecision(SemanticType Type, ulong Fitting, long Fits, long Values, bool IsDeclared)
{
    private static readonly SemanticType[] s_pairs = [SemanticType.Language, SemanticType.CountryAlpha2, SemanticType.UsState];
    private static readonly SemanticType[] s_triples = [SemanticType.CountryAlpha3, SemanticType.Currency];

    /// <summary>Decides from counts alone: for every split of the rows the same.</summary>
    /// <param name="tally">The counts.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="distinct">How many different texts there are.</param>
    /// <param name="declared">What the caller says, which wins.</param>
    /// <param name="options">From where on a type holds.</param>
    public static TextDecision Of(TextTally tally, string column, double distinct, SemanticType? declared, TextOptions options)
    {
        PiiKind hints = NameHints.PiiOf(column);
        if (declared is { } type)
        {
            TextDecision said = Judge(tally, type, hints | PiiKind.Phone | PiiKind.NationalId) with { IsDeclared = true };
            return type == SemanticType.Text ? said with { Fits = said.Values } : said;
        }

        TextDecision text = Judge(tally, SemanticType.Text, hints);
        if (text.Values < options.TypeRows) return text;
        foreach (SemanticType candidate in TextKinds.Precedence)
        {
            if (candidate == SemanticType.Language && (Best(s_pairs) ?? Best(s_triples)) is { } codes) return codes;
            if (s_pairs.Contains(candidate) || s_triples.Contains(candidate)) continue;
            TextDecision one = Judge(tally, candidate, hints);
            if (Holds(one, options) && IsOwn(tally, candidate, one)) return one;
        }

        return text;

        TextDecision? Best(SemanticType[] types) => types
            .Where(code => distinct >= options.CodeLevels || NameHints.Names(column, code))
            .Select(code => Judge(tally, code, hints))
            .Where(one => Holds(one, options))
            .OrderByDescending(one => NameHints.Names(column, one.Type))
            .ThenByDescending(one => one.Fits)
            .FirstOrDefault();
    }

    private static TextDecision Judge(TextTally tally, SemanticType type, PiiKind hints)
    {
        ulong fitting = TextKinds.Fitting(type);
        if ((hints & PiiKind.Phone) == 0) fitting &= ~TextKinds.Bit(TextKinds.BarePhone);
        if ((hints & PiiKind.NationalId) == 0) fitting &= ~TextKinds.Bit(TextKinds.BareSsn);
        long values = tally.Present - tally.Kind(TextKinds.NullWord), fits = 0;
        if (type == SemanticType.Text) return new(type, ulong.MaxValue, tally.First(SemanticType.Text), values, false);
        for (ulong left = fitting; left != 0; left &= left - 1) fits += tally.Kind(System.Numerics.BitOperations.TrailingZeroCount(left));

        // Among countries NA is Namibia.
        if (type == SemanticType.CountryAlpha2) values += NullText.Namibia.Sum(tally.Null);
        return new(type, fitting, fits, values, false);
    }

    private static bool Holds(TextDecision one, TextOptions options) => one.Fits > 0 && one.Fits >= options.TypeShare * one.Values;

    // A type that takes in another one needs texts of its own.
    private static bool IsOwn(TextTally tally, SemanticType type, TextDecision one) => type switch
    {
        SemanticType.Money or SemanticType.Percentage => tally.Kind(type) >= one.Values / 2.0,
        SemanticType.Boolean => tally.Kind(type) > 0 || tally.Kind(TextKinds.Binary) == one.Values,
        SemanticType.Phone => tally.Kind(type) > 0 || tally.Kind(TextKinds.BarePhone) > 0,
        SemanticType.Ssn => tally.Kind(type) > 0 || tally.Kind(TextKinds.BareSsn) > 0,
        _ => tally.Kind(type) > 0,
    };
}
