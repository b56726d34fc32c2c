using System.Globalization;

namespace Mlops.Sdk;

/// <summary>
/// What tells a state of an object from others: its ETag, which follows the bytes, without quotation marks; and, where it is known, when it was written, which tells what was stored again.
/// </summary>
internal static class ObjectState
{
    private const char Separator = '@';

    public static string Of(string etag, DateTimeOffset modifiedAt) => string.Create(CultureInfo.InvariantCulture, $"{ETagOf(etag)}{Separator}{modifiedAt.UtcTicks}");

    /// <summary>The ETag of a state, or of an answer.</summary>
    public static string ETagOf(string state) => (state.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and var at ? state[..at] : state).Trim('"');

    /// <summary>Whether two states are one; the times count where both are known.</summary>
    public static bool IsSame(string state, string other) =>
        state.Contains(Separator, StringComparison.Ordinal) && other.Contains(Separator, StringComparison.Ordinal) ? state == other : ETagOf(state) == ETagOf(other);
}
