namespace Mlops.Sdk;

/// <summary>Finds what tells of persons within longer texts: in sentences, lists and JSON.</summary>
internal static class EmbeddedPii
{
    /// <summary>Bytes of a text that are looked at.</summary>
    public const int Looked = 1 << 16;

    private const int LeastDigits = 7;
    private const ulong SemanticBits = (1UL << 40) - 1;

    private static readonly ulong s_mixed = TextKinds.Bit(SemanticType.Json) | TextKinds.Bit(SemanticType.FilePath) | TextKinds.Bit(SemanticType.MimeType);

    /// <summary>What occurs within a text that as a whole is nothing but words, JSON or a path.</summary>
    public static PiiKind Find(ReadOnlySpan<byte> text, in TextShape shape, ulong kinds)
    {
        if (text.Length < LeastDigits || (kinds & SemanticBits & ~s_mixed) != 0) return PiiKind.None;
        bool whole = text.Length <= TextShape.Window;
        if (whole && (shape.Signs | shape.Spaces | shape.High) == 0) return PiiKind.None;
        if (!whole && text.Length > Looked) text = text[..Looked];
        PiiKind found = PiiKind.None;
        if (whole ? shape.Has('@') : text.Contains((byte)'@')) found |= Emails(text);
        if (whole ? shape.DigitCount >= LeastDigits : Bytes.Digits(text) >= LeastDigits) found |= Numbers(text);
        return found;
    }

    private static PiiKind Emails(ReadOnlySpan<byte> text)
    {
        for (int at = text.IndexOf((byte)'@'); at >= 0;)
        {
            int start = at, end = at + 1;
            while (start > 0 && at - start < 64 && (EmailText.IsAtom(text[start - 1]) && text[start - 1] < 0x80 || text[start - 1] == '.')) start--;
            while (end < text.Length && end - at < 254 && (Bytes.IsAlphanumeric(text[end]) || text[end] is (byte)'.' or (byte)'-')) end++;
            while (start < at && !Bytes.IsAlphanumeric(text[start])) start++;
            while (end > at + 1 && text[end - 1] is (byte)'.' or (byte)'-') end--;
            if (EmailText.Is(text[start..end])) return PiiKind.Email;
            int next = text[(at + 1)..].IndexOf((byte)'@');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return PiiKind.None;
    }

    private static PiiKind Numbers(ReadOnlySpan<byte> text)
    {
        PiiKind found = PiiKind.None;
        bool inWord = false;
        for (int at = 0; at < text.Length; at++)
        {
            byte one = text[at];
            if (!inWord && (Bytes.IsDigit(one) || one is (byte)'+' or (byte)'('))
            {
                int end = at + 1;
                while (end < text.Length && (Bytes.IsDigit(text[end]) || text[end] is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'(' or (byte)')' or (byte)'/')) end++;
                bool cut = end < text.Length && Bytes.IsLetter(text[end]) && text[end - 1] != ' ';
                while (end > at + 1 && !Bytes.IsDigit(text[end - 1])) end--;
                if (!cut && end - at >= LeastDigits) found |= Run(text[at..end]);
                at = end - 1;
                inWord = true;
                continue;
            }

            if (!inWord && Bytes.IsLetter(one) && text.Length - at >= 15) found |= Account(text[at..]);
            inWord = Bytes.IsAlphanumeric(one) || one >= 0x80;
        }

        return found;
    }

    // Digits with signs and spaces: one number, or several between spaces.
    private static PiiKind Run(ReadOnlySpan<byte> run)
    {
        PiiKind found = Number(run);
        if (found != PiiKind.None || !run.Contains((byte)' ')) return found;
        int start = 0;
        for (int at = 0; at <= run.Length; at++)
        {
            if (at < run.Length && run[at] != ' ') continue;
            if (at - start >= LeastDigits) found |= Number(run[start..at].TrimEnd(".-/()"u8));
            start = at + 1;
        }

        return found;
    }

    private static PiiKind Number(ReadOnlySpan<byte> text)
    {
        if (CardText.HasShape(text, out bool passes) && passes) return PiiKind.PaymentCard;
        if (SsnText.Is(text)) return PiiKind.NationalId;
        if (NetworkText.IsIPv4(text)) return PiiKind.IpAddress;
        return DateText.Read(text, out _) == SemanticType.Text && PhoneText.Is(text) ? PiiKind.Phone : PiiKind.None;
    }

    private static PiiKind Account(ReadOnlySpan<byte> text)
    {
        int length = IbanText.LengthAt(text), end = 0;
        for (int count = 0; count < length; end++)
        {
            if (end == text.Length) return PiiKind.None;
            if (Bytes.IsAlphanumeric(text[end])) count++;
            else if (text[end] != ' ') return PiiKind.None;
        }

        return length > 0 && (end == text.Length || !Bytes.IsAlphanumeric(text[end])) && IbanText.Is(text[..end]) ? PiiKind.BankAccount : PiiKind.None;
    }
}
