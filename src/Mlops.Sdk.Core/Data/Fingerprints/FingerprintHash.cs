using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk;

/// <summary>The inner nodes of a fingerprint. Every hash begins with a byte that says what is hashed, so that no leaf can pass for a node.</summary>
internal static class FingerprintHash
{
    public const byte Leaf = 0;
    private const byte Node = 1;
    private const byte ColumnRoot = 2;
    private const byte DatasetRoot = 3;

    public static string Root(string name, ColumnType type, CategoryLevels? levels, ImmutableArray<string> blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([ColumnRoot, (byte)type]);
        Append(hash, name);
        Append(hash, levels?.Count ?? -1);
        foreach (string level in levels?.Names ?? []) Append(hash, level);
        Append(hash, blocks.Length);
        hash.AppendData(Tree([.. blocks.Select(Convert.FromHexString)]));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string Root(int rows, ImmutableArray<ColumnFingerprint> columns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([DatasetRoot]);
        Append(hash, rows);
        Append(hash, columns.Length);
        hash.AppendData(Tree([.. columns.Select(column => Convert.FromHexString(column.Root))]));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static void Append(IncrementalHash hash, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }

    public static void Append(IncrementalHash hash, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Append(hash, utf8.Length);
        hash.AppendData(utf8);
    }

    // Neighbours in pairs, an odd one goes up as it is: a full left part keeps its nodes when something is added on the right.
    private static byte[] Tree(byte[][] level)
    {
        if (level.Length == 0) return new byte[SHA256.HashSizeInBytes];
        while (level.Length > 1)
        {
            var above = new byte[(level.Length + 1) / 2][];
            for (int i = 0; i < above.Length; i++)
                above[i] = (2 * i) + 1 < level.Length ? SHA256.HashData([Node, .. level[2 * i], .. level[(2 * i) + 1]]) : level[2 * i];
            level = above;
        }

        return level[0];
    }
}
