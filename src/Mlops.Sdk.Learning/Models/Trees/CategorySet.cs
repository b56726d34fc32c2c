using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A set of category codes that a split sends to the left.</summary>
public sealed class CategorySet : IEquatable<CategorySet>
{
    private readonly int[] _codes;

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
        return code == value && Array.BinarySearch(_codes, code) >= 0;
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
