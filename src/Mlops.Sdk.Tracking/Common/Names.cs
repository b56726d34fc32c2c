using System.Runtime.CompilerServices;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The rules for names, and what to say about a name that is not there.</summary>
internal static class Names
{
    public const int LongestModel = 128;
    public const int LongestKey = 250;

    private static readonly string[] s_reserved = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>A model or an alias: usable as a file name on every system and in a reference.</summary>
    public static string Model(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        string? broken = BrokenModelRule(name);
        return broken is null ? name : throw new ArgumentException($"The name \"{Printable(name)}\" cannot be used: {broken}. A name has 1 to 128 letters, digits, '_', '-', '.' or spaces.", parameter);
    }

    /// <summary>An experiment, a metric, a parameter, a tag: any text of one line.</summary>
    public static string Key(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        string? broken =
            string.IsNullOrWhiteSpace(name) ? "it is empty"
            : name.Length > LongestKey ? "it is longer than 250 characters"
            : name.Any(char.IsControl) ? "it holds a control character"
            : IsTorn(name) ? "it holds half of a character (a surrogate alone), which no file and no database can hold"
            : name.Any(IsHidden) ? "it holds a character that is not seen, or that turns the direction of writing, so that it looks like another name"
            : !name.IsNormalized() ? "it is not in Unicode normal form C"
            : null;
        return broken is null ? name : throw new ArgumentException($"The name \"{Printable(name)}\" cannot be used: {broken}.", parameter);
    }

    /// <summary>The path of an artifact inside its run: folders by '/', nothing that leaves the run.</summary>
    public static string ArtifactPath(string path, [CallerArgumentExpression(nameof(path))] string? parameter = null)
    {
        Key(path, parameter);
        bool broken = path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Any(part => part is "" or "." or ".." || part[^1] is '.' or ' ' || IsDevice(part));
        return !broken ? path : throw new ArgumentException($"The artifact path \"{Printable(path)}\" cannot be used: write folders and a file name with '/' between them, without '..', '\\' or ':', and no name that ends with a dot or a space or that Windows reserves for a device.", parameter);
    }

    public static string Hint(string name, IReadOnlyCollection<string> known, string what)
    {
        if (known.Count == 0) return $"There are no {what} yet.";
        string list = string.Join(", ", known.Order(StringComparer.Ordinal).Take(8)) + (known.Count > 8 ? ", ..." : "");
        string? near = NearestNames.Find(name, known);
        return near is null ? $"The {what} are: {list}." : $"Did you mean \"{near}\"? The {what} are: {list}.";
    }

    private static string? BrokenModelRule(string name)
    {
        if (name.Length is 0 or > LongestModel) return $"it has {name.Length} characters";
        foreach (char c in name)
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or ' '))
                return $"'{Printable(c.ToString())}' is not allowed";
        if (name[0] is '.' or ' ' || name[^1] is '.' or ' ') return "it begins or ends with a dot or a space";
        if (!name.IsNormalized()) return "it is not in Unicode normal form C";
        return IsDevice(name) ? "Windows reserves it for a device" : null;
    }

    private static bool IsDevice(string name)
    {
        string stem = name.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        bool port = stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && stem[3] is (>= '0' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3';
        return port || s_reserved.Contains(stem);
    }

    // Marks and overrides of direction, spaces of no width, the soft hyphen; joiners are letters of some scripts and stay.
    private static bool IsHidden(char c) => c is '\u00AD' or '\u061C' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';

    private static bool IsTorn(string name)
    {
        for (int i = name.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i])) continue;
            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1])) return true;
            i++;
        }

        return false;
    }

    private static string Printable(string name)
    {
        string shown = name.Length <= 80 ? name : name[..77] + "...";
        return string.Concat(shown.Select(c => char.IsControl(c) || (char.IsSurrogate(c) && IsTorn(shown)) ? $"\\u{(int)c:x4}" : c.ToString()));
    }
}
