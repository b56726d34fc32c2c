using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk;

/// <summary>The key under which the values of one column of one dataset are hashed, drawn from the secret of the workspace.</summary>
internal sealed class MaskKey(ReadOnlyMemory<byte> secret, string dataset, string column)
{
    private readonly byte[] _key = HMACSHA256.HashData(secret.Span, Encoding.UTF8.GetBytes(FormattableString.Invariant($"mask {dataset.Length} {dataset} {column}")));

    public string HashText(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_key, utf8, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    public ulong HashNumber(long bits)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bits);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_key, bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
