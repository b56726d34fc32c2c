using System.Numerics;

namespace Mlops.Sdk;

/// <summary>The missing rows of a column that is being filled.</summary>
internal sealed class MissingBits
{
    private ulong[] _words = [];

    public bool Any { get; private set; }

    /// <summary>Takes the NULLs of a slice as the rows from a row on.</summary>
    public void Append(VectorSlice slice, int rows)
    {
        if (!slice.HasNulls) return;
        for (int at = 0; at < slice.Count; at += 64)
        {
            ulong nulls = slice.Nulls(at);
            if (nulls != 0) Set(rows + at, nulls);
        }
    }

    public void Set(int row) => Set(row, 1);

    /// <summary>The mask of all rows so far.</summary>
    public MissingMask ToMask(int rows)
    {
        if (!Any) return default;
        int words = (rows + 63) / 64;
        if (_words.Length < words) Array.Resize(ref _words, words);
        return MissingMask.FromWords(_words.AsMemory(0, words), rows);
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        if (Any) Array.Clear(_words);
        Any = false;
    }

    private void Set(int row, ulong nulls)
    {
        Any = true;
        int last = (row + 63 - BitOperations.LeadingZeroCount(nulls)) >> 6;
        if (last >= _words.Length) Array.Resize(ref _words, Math.Max(last + 1, Math.Max(_words.Length * 2, 64)));
        _words[row >> 6] |= nulls << (row & 63);
        if ((row & 63) != 0 && last > row >> 6) _words[last] |= nulls >> (64 - (row & 63));
    }
}
