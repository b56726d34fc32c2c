using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk;

/// <summary>The secret under which hidden values are hashed (HMAC-SHA-256, 48 bits shown), so that equal values can be told without being read. It is not written anywhere: not to JSON, not to a stored profile, not by <see cref="ToString"/>.</summary>
public sealed class RedactionKey : IEquatable<RedactionKey>
{
    private readonly byte[] _key;

    private RedactionKey(byte[] key) => _key = key;

    /// <summary>A key from a secret text.</summary>
    /// <param name="secret">At least 16 characters: of a short one, values could be found by trying.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static RedactionKey FromText(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Length >= 16 ? new RedactionKey(SHA256.HashData(Encoding.UTF8.GetBytes(secret))) : throw new ArgumentException("The secret of a redaction key has at least 16 characters.", nameof(secret));
    }

    /// <inheritdoc/>
    public bool Equals(RedactionKey? other) => other is not null && CryptographicOperations.FixedTimeEquals(_key, other._key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RedactionKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(SHA256.HashData(_key), 0);

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => "(hidden)";

    internal string Hash(string column, string value)
    {
        byte[] hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{column.Length}:{column}{value}"));
        return "#" + Convert.ToHexStringLower(hash.AsSpan(0, 6));
    }
}
