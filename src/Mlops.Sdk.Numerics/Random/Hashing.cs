using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace Mlops.Sdk.Numerics;

/// <summary>Stable 64-bit hashes: the same on every platform, process and version. Not for secrets: they are fast, not cryptographic.</summary>
public static partial class Hashing
{
    internal const ulong GoldenGamma = 0x9E3779B97F4A7C15UL;

    private const ulong CanonicalNaN = 0x7FF8000000000000UL;

    /// <summary>Mixes the bits of an integer so that every input bit moves every output bit: SplitMix64's step, a bijection (Steele, Lea and Flood 2014).</summary>
    /// <param name="value">Any value.</param>
    public static ulong Mix(ulong value)
    {
        ulong z = unchecked(value + GoldenGamma);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }

    /// <summary>The hash of a pair of hashes; the order counts.</summary>
    /// <param name="first">The first hash.</param>
    /// <param name="second">The second hash.</param>
    public static ulong Combine(ulong first, ulong second) => Mix(unchecked(Mix(first) * 3) ^ second);

    /// <summary>The hash of an integer.</summary>
    /// <param name="value">Any value.</param>
    public static ulong OfInt64(long value) => Mix(unchecked((ulong)value));

    /// <summary>The hash of a number: zero and negative zero are one value, and so are all NaN.</summary>
    /// <param name="value">Any value.</param>
    public static ulong OfDouble(double value)
    {
        ulong bits = value == 0 ? 0UL : double.IsNaN(value) ? CanonicalNaN : BitConverter.DoubleToUInt64Bits(value);
        return Mix(bits);
    }

    /// <summary>The hash of bytes (XxHash3, 64 bits).</summary>
    /// <param name="bytes">The bytes, for a text its UTF-8.</param>
    public static ulong OfBytes(ReadOnlySpan<byte> bytes) => bytes.Length <= LongestShort ? OfShort(bytes) : XxHash3.HashToUInt64(bytes);

    /// <summary>The hash of bytes in 128 bits (XxHash128), for where two different values must not become one.</summary>
    /// <param name="bytes">The bytes, for a text its UTF-8.</param>
    public static (ulong High, ulong Low) OfBytes128(ReadOnlySpan<byte> bytes)
    {
        UInt128 hash = XxHash128.HashToUInt128(bytes);
        return ((ulong)(hash >> 64), (ulong)hash);
    }

    /// <summary>The hash of a text: that of its UTF-8 bytes, so it equals <see cref="OfBytes"/> of the encoded text. No Unicode normalization.</summary>
    /// <param name="text">The text; unpaired surrogates count as U+FFFD.</param>
    public static ulong OfString(ReadOnlySpan<char> text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= 512)
        {
            Span<byte> small = stackalloc byte[512];
            return OfBytes(small[..Encoding.UTF8.GetBytes(text, small)]);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(most);
        ulong hash = OfBytes(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }
}
