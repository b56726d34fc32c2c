using System.Numerics;

namespace Mlops.Sdk;

/// <summary>Which rows of a column are missing, one bit a row. The default value says that none is.</summary>
public readonly struct MissingMask
{
    private readonly ReadOnlyMemory<ulong> _words;
    private readonly int _offset;
    private readonly int _length;

    private MissingMask(ReadOnlyMemory<ulong> words, int offset, int length)
    {
        _words = words;
        _offset = offset;
        _length = length;
    }

    /// <summary>A mask over <paramref name="length"/> rows held in 64-bit words, lowest bit first; a set bit is a missing row.</summary>
    /// <exception cref="ArgumentException">The words are too few for the rows.</exception>
    public static MissingMask FromWords(ReadOnlyMemory<ulong> words, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (words.Length < (length + 63L) / 64)
            throw new ArgumentException($"A mask of {length} rows needs {(length + 63L) / 64} words, got {words.Length}.", nameof(words));
        return new MissingMask(words, 0, length);
    }

    /// <summary>The mask of the rows for which <paramref name="isMissing"/> is true; the default mask if there are none.</summary>
    public static MissingMask Create(int length, Func<int, bool> isMissing)
    {
        ArgumentNullException.ThrowIfNull(isMissing);
        ulong[]? words = null;
        for (int row = 0; row < length; row++)
        {
            if (!isMissing(row)) continue;
            words ??= new ulong[(length + 63) / 64];
            words[row >> 6] |= 1UL << row;
        }

        return words is null ? default : new MissingMask(words, 0, length);
    }

    /// <summary>The mask in which every row is missing.</summary>
    public static MissingMask All(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0) return default;
        var words = new ulong[(length + 63L) / 64];
        Array.Fill(words, ulong.MaxValue);
        return new MissingMask(words, 0, length);
    }

    /// <summary>True when no row can be missing, so that loops may skip the test.</summary>
    public bool IsEmpty => _words.IsEmpty;

    /// <summary>Whether a row is missing.</summary>
    public bool this[int row]
    {
        get
        {
            if (_words.IsEmpty) return false;
            int bit = row + _offset;
            return (_words.Span[bit >> 6] >> bit & 1) != 0;
        }
    }

    /// <summary>How many rows are missing. O(rows / 64).</summary>
    public int Count()
    {
        if (_words.IsEmpty) return 0;
        ReadOnlySpan<ulong> words = _words.Span;
        int first = _offset, end = _offset + _length, count = 0;
        while (first < end && (first & 63) != 0) count += (int)(words[first >> 6] >> first++ & 1);
        for (; first + 64 <= end; first += 64) count += BitOperations.PopCount(words[first >> 6]);
        while (first < end) count += (int)(words[first >> 6] >> first++ & 1);
        return count;
    }

    /// <summary>The same mask for a run of rows, without copying.</summary>
    public MissingMask Slice(int start, int length)
    {
        if (_words.IsEmpty) return default;
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, _length, nameof(length));
        return new MissingMask(_words, _offset + start, length);
    }

    /// <summary>The mask of the chosen rows, in the order given.</summary>
    public MissingMask Take(ReadOnlySpan<int> rows)
    {
        if (_words.IsEmpty) return default;
        ulong[]? words = null;
        for (int i = 0; i < rows.Length; i++)
        {
            if (!this[rows[i]]) continue;
            words ??= new ulong[(rows.Length + 63) / 64];
            words[i >> 6] |= 1UL << i;
        }

        return words is null ? default : new MissingMask(words, 0, rows.Length);
    }

    /// <summary>Copies the mask into words that begin at row 0, bits after the last row unset; for saving and hashing. Empty when no row can be missing.</summary>
    public ulong[] ToWords()
    {
        if (_words.IsEmpty) return [];
        var words = new ulong[(_length + 63) / 64];
        ReadOnlySpan<ulong> from = _words.Span;
        int shift = _offset & 63;
        for (int i = 0, word = _offset >> 6; i < words.Length; i++, word++)
        {
            words[i] = from[word] >> shift;
            if (shift > 0 && word + 1 < from.Length) words[i] |= from[word + 1] << (64 - shift);
        }

        if ((_length & 63) != 0) words[^1] &= (1UL << _length) - 1;
        return words;
    }
}
