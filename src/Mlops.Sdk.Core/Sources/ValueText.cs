using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Reads values out of text by the invariant culture. Surrounding white space is not part of a value.</summary>
internal static class ValueText
{
    private static readonly string[] TimestampForms =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyyMMddTHHmmssK",
    ];

    public static bool TryNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    public static bool TryInteger(string text, out long value) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    public static bool TryFlag(string text, out bool value)
    {
        value = text.AsSpan().Trim() is "1" || text.AsSpan().Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text.AsSpan().Trim() is "0" || text.AsSpan().Trim().Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>ISO 8601 only: no culture's order of day and month is guessed. An offset is applied, so the ticks are UTC; a time without one is taken as it is.</summary>
    public static bool TryTimestamp(string text, out long ticks)
    {
        bool read = DateTime.TryParseExact(text.AsSpan().Trim(), TimestampForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime value);
        ticks = value.Ticks;
        return read;
    }
}
