using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Columns and what their caller says that they mean: <c>new() { ["contact"] = SemanticType.Email }</c>. Equal to another when all columns and types are. Written as a JSON object.</summary>
[JsonConverter(typeof(SemanticTypesJsonConverter))]
public sealed class SemanticTypes : IEquatable<SemanticTypes>
{
    private ImmutableSortedDictionary<string, SemanticType> _types = ImmutableSortedDictionary.Create<string, SemanticType>(StringComparer.Ordinal);

    /// <summary>The type of a column.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="KeyNotFoundException">The column has none.</exception>
    public SemanticType this[string column]
    {
        get => _types[column];
        init => _types = _types.SetItem(column, Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such semantic type."));
    }

    /// <summary>The columns in ordinal order.</summary>
    public IEnumerable<string> Columns => _types.Keys;

    /// <summary>Columns and their types.</summary>
    /// <param name="types">Pairs of names and types; of a name that comes twice the last holds.</param>
    public static SemanticTypes From(IEnumerable<KeyValuePair<string, SemanticType>> types) => new() { _types = ImmutableSortedDictionary<string, SemanticType>.Empty.WithComparers(StringComparer.Ordinal).SetItems(types) };

    /// <summary>The type of a column, or null.</summary>
    /// <param name="column">The name of the column.</param>
    public SemanticType? Find(string column) => _types.TryGetValue(column, out SemanticType type) ? type : null;

    /// <inheritdoc/>
    public bool Equals(SemanticTypes? other) => other is not null && _types.SequenceEqual(other._types);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SemanticTypes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach ((string column, SemanticType type) in _types) hash.Add((column, type));
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _types.Select(pair => $"{pair.Key}: {pair.Value}"));
}
