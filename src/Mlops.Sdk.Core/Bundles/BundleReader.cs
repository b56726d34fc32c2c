using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Sdk.Extensibility;

/// <summary>Reads the entries that one part of a model wrote of itself. Every entry was checked against its hash before this reader was made.</summary>
public sealed class BundleReader
{
    private readonly IReadOnlyDictionary<string, byte[]> _entries;
    private readonly string _prefix;
    private StageKinds? _kinds;

    internal BundleReader(IReadOnlyDictionary<string, byte[]> entries, string prefix, PartHeader header, StageKinds? kinds = null)
    {
        _entries = entries;
        _prefix = prefix;
        Header = header;
        _kinds = kinds;
    }

    /// <summary>The kinds that the bundle may hold: for a part that keeps models in bundles of their own.</summary>
    public StageKinds Kinds => _kinds ??= StageKinds.CreateDefault();

    internal PartHeader Header { get; }

    /// <summary>Whether lists that hold null are refused here. A format of its own may check them itself, in its own words.</summary>
    internal bool ChecksLists { get; init; } = true;

    /// <summary>The columns that the part reads, as they were when it was saved.</summary>
    public ImmutableArray<Field> Inputs => Header.Inputs;

    /// <summary>For a predictor: the name of the label.</summary>
    public string Label => Header.Label ?? throw Bad("is no predictor and has no label");

    /// <summary>For a predictor: what is predicted.</summary>
    public TaskKind Task => Header.Task ?? throw Bad("is no predictor and has no task");

    /// <summary>For a predictor: the classes.</summary>
    public ImmutableArray<string> Classes => Header.Classes;

    /// <summary>Whether an entry is there.</summary>
    public bool Contains(string name) => _entries.ContainsKey(_prefix + name);

    /// <summary>Reads a state that was written as JSON.</summary>
    /// <exception cref="BundleFormatException">The entry is not there, is no such JSON, or has, in a model, a list that holds null where its type is no <see cref="Nullable{T}"/>.</exception>
    public T ReadJson<T>(string name, JsonTypeInfo<T> type)
    {
        try
        {
            T state = JsonSerializer.Deserialize(ReadBytes(name).Span, type) ?? throw Bad($"has an empty '{name}'");
            return ChecksLists && StateLists.FindNull(state, type) is { } place ? throw new JsonException($"{place} is null.") : state;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException)
        {
            throw new BundleFormatException($"The entry '{_prefix}{name}' is not what its kind writes: {error.Message} Save the model again, or load it with the version that saved it.", error);
        }
    }

    /// <summary>Reads bytes.</summary>
    /// <exception cref="BundleFormatException">The entry is not there.</exception>
    public ReadOnlyMemory<byte> ReadBytes(string name) =>
        _entries.TryGetValue(_prefix + name, out byte[]? bytes) ? bytes : throw Bad($"has no entry '{name}'");

    /// <summary>A reader for a part of this part, which reads the same columns.</summary>
    public BundleReader Within(string folder) => new(_entries, $"{_prefix}{folder}/", Header, _kinds) { ChecksLists = ChecksLists };

    private BundleFormatException Bad(string what) => new($"The part '{_prefix.TrimEnd('/')}' of kind '{Header.Kind}' {what}. Save the model again, or load it with the version that saved it.");
}
