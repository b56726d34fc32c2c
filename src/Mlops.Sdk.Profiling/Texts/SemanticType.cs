namespace Mlops.Sdk;

/// <summary>What a text means. A text may be several of these: a payment card number is an integer too.</summary>
public enum SemanticType
{
    /// <summary>None of the others: words, names, free text.</summary>
    Text = 0,

    /// <summary>Digits with an optional sign, also in groups of three (<c>1,234,567</c>).</summary>
    Integer = 1,

    /// <summary>A number with a decimal point or comma.</summary>
    Decimal = 2,

    /// <summary>A number with an exponent, such as <c>1.5e-7</c>.</summary>
    Scientific = 3,

    /// <summary>A number followed by a percent sign.</summary>
    Percentage = 4,

    /// <summary>A number with a currency sign or an ISO 4217 code before or after it.</summary>
    Money = 5,

    /// <summary>true/false, yes/no, t/f, y/n, on/off in any case; 0 and 1 beside them, or alone when a column has nothing else.</summary>
    Boolean = 6,

    /// <summary>A calendar date in one of the notations of <see cref="DateNotation"/>.</summary>
    Date = 7,

    /// <summary>A date with a time of day, with or without a zone.</summary>
    DateTime = 8,

    /// <summary>A time of day, of 24 or 12 hours.</summary>
    Time = 9,

    /// <summary>A year and a month: <c>2024-03</c> or <c>03/2024</c>.</summary>
    YearMonth = 10,

    /// <summary>A GUID with hyphens, with or without braces. 32 hexadecimal digits alone are a <see cref="Hash"/>.</summary>
    Guid = 11,

    /// <summary>An e-mail address: a dot-atom of at most 64 bytes, <c>@</c>, and a domain with a top level.</summary>
    Email = 12,

    /// <summary>A scheme, <c>://</c> and a host; or <c>www.</c> and a domain.</summary>
    Url = 13,

    /// <summary>Four decimal parts of 0 to 255 without leading zeros, with or without a prefix length.</summary>
    IPv4 = 14,

    /// <summary>An IPv6 address (RFC 4291), with or without a zone or a prefix length.</summary>
    IPv6 = 15,

    /// <summary>A MAC address: six or eight pairs of hexadecimal digits, or three groups of four.</summary>
    MacAddress = 16,

    /// <summary>A telephone number with a plus sign, with parentheses, or in groups as people write them. Bare digits count only where the name of the column says so.</summary>
    Phone = 17,

    /// <summary>A payment card number: 13 to 19 digits of a known issuer that pass Luhn's check, in groups or not.</summary>
    PaymentCard = 18,

    /// <summary>An IBAN: the length of its country and a remainder of 1 modulo 97 (ISO 13616).</summary>
    Iban = 19,

    /// <summary>The hexadecimal digits of MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512, in one case.</summary>
    Hash = 20,

    /// <summary>A JSON object or array, valid as a whole (RFC 8259).</summary>
    Json = 21,

    /// <summary>Latitude and longitude in degrees, or a point of well-known text.</summary>
    Coordinates = 22,

    /// <summary>A country of two letters (ISO 3166-1 alpha-2).</summary>
    CountryAlpha2 = 23,

    /// <summary>A country of three letters (ISO 3166-1 alpha-3).</summary>
    CountryAlpha3 = 24,

    /// <summary>A currency of three letters (ISO 4217).</summary>
    Currency = 25,

    /// <summary>A language of two small letters (ISO 639-1), with or without a script or region: <c>en</c>, <c>pt-BR</c>.</summary>
    Language = 26,

    /// <summary>A state of the USA of two letters (USPS).</summary>
    UsState = 27,

    /// <summary>A colour: <c>#</c> and 3, 4, 6 or 8 hexadecimal digits.</summary>
    HexColor = 28,

    /// <summary>A US social security number <c>ddd-dd-dddd</c> in a range that is given out. Bare digits count only where the name of the column says so.</summary>
    Ssn = 29,

    /// <summary>A version by semver.org, with or without a leading v.</summary>
    SemanticVersion = 30,

    /// <summary>A path of Windows or Unix that begins at a root, a drive, a share, or with <c>./</c>, <c>../</c> or <c>~/</c>.</summary>
    FilePath = 31,

    /// <summary>A media type such as <c>text/html</c>.</summary>
    MimeType = 32,

    /// <summary>What gives access: a JSON web token, a private key, an access key of a known shape.</summary>
    Secret = 33,
}
