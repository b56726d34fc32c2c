using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What of persons is in a column: told by the values, by values and name together, or by the caller.</summary>
internal static class ColumnPii
{
    // Of random digits one in ten passes Luhn's check.
    private const double PassesByChance = 0.1;

    private static readonly (PiiKind Kind, SemanticType[] Types)[] s_byType =
    [
        (PiiKind.Email, [SemanticType.Email]), (PiiKind.Phone, [SemanticType.Phone]), (PiiKind.PaymentCard, [SemanticType.PaymentCard]), (PiiKind.BankAccount, [SemanticType.Iban]), (PiiKind.NationalId, [SemanticType.Ssn]),
        (PiiKind.IpAddress, [SemanticType.IPv4, SemanticType.IPv6]), (PiiKind.DeviceAddress, [SemanticType.MacAddress]), (PiiKind.Location, [SemanticType.Coordinates]), (PiiKind.Secret, [SemanticType.Secret]),
    ];

    /// <summary>The kinds that values of these types are.</summary>
    public static PiiKind OfKinds(ulong kinds)
    {
        PiiKind found = PiiKind.None;
        foreach ((PiiKind kind, SemanticType[] types) in s_byType)
            foreach (SemanticType type in types)
                if (TextKinds.Has(kinds, type)) found |= kind;
        return found;
    }

    public static ImmutableArray<PiiFact> Of(ColumnSummary column, ColumnState? state, SemanticType? declared)
    {
        PiiKind hints = NameHints.PiiOf(column.Name);
        var facts = new Dictionary<PiiKind, PiiFact>();
        if (state is TextState texts) OfTexts(texts.Tally, hints, facts);
        if (state is NumberState numbers) OfNumbers(column, numbers, hints, facts);
        if (column.Type == ColumnType.Timestamp && (hints & PiiKind.BirthDate) != 0) Note(facts, PiiKind.BirthDate, column.PresentCount, 0, column.PresentCount, PiiEvidence.NameAndValues);
        PiiKind named = column.Type is ColumnType.Text or ColumnType.Category or ColumnType.Integer ? hints & (PiiKind.Secret | PiiKind.NationalId) : PiiKind.None;
        foreach (PiiKind kind in (ReadOnlySpan<PiiKind>)[PiiKind.Secret, PiiKind.NationalId])
            if ((named & kind) != 0 && !facts.ContainsKey(kind)) Note(facts, kind, column.PresentCount, 0, column.PresentCount, PiiEvidence.Name);
        if (declared is { } type && OfKinds(TextKinds.Bit(type)) is var kinds and not PiiKind.None)
            facts[kinds] = new PiiFact(kinds, column.PresentCount, 0, column.PresentCount > 0 ? 1 : 0, PiiEvidence.Declared, SeverityOf(kinds));
        return [.. facts.Values.OrderBy(fact => fact.Kind)];
    }

    private static void OfTexts(TextTally tally, PiiKind hints, Dictionary<PiiKind, PiiFact> facts)
    {
        long present = tally.Present;
        foreach ((PiiKind kind, SemanticType[] types) in s_byType)
        {
            long whole = types.Sum(tally.Kind), within = tally.PiiWithin(kind);
            if (kind == PiiKind.PaymentCard && IsChance(whole, tally.Kind(TextKinds.CardShape))) whole = 0;
            Note(facts, kind, whole + within, within, present, PiiEvidence.Values);
        }

        Hinted(PiiKind.Phone, tally.Kind(TextKinds.BarePhone) + tally.Kind(SemanticType.Phone), 0.5);
        Hinted(PiiKind.NationalId, tally.Kind(TextKinds.BareSsn) + tally.Kind(SemanticType.Ssn), 0.5);
        Hinted(PiiKind.PersonName, tally.Kind(TextKinds.NameLike), 0.8);
        Hinted(PiiKind.BirthDate, tally.Kind(SemanticType.Date) + tally.Kind(SemanticType.DateTime), 0.5);
        Hinted(PiiKind.PostalAddress, tally.Kind(TextKinds.AddressLike), 0.3);

        void Hinted(PiiKind kind, long count, double least)
        {
            if ((hints & kind) != 0 && count > 0 && count >= least * present && count > (facts.GetValueOrDefault(kind)?.Count ?? 0)) Note(facts, kind, count, tally.PiiWithin(kind), present, PiiEvidence.NameAndValues);
        }
    }

    private static void OfNumbers(ColumnSummary column, NumberState numbers, PiiKind hints, Dictionary<PiiKind, PiiFact> facts)
    {
        long values = numbers.Values;
        if (!IsChance(numbers.Cards, numbers.CardShaped)) Note(facts, PiiKind.PaymentCard, numbers.Cards, 0, values, PiiEvidence.Values);
        if ((hints & PiiKind.NationalId) != 0 && numbers.Ssns >= values / 2.0) Note(facts, PiiKind.NationalId, numbers.Ssns, 0, values, PiiEvidence.NameAndValues);
        if ((hints & PiiKind.Phone) != 0 && numbers.Phones >= values / 2.0) Note(facts, PiiKind.Phone, numbers.Phones, 0, values, PiiEvidence.NameAndValues);
        double low = column.Numbers.Min, high = column.Numbers.Max;
        if ((hints & PiiKind.Location) != 0 && column.Type == ColumnType.Number && low >= -180 && high <= 180) Note(facts, PiiKind.Location, values, 0, values, PiiEvidence.NameAndValues);
        if ((hints & PiiKind.BirthDate) != 0 && column.Type == ColumnType.Integer && low >= 1850 && high <= 2100) Note(facts, PiiKind.BirthDate, values, 0, values, PiiEvidence.NameAndValues);
    }

    private static bool IsChance(long passes, long shaped) => shaped >= 10 && passes <= (PassesByChance * shaped) + (3 * Math.Sqrt(PassesByChance * (1 - PassesByChance) * shaped));

    private static void Note(Dictionary<PiiKind, PiiFact> facts, PiiKind kind, long count, long within, long present, PiiEvidence evidence)
    {
        if (count > 0) facts[kind] = new PiiFact(kind, count, within, (double)count / Math.Max(1, present), evidence, SeverityOf(kind));
    }

    private static Severity SeverityOf(PiiKind kind) => kind is PiiKind.IpAddress or PiiKind.DeviceAddress or PiiKind.Location ? Severity.Info : Severity.Warning;
}
