namespace Mlops.Sdk;

/// <summary>True and false as words.</summary>
internal static class BooleanText
{
    /// <summary>true/false, yes/no, t/f, y/n, on/off in any case.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => text.Length switch
    {
        1 => (text[0] | 0x20) is 't' or 'f' or 'y' or 'n',
        2 => Equal(text, "no"u8) || Equal(text, "on"u8),
        3 => Equal(text, "yes"u8) || Equal(text, "off"u8),
        4 => Equal(text, "true"u8),
        5 => Equal(text, "false"u8),
        _ => false,
    };

    private static bool Equal(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(text, word);
}
