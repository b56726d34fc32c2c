using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>E-mail addresses as they are given out: a dot-atom, an at sign, a domain of at least two labels (RFC 5321 and 5322; letters beyond ASCII by RFC 6531; no quoted parts, no comments).</summary>
internal static class EmailText
{
    public const int Longest = 254;

    private static readonly bool[] s_atom = Atom();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 6 or > Longest) return false;
        int at = text.IndexOf((byte)'@');
        return at is >= 1 and <= 64 && IsDotAtom(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    /// <summary>Whether a byte may stand in the part before the at sign.</summary>
    public static bool IsAtom(byte one) => s_atom[one];

    /// <summary>Labels of letters, digits and inner hyphens; the last is a top level of letters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsDomain(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 4 or > 253) return false;
        int label = 0, labels = 1;
        for (int i = 0; i < text.Length; i++)
        {
            byte one = text[i];
            if (one == '.')
            {
                if (i == label || i - label > 63 || text[i - 1] == '-') return false;
                label = i + 1;
                labels++;
            }
            else if (!(Bytes.IsAlphanumeric(one) || one >= 0x80 || (one == '-' && i > label)))
            {
                return false;
            }
        }

        return labels > 1 && IsTopLevel(text[label..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsTopLevel(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 or > 63 || text[^1] == '-') return false;
        if (text.StartsWith("xn--"u8)) return text.Length > 4;
        foreach (byte one in text)
            if (!Bytes.IsLetter(one) && one < 0x80) return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsDotAtom(ReadOnlySpan<byte> text)
    {
        byte before = (byte)'.';
        bool[] atom = s_atom;
        foreach (byte one in text)
        {
            if (one == '.' ? before == '.' : !atom[one]) return false;
            before = one;
        }

        return before != '.';
    }

    private static bool[] Atom()
    {
        var atom = new bool[256];
        for (int one = 0; one < 256; one++) atom[one] = one >= 0x80 || Bytes.IsAlphanumeric((byte)one) || "!#$%&'*+/=?^_`{|}~-".Contains((char)one);
        return atom;
    }
}
