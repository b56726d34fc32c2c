using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk.Numerics;

// XXH3 of 64 bits for up to 128 bytes, without a seed, by its specification (Collet, "XXH3 algorithm overview", xxHash doc/xxhash_spec.md 0.2.0). Texts of a column are mostly that short, and the
// library's own methods, which are small and many, run unoptimised in the first seconds of a process.
public static partial class Hashing
{
    private const int LongestShort = 128;
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;

    // The first 128 bytes of the specification's default secret.
    private static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c, 0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21, 0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3, 0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d, 0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
    ];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong OfShort(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        unchecked
        {
            if (length > 16) return OfUpTo128(bytes);
            if (length > 8)
            {
                ulong low = Word(bytes, 0) ^ Word(Secret, 24) ^ Word(Secret, 32), high = Word(bytes, length - 8) ^ Word(Secret, 40) ^ Word(Secret, 48);
                return Avalanche((ulong)length + BinaryPrimitives.ReverseEndianness(low) + high + Fold(low, high));
            }

            if (length >= 4)
            {
                ulong both = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(length - 4)..]) + ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes) << 32);
                ulong mixed = both ^ Word(Secret, 8) ^ Word(Secret, 16);
                mixed ^= BitOperations.RotateLeft(mixed, 49) ^ BitOperations.RotateLeft(mixed, 24);
                mixed *= 0x9FB21C651E98DF25;
                mixed ^= (mixed >> 35) + (ulong)length;
                mixed *= 0x9FB21C651E98DF25;
                return mixed ^ (mixed >> 28);
            }

            if (length == 0) return AvalancheOf64(Word(Secret, 56) ^ Word(Secret, 64));
            uint few = ((uint)bytes[0] << 16) | ((uint)bytes[length >> 1] << 24) | bytes[length - 1] | ((uint)length << 8);
            return AvalancheOf64(few ^ (ulong)(BinaryPrimitives.ReadUInt32LittleEndian(Secret) ^ BinaryPrimitives.ReadUInt32LittleEndian(Secret[4..])));
        }
    }

    // Pairs of 16 bytes from both ends, the innermost first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong OfUpTo128(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            ulong sum = (ulong)bytes.Length * Prime1;
            for (int pair = (bytes.Length - 1) / 32; pair >= 0; pair--)
                sum += Mix16(bytes, 16 * pair, 32 * pair) + Mix16(bytes, bytes.Length - (16 * (pair + 1)), (32 * pair) + 16);
            return Avalanche(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix16(ReadOnlySpan<byte> bytes, int at, int secret) => Fold(Word(bytes, at) ^ Word(Secret, secret), Word(bytes, at + 8) ^ Word(Secret, secret + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(at, 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b) => Math.BigMul(a, b, out ulong low) ^ low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Avalanche(ulong hash)
    {
        hash = unchecked((hash ^ (hash >> 37)) * 0x165667919E3779F9);
        return hash ^ (hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AvalancheOf64(ulong hash)
    {
        hash = unchecked((hash ^ (hash >> 33)) * Prime2);
        hash = unchecked((hash ^ (hash >> 29)) * Prime3);
        return hash ^ (hash >> 32);
    }
}
