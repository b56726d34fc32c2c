using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A set of category codes that a split sends to the left.</summary>
public sealed class CategorySet : IEquatable<CategorySet>
{
    private const int MostBits = 4096;

    private readonly int[] _codes;
    private readonly ulong[] _bits;

    /// <summary>Makes a set of the given codes; order and repetition do not matter.</summary>
    /// <param name="codes">Category codes, none negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A code is negative.</exception>
    public CategorySet(ReadOnlySpan<int> codes)
    {
        int[] sorted = codes.ToArray();
        Array.Sort(sorted);
        if (sorted.Length > 0)
            ArgumentOutOfRangeException.ThrowIfNegative(sorted[0], nameof(codes));
        int count = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                sorted[count++] = sorted[i];
        }

        _codes = count == sorted.Length ? sorted : sorted[..count];

        // A bit for each code up to the greatest is one look instead of a search, unless codes are far apart.
        _bits = count == 0 || _codes[^1] >= MostBits ? [] : new ulong[(_codes[^1] >> 6) + 1];
        if (_bits.Length > 0)
            foreach (int code in _codes) _bits[code >> 6] |= 1UL << code;
    }

    /// <summary>The codes, ascending and without repetition.</summary>
    public ImmutableArray<int> Codes => [.. _codes];

    /// <summary>How many codes the set holds.</summary>
    public int Count => _codes.Length;

    internal ReadOnlySpan<int> Span => _codes;

    /// <summary>Tells whether a value as it stands in a row is one of the codes.</summary>
    /// <param name="value">A category code held as a number; what is not a code is in no set.</param>
    public bool Contains(float value)
    {
        int code = (int)value;
        if (code != value) return false;
        return _bits.Length == 0 ? Array.BinarySearch(_codes, code) >= 0 : (uint)code >> 6 < (uint)_bits.Length && (_bits[code >> 6] >> code & 1) != 0;
    }

    /// <inheritdoc/>
    public bool Equals(CategorySet? other) => other is not null && _codes.AsSpan().SequenceEqual(other._codes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CategorySet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (int code in _codes)
            hash.Add(code);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => "{" + string.Join(", ", _codes) + "}";
}
