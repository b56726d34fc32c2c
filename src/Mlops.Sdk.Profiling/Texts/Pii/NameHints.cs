namespace Mlops.Sdk;

/// <summary>What the name of a column lets one expect, by English words in it: <c>customerEmail</c>, <c>PHONE_NO</c>.</summary>
internal static class NameHints
{
    private static readonly (PiiKind Kind, string[] Words, string[] Parts)[] s_hints =
    [
        (PiiKind.Email, ["mail"], ["email"]),
        (PiiKind.Phone, ["tel", "telephone", "mobile", "cell", "fax", "msisdn"], ["phone"]),
        (PiiKind.PaymentCard, ["cc", "pan"], ["creditcard", "debitcard", "paymentcard", "cardnumber", "cardno", "cardnum", "ccnum"]),
        (PiiKind.BankAccount, ["iban"], ["bankaccount", "accountnumber"]),
        (PiiKind.NationalId, ["ssn", "nin", "nino"], ["socialsecurity", "passport", "nationalid", "taxid", "driverslicense", "driverslicence", "driverlicense"]),
        (PiiKind.IpAddress, ["ip", "ipv4", "ipv6"], ["ipaddress"]),
        (PiiKind.DeviceAddress, ["mac"], ["macaddress"]),
        (PiiKind.PersonName, ["surname", "forename", "fname", "lname"], ["firstname", "lastname", "fullname", "givenname", "familyname", "middlename", "maidenname", "customername", "clientname", "patientname", "employeename", "personname", "contactname", "holdername", "applicantname", "passengername", "studentname"]),
        (PiiKind.BirthDate, ["dob", "birth", "birthday", "birthdate", "born"], ["dateofbirth", "birthdate", "birthyear", "yearofbirth"]),
        (PiiKind.PostalAddress, ["street", "address", "addr"], ["streetaddress", "homeaddress", "postaladdress", "mailingaddress"]),
        (PiiKind.Location, ["lat", "latitude", "lon", "lng", "longitude", "gps", "coordinates"], []),
        (PiiKind.Secret, ["password", "passwd", "pwd", "passphrase", "secret"], ["password", "apikey", "accesstoken", "privatekey", "secretkey"]),
    ];

    private static readonly (SemanticType Type, string[] Words)[] s_codes =
    [
        (SemanticType.CountryAlpha2, ["country", "nation", "nationality"]), (SemanticType.CountryAlpha3, ["country", "nation", "nationality"]), (SemanticType.UsState, ["state", "province"]),
        (SemanticType.Currency, ["currency", "ccy"]), (SemanticType.Language, ["language", "lang", "locale"]),
    ];

    /// <summary>What of persons the name speaks of.</summary>
    public static PiiKind PiiOf(string column)
    {
        HashSet<string> words = WordsOf(column);
        string joined = Joined(column);
        PiiKind kinds = PiiKind.None;
        foreach ((PiiKind kind, string[] known, string[] parts) in s_hints)
            if (known.Any(words.Contains) || parts.Any(part => joined.Contains(part, StringComparison.Ordinal))) kinds |= kind;
        bool other = (kinds & (PiiKind.Email | PiiKind.IpAddress | PiiKind.DeviceAddress)) != 0 || words.Contains("web") || words.Contains("url") || words.Contains("memory");
        return other ? kinds & ~PiiKind.PostalAddress : kinds;
    }

    /// <summary>Whether the name speaks of codes of a type.</summary>
    public static bool Names(string column, SemanticType type) => s_codes.Any(code => code.Type == type && WordsOf(column) is var words && code.Words.Any(words.Contains));

    private static string Joined(string column) => string.Concat(column.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));

    // At signs, and where a capital follows a small letter or begins a word after capitals.
    private static HashSet<string> WordsOf(string column)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        int start = 0;
        for (int i = 0; i <= column.Length; i++)
        {
            bool end = i == column.Length || !char.IsAsciiLetterOrDigit(column[i]);
            bool begins = !end && i > start && char.IsAsciiLetterUpper(column[i]) && (char.IsAsciiLetterLower(column[i - 1]) || (i + 1 < column.Length && char.IsAsciiLetterLower(column[i + 1])));
            if (!end && !begins) continue;
            if (i > start) words.Add(column[start..i].ToLowerInvariant());
            start = end ? i + 1 : i;
        }

        return words;
    }
}
