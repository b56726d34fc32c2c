using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The texts whose counts are followed, by hash. Long ones are left out.</summary>
internal sealed class FollowedTexts
{
    /// <summary>Bytes of the longest text.</summary>
    public const int Longest = 256;

    /// <summary>Bytes that all may have together.</summary>
    public const int MostBytes = 32 * 1024;

    private readonly Dictionary<ulong, string> _texts = [];

    /// <summary>Bytes of all texts.</summary>
    public int Bytes { get; private set; }

    public bool HasTooMuch => Bytes > MostBytes;

    public int Count => _texts.Count;

    public string? this[ulong hash] => _texts.GetValueOrDefault(hash);

    public void Add(ulong hash, ReadOnlySpan<byte> text)
    {
        if (text.Length <= Longest && _texts.TryAdd(hash, Encoding.UTF8.GetString(text))) Bytes += text.Length;
    }

    public void Add(ulong hash, string? text)
    {
        if (text is not null && _texts.TryAdd(hash, text)) Bytes += Encoding.UTF8.GetByteCount(text);
    }

    public void Add(FollowedTexts other)
    {
        foreach ((ulong hash, string text) in other._texts) Add(hash, text);
    }

    /// <summary>Leaves out what is followed no longer, once that is much, and follows fewer where all are too long together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prune(FrequentKeys frequent, bool always = false)
    {
        if (!always && !HasTooMuch && _texts.Count <= 4 * frequent.Capacity) return;
        while (true)
        {
            Bytes = 0;
            foreach ((ulong hash, string text) in _texts)
            {
                if (frequent.LowerCountOf(hash) == 0) _texts.Remove(hash);
                else Bytes += Encoding.UTF8.GetByteCount(text);
            }

            if (!HasTooMuch) return;
            frequent.Purge(frequent.Count / 2);
        }
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_texts.Count);
        foreach ((ulong hash, string text) in _texts.OrderBy(one => one.Key))
        {
            writer.Write(hash);
            writer.Write(text);
        }
    }

    public static FollowedTexts ReadFrom(BinaryReader reader, Predicate<ulong> isFollowed)
    {
        var texts = new FollowedTexts();
        int count = reader.Read7BitEncodedInt();
        for (int i = 0; i < count; i++)
        {
            ulong hash = reader.ReadUInt64();
            string text = reader.ReadString();
            SummaryFormat.Require(Encoding.UTF8.GetByteCount(text) <= 3 * Longest && isFollowed(hash) && texts._texts.TryAdd(hash, text), "text");
            texts.Bytes += Encoding.UTF8.GetByteCount(text);
        }

        return texts;
    }
}
