using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mlops.Sdk;

/// <summary>True and false as words.</summary>
internal static class CsvFlags
{
    /// <summary>More different spellings than this are no flags.</summary>
    public const int MostSpellings = 8;

    private static readonly string[] True = ["true", "yes", "1", "t", "y", "on"];
    private static readonly string[] False = ["false", "no", "0", "f", "n", "off"];

    /// <summary>A value of a column declared to be flags: true/false, yes/no, 1/0, t/f, y/n, on/off in any case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool? Read(ReadOnlySpan<byte> field)
    {
        if (field.SequenceEqual("false"u8)) return false;
        return field.SequenceEqual("true"u8) ? true : ReadAny(field);
    }

    private static bool? ReadAny(ReadOnlySpan<byte> field)
    {
        foreach (string word in True)
            if (Ascii.EqualsIgnoreCase(field, word)) return true;
        foreach (string word in False)
            if (Ascii.EqualsIgnoreCase(field, word)) return false;
        return null;
    }

    /// <summary>Whether levels are nothing but true and false, or nothing but yes and no.</summary>
    public static bool AreFlags(ImmutableArray<string> levels) =>
        levels.Length is > 0 and <= MostSpellings && (levels.All(level => Is(level, "true", "false")) || levels.All(level => Is(level, "yes", "no")));

    public static bool IsTrue(string level) => Is(level, "true", "yes");

    private static bool Is(string level, string one, string other) =>
        level.Equals(one, StringComparison.OrdinalIgnoreCase) || level.Equals(other, StringComparison.OrdinalIgnoreCase);
}
