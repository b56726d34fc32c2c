using System.Globalization;

namespace Mlops.Sdk;

/// <summary>The name of a chunk that was sent says what it is: its number, when it was sent, and its SHA-256. So a list tells all that who goes on has to know.</summary>
internal static class PartName
{
    private const int NumberDigits = 6, TimeDigits = 19, HashDigits = 64, Length = NumberDigits + 1 + TimeDigits + 1 + HashDigits;

    public static string Of(int number, DateTimeOffset sentAt, string sha256) => string.Create(CultureInfo.InvariantCulture, $"{number:D6}-{sentAt.UtcTicks:D19}-{sha256}");

    /// <summary>Reads a name; false for one that is not of this store.</summary>
    public static bool TryRead(ReadOnlySpan<char> name, out int number, out long sentAt, out string sha256)
    {
        (number, sentAt, sha256) = (0, 0, "");
        if (name.Length != Length || name[NumberDigits] != '-' || name[NumberDigits + 1 + TimeDigits] != '-') return false;
        if (!int.TryParse(name[..NumberDigits], NumberStyles.None, CultureInfo.InvariantCulture, out number) || !long.TryParse(name.Slice(NumberDigits + 1, TimeDigits), NumberStyles.None, CultureInfo.InvariantCulture, out sentAt)) return false;
        sha256 = name[^HashDigits..].ToString();
        return sha256.All(char.IsAsciiHexDigitLower);
    }
}
