using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The ordered list of values that a category column may take; a code is an index into it.</summary>
public sealed class CategoryLevels : IEquatable<CategoryLevels>
{
    private readonly FrozenDictionary<string, int> _codes;

    // Levels that were found equal: a model and its rows meet again and again, and the names are compared once.
    private CategoryLevels? _equal;

    /// <summary>Levels in the order of their codes; half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.</summary>
    /// <exception cref="ArgumentException">A level is null or given twice.</exception>
    public CategoryLevels(ImmutableArray<string> names)
    {
        var codes = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (int code = 0; code < names.Length; code++)
        {
            if (names[code] is null) throw new ArgumentException($"Level {code} is null; a missing value has no level.", nameof(names));
            if (!SoundText.IsSound(names[code])) names = names.SetItem(code, SoundText.Of(names[code]));
            if (!codes.TryAdd(names[code], code)) throw new ArgumentException($"Level '{names[code]}' is given twice.", nameof(names));
        }

        Names = names;
        _codes = codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>No levels: a column in which every row is missing.</summary>
    public static CategoryLevels None { get; } = new([]);

    /// <summary>The levels in the order of their codes.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The number of levels.</summary>
    public int Count => Names.Length;

    /// <summary>The level of a code.</summary>
    public string this[int code] => Names[code];

    /// <summary>The code of a level, or -1 when it is none of these. Ordinal, case-sensitive.</summary>
    public int IndexOf(string level) => _codes.TryGetValue(level, out int code) || (!SoundText.IsSound(level) && _codes.TryGetValue(SoundText.Of(level), out code)) ? code : -1;

    /// <summary>The code of a level given as characters, or -1; allocates nothing for valid Unicode.</summary>
    public int IndexOf(ReadOnlySpan<char> level) =>
        _codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out int code) ? code : SoundText.IsSound(level) ? -1 : IndexOf(level.ToString());

    /// <inheritdoc/>
    public bool Equals(CategoryLevels? other)
    {
        if (other is null || other.Count != Count) return false;
        if (ReferenceEquals(this, other) || ReferenceEquals(_equal, other) || ReferenceEquals(other._equal, this)) return true;
        if (!Names.AsSpan().SequenceEqual(other.Names.AsSpan())) return false;
        // Never a chain, which would keep all its links alive.
        if (other._equal is null) _equal = other;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CategoryLevels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Names.Length, Names.Length > 0 ? Names[0] : null);

    /// <inheritdoc/>
    public override string ToString() => Names.Length <= 6 ? string.Join(", ", Names) : $"{string.Join(", ", Names.Take(5))}, ... ({Names.Length} levels)";
}
