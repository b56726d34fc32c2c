using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The hash of an entry covers the entry before it, so that no entry can be changed, left out or moved without all that follow being written anew.
/// It is SHA-256 over the hash before (32 bytes), the place and the UTC ticks (8 bytes each, little-endian), and action, subject, actor and detail, each as its length in bytes (4, little-endian; -1 for null) and UTF-8.
/// </summary>
public static class AuditChain
{
    /// <summary>What stands for the hash before the first entry.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>The entry that a record becomes behind another.</summary>
    /// <param name="last">The last entry of the chain; null when there is none.</param>
    /// <param name="record">The record.</param>
    public static AuditEntry Append(AuditEntry? last, AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        AuditRecord kept = record with { At = record.At.ToUniversalTime() };
        long sequence = (last?.Sequence ?? 0) + 1;
        string previous = last?.Hash ?? Origin;
        return new AuditEntry(sequence, kept, previous, Hash(previous, sequence, kept));
    }

    /// <summary>Whether an entry is what must stand behind another.</summary>
    /// <param name="last">The entry before; null for the first.</param>
    /// <param name="entry">The entry.</param>
    public static bool Follows(AuditEntry? last, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Append(last, entry.Record) == entry;
    }

    private static string Hash(string previous, long sequence, AuditRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(previous));
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64LittleEndian(number, record.At.UtcTicks);
        hash.AppendData(number);
        foreach (string? text in (ReadOnlySpan<string?>)[record.Action, record.Subject, record.Actor, record.Detail])
        {
            byte[] bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(number, text is null ? -1 : bytes.Length);
            hash.AppendData(number[..4]);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
