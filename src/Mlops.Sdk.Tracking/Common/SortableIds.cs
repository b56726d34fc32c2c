using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>
/// Makes ids of 26 characters that sort by the time they were made: 48 bits of milliseconds and 80 random bits in Crockford's base 32 (the layout of a ULID).
/// Ids of one generator always grow, also within a millisecond and when the clock steps back. Safe from many threads.
/// </summary>
internal sealed class SortableIds(TimeProvider time)
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly Lock _gate = new();
    private long _milliseconds = -1;
    private UInt128 _random;

    public string Next()
    {
        lock (_gate)
        {
            long now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _milliseconds)
            {
                _milliseconds = now;
                // The top bit stays clear, so that counting up inside a millisecond cannot overflow the 80 bits.
                Span<byte> bytes = stackalloc byte[10];
                RandomNumberGenerator.Fill(bytes);
                _random = 0;
                foreach (byte b in bytes) _random = (_random << 8) | b;
                _random &= (UInt128.One << 79) - 1;
            }
            else
            {
                _random++;
            }

            return Format(((UInt128)(ulong)_milliseconds << 80) | _random);
        }
    }

    /// <summary>The id of a time and of at least 10 bytes that take the place of random ones.</summary>
    public static string From(DateTimeOffset time, ReadOnlySpan<byte> bytes)
    {
        UInt128 low = 0;
        foreach (byte b in bytes[..10]) low = (low << 8) | b;
        return Format(((UInt128)(ulong)Math.Max(0, time.ToUnixTimeMilliseconds()) << 80) | low);
    }

    public static bool IsValid(string id) => id is { Length: 26 } && id.All(c => Digits.Contains(c, StringComparison.Ordinal));

    /// <summary>The bits of an id that <see cref="IsValid"/>.</summary>
    public static UInt128 Parse(string id)
    {
        UInt128 bits = 0;
        foreach (char c in id) bits = (bits << 5) | (uint)Digits.IndexOf(c, StringComparison.Ordinal);
        return bits;
    }

    private static string Format(UInt128 bits) => string.Create(26, bits, static (text, rest) =>
    {
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(uint)(rest & 31)];
            rest >>= 5;
        }
    });
}
