using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>What ASCII bytes are.</summary>
internal static class Bytes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigit(byte one) => (uint)(one - '0') <= 9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLetter(byte one) => (uint)((one | 0x20) - 'a') <= 25;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUpper(byte one) => (uint)(one - 'A') <= 25;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLower(byte one) => (uint)(one - 'a') <= 25;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsHex(byte one) => IsDigit(one) || (uint)((one | 0x20) - 'a') <= 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAlphanumeric(byte one) => IsDigit(one) || IsLetter(one);

    /// <summary>Space, tabulator, line feed, vertical tabulator, form feed, carriage return.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(byte one) => one == ' ' || (uint)(one - 9) <= 4;

    public static bool AreDigits(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
            if (!IsDigit(one)) return false;
        return !bytes.IsEmpty;
    }

    public static bool AreHex(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
            if (!IsHex(one)) return false;
        return !bytes.IsEmpty;
    }

    public static int Digits(ReadOnlySpan<byte> bytes)
    {
        int digits = 0;
        foreach (byte one in bytes) digits += IsDigit(one) ? 1 : 0;
        return digits;
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes)
    {
        int start = 0, end = bytes.Length;
        while (start < end && IsSpace(bytes[start])) start++;
        while (end > start && IsSpace(bytes[end - 1])) end--;
        return bytes[start..end];
    }

    /// <summary>The first bytes, at most so many, not cut within a character.</summary>
    public static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> bytes, int most)
    {
        if (bytes.Length <= most) return bytes;
        int end = most;
        while (end > most - 4 && (bytes[end] & 0xC0) == 0x80) end--;
        return bytes[..end];
    }
}
