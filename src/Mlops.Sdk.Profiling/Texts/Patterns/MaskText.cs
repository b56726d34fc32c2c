using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>Masks for people to read.</summary>
internal static class MaskText
{
    private const int MostSpelt = 4;

    /// <summary>The mask of one text, without anything of what it says.</summary>
    public static string Of(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> mask = stackalloc byte[TextMask.Most];
        int length = TextMask.Write(bytes, TextShape.Of(bytes), mask);
        var least = new byte[length / 2];
        var classes = new byte[length / 2];
        for (int run = 0; run < least.Length; run++) (classes[run], least[run]) = (mask[2 * run], mask[(2 * run) + 1]);
        return Of(classes, least, least);
    }

    /// <summary>Classes, each with the least and the greatest number of times that it comes.</summary>
    public static string Of(ReadOnlySpan<byte> classes, ReadOnlySpan<byte> least, ReadOnlySpan<byte> most)
    {
        var mask = new StringBuilder();
        for (int run = 0; run < classes.Length; run++)
        {
            char one = classes[run] == TextMask.More ? '…' : classes[run] == TextMask.Other ? '¤' : (char)classes[run];
            if (one == '…') mask.Append(one);
            else if (least[run] != most[run]) mask.Append(CultureInfo.InvariantCulture, $"{one}{{{least[run]},{most[run]}}}");
            else if (least[run] <= MostSpelt) mask.Append(one, least[run]);
            else mask.Append(CultureInfo.InvariantCulture, $"{one}{{{least[run]}}}");
        }

        return mask.ToString();
    }
}
