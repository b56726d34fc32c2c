using System.Text;

namespace Mlops.Sdk;

/// <summary>Texts as UTF-8 can hold them: each half of a surrogate pair without the other is U+FFFD. Names and levels are made so once, when they enter, and then stay what they are in every file and state.</summary>
internal static class SoundText
{
    public static string Of(string text) => IsSound(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    public static bool IsSound(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0) return true;
        for (; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            at++;
        }

        return true;
    }
}
