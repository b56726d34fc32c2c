using System.Numerics;

namespace Mlops.Sdk;

/// <summary>The form of a text as runs: a class and how often it comes, two bytes each. Classes are <c>A a 9</c>, the ASCII signs themselves, a space, and <c>¤</c> for other signs.</summary>
internal static class TextMask
{
    /// <summary>Bytes that a mask may take: 64 runs, and one more that says that the text goes on.</summary>
    public const int Most = 130;

    /// <summary>The class that stands at the end of a mask that was cut.</summary>
    public const byte More = 0xFF;

    /// <summary>The class of signs beyond ASCII.</summary>
    public const byte Other = 0xA4;

    private static readonly byte[] s_classes = [.. Enumerable.Range(0, 256).Select(one => ClassOf((byte)one))];

    /// <summary>Writes the mask of a text; of more than 64 bytes, of the first 64. Gives its length in bytes.</summary>
    public static int Write(ReadOnlySpan<byte> text, in TextShape shape, Span<byte> mask)
    {
        int length = shape.High == 0 ? WriteAscii(text, shape, mask) : WriteCharacters(Bytes.Head(text, TextShape.Window), mask);
        if (text.Length <= TextShape.Window) return length;
        mask[length] = More;
        mask[length + 1] = 1;
        return length + 2;
    }

    private static int WriteAscii(ReadOnlySpan<byte> text, in TextShape shape, Span<byte> mask)
    {
        ulong signs = shape.Signs | shape.Controls | shape.Spaces;
        ulong starts = (shape.Uppers ^ (shape.Uppers << 1)) | (shape.Lowers ^ (shape.Lowers << 1)) | (shape.Digits ^ (shape.Digits << 1)) | signs | 1;
        starts &= shape.All;
        int length = 0;
        while (starts != 0)
        {
            int start = BitOperations.TrailingZeroCount(starts);
            starts &= starts - 1;
            int end = starts == 0 ? BitOperations.PopCount(shape.All) : BitOperations.TrailingZeroCount(starts);
            byte one = s_classes[text[start]];
            if (length > 0 && mask[length - 2] == one)
            {
                mask[length - 1] += (byte)(end - start);
                continue;
            }

            mask[length++] = one;
            mask[length++] = (byte)(end - start);
        }

        return length;
    }

    private static int WriteCharacters(ReadOnlySpan<byte> text, Span<byte> mask)
    {
        int length = 0;
        for (int at = 0; at < text.Length;)
        {
            int used = 1;
            byte kind = text[at];
            if (kind < 0x80) kind = s_classes[kind];
            else kind = CharacterPages.Next(text, at, out used) is var one and >= 0 ? CharacterPages.MaskClasses[CharacterPages.Of(one) >> CharacterPages.ClassBits] : Other;
            at += used;
            if (length > 0 && mask[length - 2] == kind)
            {
                mask[length - 1]++;
            }
            else
            {
                mask[length++] = kind;
                mask[length++] = 1;
            }
        }

        return length;
    }

    private static byte ClassOf(byte one) => Bytes.IsLower(one) ? (byte)'a' : Bytes.IsUpper(one) ? (byte)'A' : Bytes.IsDigit(one) ? (byte)'9' : Bytes.IsSpace(one) ? (byte)' ' : one is < 32 or >= 127 ? Other : one;
}
