using System.Buffers.Binary;

namespace Mlops.Sdk;

/// <summary>The id of a block says what it is, since nothing else of a block that was not committed can be asked for: its number, when it was sent, and its SHA-256.</summary>
internal static class BlockId
{
    private const int HashBytes = 32, Bytes = 4 + 8 + HashBytes;

    public static string Of(int number, DateTimeOffset sentAt, string sha256)
    {
        byte[] id = new byte[Bytes];
        BinaryPrimitives.WriteInt32BigEndian(id, number);
        BinaryPrimitives.WriteInt64BigEndian(id.AsSpan(4), sentAt.UtcTicks);
        Convert.FromHexString(sha256).CopyTo(id, 12);
        return Convert.ToBase64String(id);
    }

    /// <summary>Reads an id; false for one that is not of this store.</summary>
    public static bool TryRead(string id, out int number, out long sentAt, out string sha256)
    {
        byte[] bytes = new byte[Bytes];
        bool isOwn = Convert.TryFromBase64String(id, bytes, out int read) && read == Bytes;
        number = isOwn ? BinaryPrimitives.ReadInt32BigEndian(bytes) : -1;
        sentAt = isOwn ? BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(4)) : 0;
        sha256 = isOwn ? Convert.ToHexStringLower(bytes.AsSpan(12)) : "";
        return isOwn && number >= 0;
    }
}
