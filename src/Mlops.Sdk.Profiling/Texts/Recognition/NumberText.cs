namespace Mlops.Sdk;

/// <summary>Numbers as people write them: signs, decimal point or comma, groups of three, exponents, accountants' parentheses.</summary>
internal static class NumberText
{
    public const int Longest = 64;

    /// <summary>What number a text is: <see cref="SemanticType.Integer"/>, <see cref="SemanticType.Decimal"/>, <see cref="SemanticType.Scientific"/>, or <see cref="SemanticType.Text"/> for none.</summary>
    public static SemanticType Read(ReadOnlySpan<byte> text, bool hasLetters, out NumberNotation notation)
    {
        notation = NumberNotation.None;
        if (text.Length is 0 or > Longest) return SemanticType.Text;
        if (text is [(byte)'(', .., (byte)')'])
        {
            text = text[1..^1];
            if (text.IsEmpty || !Bytes.IsDigit(text[0])) return SemanticType.Text;
        }
        else if (text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
        }

        int exponent = hasLetters ? text.LastIndexOfAny((byte)'e', (byte)'E') : -1;
        if (exponent < 0) return Mantissa(text, out notation);
        if (!IsExponent(text[(exponent + 1)..])) return SemanticType.Text;
        SemanticType mantissa = Mantissa(text[..exponent], out notation);
        bool plain = notation is NumberNotation.Plain or NumberNotation.Point or NumberNotation.Comma or NumberNotation.PointOrGroup or NumberNotation.CommaOrGroup;
        if (mantissa == SemanticType.Text || !plain)
        {
            notation = NumberNotation.None;
            return SemanticType.Text;
        }

        if (notation is NumberNotation.PointOrGroup) notation = NumberNotation.Point;
        if (notation is NumberNotation.CommaOrGroup) notation = NumberNotation.Comma;
        return SemanticType.Scientific;
    }

    private static bool IsExponent(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'-' or (byte)'+', ..]) text = text[1..];
        return text.Length <= 4 && Bytes.AreDigits(text);
    }

    private static SemanticType Mantissa(ReadOnlySpan<byte> text, out NumberNotation notation)
    {
        notation = NumberNotation.None;
        var groups = new Groups();
        int mark = -1, run = 0, digits = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte one = text[i];
            if (Bytes.IsDigit(one))
            {
                run++;
                digits++;
                continue;
            }

            if (mark >= 0) return SemanticType.Text;
            int width = Separator(text[i..], out byte separator);
            if (width == 0) return SemanticType.Text;
            // The last point or comma is the decimal mark, unless the same sign has separated groups before.
            bool last = separator is (byte)'.' or (byte)',' && text[(i + width)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && groups.Sign != separator;
            if (last) mark = separator;
            else if (!groups.Add(separator, run)) return SemanticType.Text;
            if (last && !groups.Ends(run)) return SemanticType.Text;
            if (last) groups.WholeDigits = digits;
            run = 0;
            i += width - 1;
        }

        if (digits == 0 || (mark == ',' && run == 0) || (mark < 0 && !groups.Ends(run))) return SemanticType.Text;
        notation = groups.Notation(mark, run, startsWithZero: text[0] == '0');
        return mark >= 0 && notation != NumberNotation.CommaOrGroup ? SemanticType.Decimal : SemanticType.Integer;
    }

    private static int Separator(ReadOnlySpan<byte> text, out byte separator)
    {
        separator = text[0];
        if (separator is (byte)'.' or (byte)',' or (byte)'\'' or (byte)' ') return 1;
        if (separator == 0xE2 && text.Length > 2 && text[1] == 0x80 && text[2] == 0x99)
        {
            separator = (byte)'\'';
            return 3;
        }

        // No-break space and narrow no-break space.
        separator = (byte)' ';
        return text[0] == 0xC2 && text.Length > 1 && text[1] == 0xA0 ? 2 : text[0] == 0xE2 && text.Length > 2 && text[1] == 0x80 && text[2] == 0xAF ? 3 : 0;
    }

    /// <summary>Groups of three digits before the decimal mark; of two or three after the Indian manner, where the last has three.</summary>
    private struct Groups
    {
        private int _count;
        private bool _pairs;

        public byte Sign { get; private set; }

        public int WholeDigits { get; set; }

        public bool Add(byte sign, int digits)
        {
            if (_count > 0 && sign != Sign) return false;
            if (_count == 0 ? digits is 0 or > 3 : digits is < 2 or > 3) return false;
            _pairs |= _count > 0 && digits == 2;
            Sign = sign;
            _count++;
            return true;
        }

        public readonly bool Ends(int digits) => _count == 0 || (digits == 3 && (!_pairs || Sign == ','));

        public readonly NumberNotation Notation(int mark, int fraction, bool startsWithZero)
        {
            if (_count > 0) return Sign switch { (byte)',' => NumberNotation.GroupedByComma, (byte)'.' => NumberNotation.GroupedByPoint, (byte)' ' => NumberNotation.GroupedBySpace, _ => NumberNotation.GroupedByApostrophe };
            if (mark < 0) return NumberNotation.Plain;
            bool either = fraction == 3 && WholeDigits is >= 1 and <= 3 && !startsWithZero;
            return mark == '.' ? (either ? NumberNotation.PointOrGroup : NumberNotation.Point) : either ? NumberNotation.CommaOrGroup : NumberNotation.Comma;
        }
    }
}
