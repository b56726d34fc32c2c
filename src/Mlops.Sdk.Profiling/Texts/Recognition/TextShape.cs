using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mlops.Sdk;

/// <summary>What the first 64 bytes of a text are, one bit a byte; all recognisers are screened by it.</summary>
internal readonly struct TextShape
{
    public const int Window = 64;

    private const int Half = 32;

    public readonly ulong All;
    public readonly ulong Digits;
    public readonly ulong Uppers;
    public readonly ulong Lowers;
    public readonly ulong Spaces;
    public readonly ulong Controls;
    public readonly ulong High;

    /// <summary>Digits and the letters a to f of either case.</summary>
    public readonly ulong Hex;

    /// <summary>Which ASCII signs occur: bit (sign &amp; 63), so that <c>{ | } ~</c> share the bits of <c>; &lt; = &gt;</c>.</summary>
    public readonly ulong SignSet;

    /// <summary>The shape of a text.</summary>
    /// <param name="bytes">Bytes that begin with the text; what comes after it is read but does not matter.</param>
    /// <param name="length">The length of the text.</param>
    [SkipLocalsInit]
    public TextShape(ReadOnlySpan<byte> bytes, int length)
    {
        length = Math.Min(length, Window);
        Span<byte> copy = stackalloc byte[Window];
        scoped ref byte first = ref MemoryMarshal.GetReference(bytes);
        if (bytes.Length < (length > Half ? Window : Half))
        {
            bytes[..length].CopyTo(copy);
            first = ref MemoryMarshal.GetReference(copy);
        }

        All = length == Window ? ulong.MaxValue : (1UL << length) - 1;
        var low = new Bits(Vector256.LoadUnsafe(ref first));
        if (length <= Half)
        {
            (Digits, Uppers, Lowers, Spaces, High, Hex) = (low.Digits & All, low.Uppers & All, low.Lowers & All, low.Spaces & All, low.High & All, low.Hex & All);
            Controls = low.Controls & All & ~Spaces;
        }
        else
        {
            var high = new Bits(Vector256.LoadUnsafe(ref first, Half));
            Digits = (low.Digits | ((ulong)high.Digits << Half)) & All;
            Uppers = (low.Uppers | ((ulong)high.Uppers << Half)) & All;
            Lowers = (low.Lowers | ((ulong)high.Lowers << Half)) & All;
            Spaces = (low.Spaces | ((ulong)high.Spaces << Half)) & All;
            High = (low.High | ((ulong)high.High << Half)) & All;
            Hex = (low.Hex | ((ulong)high.Hex << Half)) & All;
            Controls = (low.Controls | ((ulong)high.Controls << Half)) & All & ~Spaces;
        }

        ulong signs = 0;
        for (ulong left = Signs; left != 0; left &= left - 1) signs |= 1UL << (Unsafe.Add(ref first, BitOperations.TrailingZeroCount(left)) & 63);
        SignSet = signs;
    }

    public ulong Letters => Uppers | Lowers;

    public ulong Signs => All & ~(Digits | Uppers | Lowers | Spaces | Controls | High);

    public int DigitCount => BitOperations.PopCount(Digits);

    public int LetterCount => BitOperations.PopCount(Letters);

    public int SignCount => BitOperations.PopCount(Signs);

    public static TextShape Of(ReadOnlySpan<byte> text) => new(text, text.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(char sign) => (SignSet >> (sign & 63) & 1) != 0;

    /// <summary>Whether no other sign occurs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasOnly(ulong signs) => (SignSet & ~signs) == 0;

    public static ulong SetOf(ReadOnlySpan<char> signs)
    {
        ulong set = 0;
        foreach (char sign in signs) set |= 1UL << (sign & 63);
        return set;
    }

    private readonly ref struct Bits
    {
        public readonly uint Digits, Uppers, Lowers, Spaces, Controls, High, Hex;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Bits(Vector256<byte> bytes)
        {
            Vector256<byte> small = bytes | Vector256.Create((byte)0x20);
            uint letters = Vector256.LessThan(small - Vector256.Create((byte)'a'), Vector256.Create((byte)26)).ExtractMostSignificantBits();
            Digits = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10)).ExtractMostSignificantBits();
            Lowers = letters & (bytes << 2).ExtractMostSignificantBits();
            Uppers = letters & ~Lowers;
            Spaces = (Vector256.Equals(bytes, Vector256.Create((byte)' ')) | Vector256.LessThan(bytes - Vector256.Create((byte)9), Vector256.Create((byte)5))).ExtractMostSignificantBits();
            Controls = (Vector256.LessThan(bytes, Vector256.Create((byte)' ')) | Vector256.Equals(bytes, Vector256.Create((byte)0x7F))).ExtractMostSignificantBits();
            High = bytes.ExtractMostSignificantBits();
            Hex = Digits | Vector256.LessThan(small - Vector256.Create((byte)'a'), Vector256.Create((byte)6)).ExtractMostSignificantBits();
        }
    }
}
