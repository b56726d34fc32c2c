namespace Mlops.Sdk;

/// <summary>One spelling of a folded text, and the next by its hash.</summary>
internal sealed class Spelling(ulong hash, byte[] text, long count)
{
    public const int LongestShown = 48;

    public ulong Hash { get; } = hash;

    public byte[] Text { get; } = text;

    public long Count { get; set; } = count;

    public Spelling? Next { get; set; }
}
