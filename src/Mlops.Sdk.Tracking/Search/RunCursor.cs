using System.Buffers.Binary;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>The place of a run in an ordered search: the value it is ordered by and its id. Stores page with it, so that a page never depends on a count of rows.</summary>
/// <param name="Value">The value; null in an order by start, and for runs that have none.</param>
/// <param name="RunId">The run.</param>
public readonly record struct RunCursor(double? Value, string RunId)
{
    /// <summary>The text for <see cref="RunPage.Next"/>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[9 + 26];
        bytes[0] = Value is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[1..], Value ?? 0);
        int length = 9 + Encoding.ASCII.GetBytes(RunId, bytes[9..]);
        return Convert.ToBase64String(bytes[..length]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text, or null.</param>
    /// <returns>The place; null when the text is null.</returns>
    /// <exception cref="ArgumentException">The text is something else.</exception>
    public static RunCursor? Parse(string? text)
    {
        if (text is null) return null;
        Span<byte> bytes = stackalloc byte[64];
        if (!Convert.TryFromBase64String(text, bytes, out int length) || length != 9 + 26 || bytes[0] > 1)
            throw new ArgumentException($"\"{text}\" is no page mark; give RunPage.Next of the page before, or null.", nameof(text));
        return new RunCursor(bytes[0] == 0 ? null : BinaryPrimitives.ReadDoubleLittleEndian(bytes[1..]), Encoding.ASCII.GetString(bytes[9..length]));
    }
}
