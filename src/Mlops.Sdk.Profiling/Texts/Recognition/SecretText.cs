namespace Mlops.Sdk;

/// <summary>What gives access and should not be in a table: JSON web tokens, private keys, and access keys by the beginnings that their issuers give them.</summary>
internal static class SecretText
{
    public const int Longest = 1 << 16;

    private static readonly byte[][] s_beginnings = [.. ((string[])["ghp_", "gho_", "ghs_", "ghu_", "ghr_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-", "sk_live_", "sk_test_", "rk_live_", "sk-", "AIza", "npm_", "pypi-", "dckr_pat_", "hf_"]).Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Whether the first byte and the length leave it possible.</summary>
    public static bool MayBe(ReadOnlySpan<byte> text) => text.Length >= 20 && text[0] is (byte)'e' or (byte)'A' or (byte)'g' or (byte)'x' or (byte)'s' or (byte)'r' or (byte)'n' or (byte)'p' or (byte)'d' or (byte)'h' or (byte)'-';

    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 20 or > Longest) return false;
        if (text.StartsWith("eyJ"u8)) return IsWebToken(text);
        if (text.StartsWith("-----BEGIN "u8)) return text[..Math.Min(text.Length, 64)].IndexOf("PRIVATE KEY-----"u8) > 0;
        if (text.Length == 20 && (text.StartsWith("AKIA"u8) || text.StartsWith("ASIA"u8))) return AreAccessKey(text[4..]);
        foreach (byte[] beginning in s_beginnings)
            if (text.StartsWith(beginning)) return IsKey(text[beginning.Length..]);
        return false;
    }

    private static bool IsWebToken(ReadOnlySpan<byte> text)
    {
        int points = 0, start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                if (++points > 2 || i - start < 10) return false;
                start = i + 1;
            }
            else if (!Bytes.IsAlphanumeric(text[i]) && text[i] is not ((byte)'-' or (byte)'_' or (byte)'='))
            {
                return false;
            }
        }

        return points == 2 && text[(start - 1)..].Length > 10;
    }

    private static bool AreAccessKey(ReadOnlySpan<byte> text)
    {
        foreach (byte one in text)
            if (!Bytes.IsUpper(one) && one is not (>= (byte)'2' and <= (byte)'7')) return false;
        return true;
    }

    // Letters and digits mixed, as random keys are.
    private static bool IsKey(ReadOnlySpan<byte> text)
    {
        bool letter = false, digit = false;
        foreach (byte one in text)
        {
            if (!Bytes.IsAlphanumeric(one) && one is not ((byte)'-' or (byte)'_')) return false;
            letter |= Bytes.IsLetter(one);
            digit |= Bytes.IsDigit(one);
        }

        return letter && digit && text.Length >= 16;
    }
}
