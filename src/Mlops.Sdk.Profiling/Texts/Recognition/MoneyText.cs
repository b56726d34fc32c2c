namespace Mlops.Sdk;

/// <summary>Amounts of money and percentages: a number with something before or after it.</summary>
internal static class MoneyText
{
    /// <summary>A number with <c>$ € £ ¥ ₹ ₽ ₩ ₺ ₴ ₪ ₫ ฿ zł kr</c> or a currency of three letters, before it (also after its sign) or after it.</summary>
    public static bool Is(ReadOnlySpan<byte> text, out NumberNotation notation)
    {
        notation = NumberNotation.None;
        if (text.Length is < 2 or > NumberText.Longest) return false;
        bool parentheses = text is [(byte)'(', .., (byte)')'];
        if (parentheses) text = text[1..^1];
        else if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        ReadOnlySpan<byte> number = text;
        int before = Sign(text);
        if (before > 0) number = Bytes.Trim(text[before..]);
        else if (SignAtEnd(text) is var after and > 0) number = Bytes.Trim(text[..^after]);
        if (number.Length == text.Length || number.IsEmpty || !(Bytes.IsDigit(number[0]) || number[0] is (byte)'.' or (byte)'-')) return false;
        return NumberText.Read(number, false, out notation) is SemanticType.Integer or SemanticType.Decimal;
    }

    /// <summary>A number, and a percent sign after it.</summary>
    public static bool IsPercentage(ReadOnlySpan<byte> text, out NumberNotation notation)
    {
        notation = NumberNotation.None;
        return text is [.., (byte)'%'] && text[0] != '(' && NumberText.Read(Bytes.Trim(text[..^1]), false, out notation) is SemanticType.Integer or SemanticType.Decimal;
    }

    private static int Sign(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        if (text.Length > 3 && CodeText.IsCurrency(text[..3])) return 3;
        return text[0] switch
        {
            (byte)'$' => 1,
            0xC2 => text.Length > 1 && text[1] is 0xA3 or 0xA5 ? 2 : 0,
            0xE2 => text.Length > 2 && text[1] == 0x82 && text[2] is >= 0xA0 and <= 0xC0 ? 3 : 0,
            0xE0 => text.StartsWith("฿"u8) ? 3 : 0,
            (byte)'A' or (byte)'C' or (byte)'N' or (byte)'U' or (byte)'R' => text.Length > 2 && text[1] == '$' ? 2 : text.StartsWith("US$"u8) || text.StartsWith("NZ$"u8) ? 3 : 0,
            _ => 0,
        };
    }

    private static int SignAtEnd(ReadOnlySpan<byte> text)
    {
        if (text.Length > 3 && (CodeText.IsCurrency(text[^3..]) || Sign(text[^3..]) == 3 || text.EndsWith("zł"u8))) return 3;
        if (text.Length > 2 && (Sign(text[^2..]) == 2 || text.EndsWith("kr"u8))) return 2;
        return text.Length > 1 && text[^1] == '$' ? 1 : 0;
    }
}
