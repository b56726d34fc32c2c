using System.Text;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The hashes of the levels of a category, made once for all batches that share them.</summary>
internal sealed class LevelHashes
{
    public LevelHashes(CategoryLevels levels)
    {
        Levels = levels;
        Hashes = [.. levels.Names.Select(level => Hashing.OfString(level))];
        ByHash = [.. Enumerable.Range(0, levels.Count)];
        Array.Sort((ulong[])Hashes.Clone(), ByHash);
        Bytes = [.. levels.Names.Select(level => Encoding.UTF8.GetByteCount(level))];
    }

    public CategoryLevels Levels { get; }

    /// <summary>The hash of each level.</summary>
    public ulong[] Hashes { get; }

    /// <summary>The levels by ascending hash.</summary>
    public int[] ByHash { get; }

    /// <summary>How many bytes each level has in UTF-8.</summary>
    public int[] Bytes { get; }

    /// <summary>The text of a level; null where it is too long to be followed.</summary>
    public string? TextOf(int code) => Bytes[code] > FollowedTexts.Longest ? null : Levels[code];
}
