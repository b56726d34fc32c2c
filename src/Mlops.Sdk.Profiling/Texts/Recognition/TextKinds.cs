using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>Everything that one text can be, one bit each: the semantic types by their number, then hints that are no type alone.</summary>
internal static class TextKinds
{
    /// <summary>How many bits may be set.</summary>
    public const int Count = 50;

    /// <summary>Ten or eleven bare digits that could be dialled.</summary>
    public const int BarePhone = 40;

    /// <summary>Nine bare digits in the range of social security numbers.</summary>
    public const int BareSsn = 41;

    /// <summary>0 or 1.</summary>
    public const int Binary = 42;

    /// <summary>Digits that begin with 0 and are more than that.</summary>
    public const int LeadingZero = 43;

    /// <summary>A number or date that often stands for nothing: 9999, 9999-12-31.</summary>
    public const int Sentinel = 44;

    /// <summary>A word that stands for nothing: NA, null, -.</summary>
    public const int NullWord = 45;

    /// <summary>13 to 19 digits of an issuer of cards, whether or not they pass Luhn's check.</summary>
    public const int CardShape = 46;

    /// <summary>Letters of one to five words, as names of persons are.</summary>
    public const int NameLike = 47;

    /// <summary>Words of letters and digits, as postal addresses are.</summary>
    public const int AddressLike = 48;

    private static readonly SemanticType[] s_precedence =
    [
        SemanticType.Secret, SemanticType.PaymentCard, SemanticType.Iban, SemanticType.Guid, SemanticType.Email, SemanticType.Url, SemanticType.Json, SemanticType.MacAddress, SemanticType.IPv4, SemanticType.IPv6,
        SemanticType.Hash, SemanticType.HexColor, SemanticType.Ssn, SemanticType.Coordinates, SemanticType.Boolean, SemanticType.Date, SemanticType.DateTime, SemanticType.Time, SemanticType.YearMonth,
        SemanticType.SemanticVersion, SemanticType.Phone, SemanticType.Percentage, SemanticType.Money, SemanticType.Language, SemanticType.CountryAlpha2, SemanticType.UsState, SemanticType.CountryAlpha3,
        SemanticType.Currency, SemanticType.MimeType, SemanticType.FilePath, SemanticType.Integer, SemanticType.Decimal, SemanticType.Scientific,
    ];

    /// <summary>The types from the most telling to the least: of those that fit, the first is the one.</summary>
    public static ReadOnlySpan<SemanticType> Precedence => s_precedence;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bit(SemanticType type) => 1UL << (int)type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bit(int kind) => 1UL << kind;

    public static bool Has(ulong kinds, int kind) => (kinds >> kind & 1) != 0;

    public static bool Has(ulong kinds, SemanticType type) => Has(kinds, (int)type);

    /// <summary>The most telling type of a text.</summary>
    public static SemanticType First(ulong kinds)
    {
        ulong types = kinds & ((1UL << BarePhone) - 1);
        if ((types & (types - 1)) == 0) return types == 0 ? SemanticType.Text : (SemanticType)System.Numerics.BitOperations.TrailingZeroCount(types);
        foreach (SemanticType type in s_precedence)
            if (Has(types, type)) return type;
        return SemanticType.Text;
    }

    /// <summary>The kinds that fit a column of a type: decimals take in integers, date-times dates, and so on.</summary>
    public static ulong Fitting(SemanticType type) => type switch
    {
        SemanticType.Text => ulong.MaxValue,
        SemanticType.Decimal => Bit(SemanticType.Integer) | Bit(SemanticType.Decimal) | Bit(SemanticType.Scientific),
        SemanticType.Scientific => Bit(SemanticType.Integer) | Bit(SemanticType.Decimal) | Bit(SemanticType.Scientific),
        SemanticType.Money => Bit(SemanticType.Money) | Bit(SemanticType.Integer) | Bit(SemanticType.Decimal),
        SemanticType.Percentage => Bit(SemanticType.Percentage) | Bit(SemanticType.Integer) | Bit(SemanticType.Decimal),
        SemanticType.Boolean => Bit(SemanticType.Boolean) | Bit(Binary),
        SemanticType.DateTime => Bit(SemanticType.Date) | Bit(SemanticType.DateTime),
        SemanticType.Phone => Bit(SemanticType.Phone) | Bit(BarePhone),
        SemanticType.Ssn => Bit(SemanticType.Ssn) | Bit(BareSsn),
        _ => Bit(type),
    };
}
