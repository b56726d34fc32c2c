namespace Mlops.Sdk;

/// <summary>The length of a text as rules mean it.</summary>
internal static class CodePoints
{
    /// <summary>The code points of a text in UTF-8: the bytes that do not continue one.</summary>
    public static long Count(ReadOnlySpan<byte> utf8)
    {
        long count = 0;
        foreach (byte unit in utf8) count += (unit & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}
