using System.Security.Cryptography;
using System.Text;

namespace Mlops.Sdk;

/// <summary>
/// The keys that artifacts are encrypted with (AES-256-GCM). The host keeps them; the workspace never does. What is stored is sealed with the current key; what an older key sealed, and what was never sealed, stays readable.
/// </summary>
public sealed class ArtifactKeys
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    internal const int IdBytes = 16;
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>Takes the keys.</summary>
    /// <param name="current">The key that content is sealed with: 32 random bytes, from a vault. Who loses it loses the content.</param>
    /// <param name="older">Keys that content may be sealed with, after a change of keys.</param>
    /// <exception cref="ArgumentException">A key does not have 32 bytes.</exception>
    public ArtifactKeys(byte[] current, params byte[][] older)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(older);
        foreach (byte[] key in (byte[][])[current, .. older])
        {
            ArgumentNullException.ThrowIfNull(key, nameof(older));
            if (key.Length != KeyBytes) throw new ArgumentException($"A key has {key.Length} bytes and needs {KeyBytes}. Make one with RandomNumberGenerator.GetBytes({KeyBytes}) and keep it where the workspace is not.", nameof(current));
            _keys[IdOf(key)] = [.. key];
        }

        CurrentId = IdOf(current);
    }

    /// <summary>What tells the current key from others, lower-case hexadecimal; it tells nothing of the key.</summary>
    public string CurrentId { get; }

    internal byte[] Current => _keys[CurrentId];

    internal byte[]? Find(string id) => _keys.GetValueOrDefault(id);

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes("mlops artifact key id")).AsSpan(0, IdBytes));
}
