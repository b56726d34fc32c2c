using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk.Extensibility;

/// <summary>Collects the entries that one part of a model writes of itself into a bundle.</summary>
public sealed class BundleWriter
{
    private readonly SortedDictionary<string, byte[]> _entries;
    private readonly string _prefix;

    internal BundleWriter()
        : this(new SortedDictionary<string, byte[]>(StringComparer.Ordinal), "")
    {
    }

    private BundleWriter(SortedDictionary<string, byte[]> entries, string prefix)
    {
        _entries = entries;
        _prefix = prefix;
    }

    internal IReadOnlyDictionary<string, byte[]> Entries => _entries;

    /// <summary>Writes a small state as JSON.</summary>
    /// <param name="name">The name of the entry within this part, such as <c>state.json</c>.</param>
    /// <param name="value">The state.</param>
    /// <param name="type">How it is written (source generated).</param>
    /// <exception cref="ArgumentException">A list in the state holds null where its type is no <see cref="Nullable{T}"/>: it could not be read again.</exception>
    public void WriteJson<T>(string name, T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (value is not null && StateLists.FindNull(value, type) is { } place)
            throw new ArgumentException($"{place} of '{name}' is null, which a list in a bundle must not hold. Leave the item out, or make its type a Nullable.", nameof(value));
        WriteBytes(name, JsonSerializer.SerializeToUtf8Bytes(value, type));
    }

    /// <summary>Writes bytes, for large arrays.</summary>
    /// <param name="name">The name of the entry within this part, such as <c>trees.bin</c>.</param>
    /// <param name="bytes">The bytes.</param>
    public void WriteBytes(string name, ReadOnlySpan<byte> bytes)
    {
        string path = _prefix + name;
        if (!BundleNames.IsSafe(path)) throw new ArgumentException($"'{path}' cannot be the name of a bundle entry.", nameof(name));
        if (!_entries.TryAdd(path, bytes.ToArray())) throw new ArgumentException($"The entry '{path}' is written twice.", nameof(name));
    }

    /// <summary>A writer for a part of this part.</summary>
    public BundleWriter Within(string folder) => new(_entries, $"{_prefix}{folder}/");
}
