using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace Mlops.Sdk;

/// <summary>A file as a signature states it: its hash, or the hashes of its pieces.</summary>
/// <param name="Name">The name, with <c>/</c> between folders.</param>
/// <param name="ShardSize">The size of a piece; null for the file as a whole.</param>
/// <param name="Digests">The hash of the whole, or of each piece in order.</param>
/// <param name="Size">Where the last piece ends; null for the file as a whole.</param>
internal sealed record SignedFile(string Name, long? ShardSize, ImmutableArray<string> Digests, long? Size)
{
    private const int BufferBytes = 1 << 20;

    public bool Is(Stream content)
    {
        SignedFile found = Of(Name, content, ShardSize);
        return found.Size == Size && found.Digests.AsSpan().SequenceEqual(Digests.AsSpan());
    }

    /// <summary>Hashes what is left of a stream.</summary>
    public static SignedFile Of(string name, Stream content, long? shardSize)
    {
        if (shardSize is not long size) return new(name, null, [Convert.ToHexStringLower(SHA256.HashData(content))], null);
        var digests = ImmutableArray.CreateBuilder<string>();
        byte[] buffer = new byte[Math.Min(BufferBytes, size)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0, inShard = 0;
        while (content.Read(buffer, 0, (int)Math.Min(buffer.Length, size - inShard)) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
            if ((inShard += read) < size) continue;
            digests.Add(Convert.ToHexStringLower(hash.GetHashAndReset()));
            inShard = 0;
        }

        if (inShard > 0) digests.Add(Convert.ToHexStringLower(hash.GetHashAndReset()));
        return new(name, size, digests.ToImmutable(), length);
    }

    /// <summary>The resources of a statement: the file, or <c>name:start:end</c> of each piece. An empty file has no pieces.</summary>
    public IEnumerable<(string Name, string Digest)> Resources() => ShardSize is long size
        ? Digests.Select((digest, i) => (string.Create(CultureInfo.InvariantCulture, $"{Name}:{i * size}:{Math.Min((i + 1) * size, Size!.Value)}"), digest))
        : [(Name, Digests[0])];

    /// <exception cref="SignatureException">The pieces of a file leave a gap, overlap, or have other sizes than the statement says.</exception>
    public static IEnumerable<SignedFile> FromShards(IEnumerable<(string Name, string Digest)> resources, long shardSize)
    {
        foreach (var file in resources.Select(Split).GroupBy(piece => piece.Name, StringComparer.Ordinal))
        {
            (string Name, long Start, long End, string Digest)[] pieces = [.. file.OrderBy(piece => piece.Start)];
            for (int i = 0; i < pieces.Length; i++)
            {
                long length = pieces[i].End - pieces[i].Start;
                if (pieces[i].Start != i * shardSize || length <= 0 || length > shardSize || (length < shardSize && i < pieces.Length - 1)) throw new SignatureException($"the pieces of \"{file.Key}\" are not those of {shardSize} bytes each");
            }

            yield return new SignedFile(file.Key, shardSize, [.. pieces.Select(piece => piece.Digest)], pieces[^1].End);
        }
    }

    private static (string Name, long Start, long End, string Digest) Split((string Name, string Digest) resource)
    {
        string[] parts = resource.Name.Split(':');
        return parts.Length >= 3 && long.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out long start) && long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long end)
            ? (string.Join(':', parts[..^2]), start, end, resource.Digest)
            : throw new SignatureException("it names a piece of a file without its bounds");
    }
}
